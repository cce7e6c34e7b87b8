"""От студента в экзамен попадают лишь ответы и его ячейки; подделки не действуют и замечены."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course.assignment import Assignment, SourceCell, SourceNotebook
from autograder.grading.rebuild import rebuild, seed_for
from autograder.submission.notebook import PlainCell, PlainNotebook
from autograder.submission.submission import Submission


def origin(kind, grade_id="", source="", released=None, cell_type="code", points=0.0):
    flags = {
        "grade": kind == "test",
        "solution": kind == "answer",
        "locked": kind in ("test", "locked"),
        "points": points,
        "grade_id": grade_id,
    }
    return SourceCell(
        cell_type,
        grade_id,
        kind,
        source,
        source if released is None else released,
        points,
        metadata=flags if grade_id else {},
    )


SOURCE = SourceNotebook(
    "main",
    (
        origin("plain", source="import math"),
        origin("answer", "f", "def f(): return 1", "def f(): ..."),
        origin("plain", source="f()"),
        origin("test", "test_f", "assert f() == 1\nassert hidden", "assert f() == 1", points=2),
        origin("answer", "g", "def g(): return 2", "def g(): ..."),
        origin("test", "test_g", "assert g() == 2", points=3),
    ),
    {},
)
ASSIGNMENT = Assignment("hw", (SOURCE,), {})


def sent(grade_id, source, kind="code", **claims):
    return PlainCell(kind, source, {"grade_id": grade_id, **claims})


def own(source, kind="code"):
    return PlainCell(kind, source)


HONEST = (
    own("import math"),
    sent("f", "def f(): return 10"),
    own("f()"),
    sent("test_f", "assert f() == 1"),
    sent("g", "def g(): return 20"),
    sent("test_g", "assert g() == 2"),
)


def build(cells, **notebook):
    submission = Submission("ann", "digest", None)
    return rebuild(ASSIGNMENT, SOURCE, PlainNotebook(tuple(cells), **notebook), submission, b"key")


def roles(built):
    return [(cell.role, cell.grade_id, cell.source) for cell in built.exam.cells]


def test_honest_work_is_rebuilt_without_remarks():
    built = build(HONEST)
    assert roles(built) == [
        ("setup", "", "import math"),
        ("answer", "f", "def f(): return 10"),
        ("extra", "", "f()"),
        ("test", "test_f", "assert f() == 1\nassert hidden"),
        ("answer", "g", "def g(): return 20"),
        ("test", "test_g", "assert g() == 2"),
    ]
    assert built.incidents == ()
    assert built.exam.cells[1].reference == "def f(): return 1"


def test_a_helper_cell_stays_beside_its_neighbours():
    cells = [*HONEST[:1], own("def helper(): ..."), *HONEST[1:], own("# конец")]
    assert [r[2] for r in roles(build(cells))][:3] == [
        "import math",
        "def helper(): ...",
        "def f(): return 10",
    ]
    assert roles(build(cells))[-1] == ("extra", "", "# конец")


def test_a_rewritten_test_is_ignored_and_flagged():
    cells = [*HONEST[:3], sent("test_f", "pass"), *HONEST[4:]]
    built = build(cells)
    assert roles(built) == roles(build(HONEST))
    assert any("test_f" in text and "изменён" in text for text in built.incidents)


@pytest.mark.parametrize(
    "claims",
    [{"points": 1000}, {"grade": False}, {"locked": False}, {"solution": True}, {"points": "nan"}],
)
def test_forged_metadata_is_ignored_and_flagged(claims):
    cells = [*HONEST[:3], sent("test_f", "assert f() == 1", **claims), *HONEST[4:]]
    built = build(cells)
    assert built.exam.cells == build(HONEST).exam.cells
    assert any("не те, что выданы" in text for text in built.incidents)


def test_endlessly_nested_metadata_is_flagged():
    points = []
    for _ in range(5000):
        points = [points]
    built = build([*HONEST[:3], sent("test_f", "assert f() == 1", points=points), *HONEST[4:]])
    assert any("points = [[[" in text for text in built.incidents)


def test_a_forged_kernel_is_flagged():
    assert any("Ядро" in t for t in build(HONEST, kernel="bash", language="bash").incidents)
    assert any("Ядро" in t for t in build(HONEST, kernel="ir").incidents)
    assert build(HONEST, kernel="my-env", language="python").incidents == ()


def test_a_split_answer_keeps_both_halves_in_order():
    cells = [
        HONEST[0],
        sent("f", "def part(): ..."),
        sent("f", "def f(): return part()"),
        *HONEST[2:],
    ]
    built = build(cells)
    assert roles(built)[1:3] == [
        ("extra", "", "def part(): ..."),
        ("answer", "f", "def f(): return part()"),
    ]
    assert any("повторяется" in text for text in built.incidents)


def test_merged_answers_leave_the_lost_one_empty():
    cells = [HONEST[0], sent("f", "def f(): ...\ndef g(): ..."), *HONEST[2:4], HONEST[5]]
    built = build(cells)
    assert ("answer", "g", "") in roles(built)
    assert [c.grade_id for c in built.exam.cells if c.role == "test"] == ["test_f", "test_g"]
    assert not built.places[4].answered


def test_a_retyped_answer_is_code_again():
    cells = [HONEST[0], sent("f", "def f(): return 10", kind="markdown"), *HONEST[2:]]
    built = build(cells)
    assert roles(built) == roles(build(HONEST))
    assert any("Вид ячейки" in text for text in built.incidents)


def test_an_unknown_grade_id_becomes_an_extra_cell():
    built = build([*HONEST, sent("evil\u202e", "x = 1", points=99)])
    assert roles(built)[-1] == ("extra", "", "x = 1")
    assert any("\\u202e" in text for text in built.incidents)


def test_a_markdown_cell_never_runs():
    assert roles(build([*HONEST, own("import os", "markdown")]))[-1][0] == "prose"
    assert roles(build([*HONEST, own("import os", "raw")]))[-1][0] == "prose"


cells_of_any_kind = st.lists(
    st.builds(
        PlainCell,
        st.sampled_from(["code", "markdown", "raw"]),
        st.text(max_size=20),
        st.dictionaries(
            st.sampled_from(["grade_id", "points", "locked", "grade"]),
            st.one_of(
                st.sampled_from(["f", "g", "test_f", "test_g", "x"]),
                st.integers(),
                st.booleans(),
                st.none(),
            ),
        ),
    ),
    max_size=12,
)


@settings(max_examples=200)
@given(cells_of_any_kind)
def test_whatever_is_sent_every_test_stays_the_instructors(cells):
    built = build(cells)
    tests = [cell for cell in built.exam.cells if cell.role == "test"]
    assert [(t.grade_id, t.source, t.points) for t in tests] == [
        ("test_f", "assert f() == 1\nassert hidden", 2),
        ("test_g", "assert g() == 2", 3),
    ]
    assert [c.grade_id for c in built.exam.cells if c.role == "answer"] == ["f", "g"]
    assert len(built.places) == len(built.exam.cells)
    written = {cell.source for cell in cells} | {c.source for c in SOURCE.cells} | {""}
    assert {cell.source for cell in built.exam.cells} <= written


def test_the_seed_depends_on_the_work_and_the_secret_only():
    assert seed_for(b"key", "hw", "a") == seed_for(b"key", "hw", "a")
    assert (
        len(
            {
                seed_for(b"key", "hw", "a"),
                seed_for(b"key", "hw", "b"),
                seed_for(b"other", "hw", "a"),
            }
        )
        == 3
    )
    assert 0 <= seed_for(b"key", json.dumps("x")) < 2**128
