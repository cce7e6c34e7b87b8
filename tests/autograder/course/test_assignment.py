"""Роли ячеек преподавателя, запреты и неизвестные имена."""

from __future__ import annotations

import pytest

from autograder.course.assignment import SourceCell, SourceNotebook
from autograder.course.forbid import forbidden_names
from autograder.course.roles import examiner_needs
from autograder.course.undefined import undefined_names


def code(kind: str, source: str, grade_id: str = "") -> SourceCell:
    return SourceCell("code", grade_id, kind, source, source)


def needed(*cells: SourceCell) -> list[str]:
    notebook = SourceNotebook("n", cells, {})
    chosen = examiner_needs(notebook)
    return [cell.source for cell in cells if id(cell) in chosen]


ANSWER = code("answer", "def f(x):\n    return x", "f")


def test_an_import_is_needed_and_a_trial_call_is_not():
    assert needed(code("plain", "import numpy"), ANSWER, code("plain", "f(1)")) == ["import numpy"]


def test_a_trial_call_whose_result_a_test_uses_is_needed():
    test = code("test", "assert y == 1", "t")
    assert needed(ANSWER, code("plain", "y = f(1)"), test) == ["y = f(1)"]


def test_what_a_needed_cell_uses_is_needed_too():
    cells = [ANSWER, code("plain", "z = f(2)"), code("plain", "y = z"), code("test", "y", "t")]
    assert needed(*cells) == ["z = f(2)", "y = z"]


def test_a_magic_line_does_not_hinder():
    assert needed(code("plain", "%matplotlib inline\nimport os")) == [
        "%matplotlib inline\nimport os"
    ]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (
            "# autograder: forbid numpy.convolve, scipy.signal\nx = 1",
            ("numpy.convolve", "scipy.signal"),
        ),
        ("def f():\n    # autograder: forbid torch\n    pass", ("torch",)),
        ("x = 1", ()),
    ],
)
def test_forbidden_names_are_read_from_comments(source, names):
    assert forbidden_names(code("answer", source, "f")) == names


def test_forbidden_names_are_read_from_metadata_without_repeats():
    cell = SourceCell("code", "f", "answer", "# autograder: forbid a.b", "", forbid=("a.b", "c"))
    assert forbidden_names(cell) == ("a.b", "c")


def test_a_wrong_ban_is_explained():
    with pytest.raises(ValueError, match="не имя через точку"):
        forbidden_names(code("answer", "# autograder: forbid numpy..x", "f"))


@pytest.mark.parametrize(
    "test",
    [
        "assert f(1) == math.sqrt(1)",
        "for i in range(3):\n    assert f(i) == i",
        "def check(a, *, b=2):\n    local = a + b\n    return [c for c in (local, a)]\ncheck(1)",
        "try:\n    f(-1)\nexcept ValueError as error:\n    print(error)",
        "import random\nwith open('x') as stream:\n    random.random(), stream",
        "class Bad(list):\n    pass\nassert f(Bad())",
    ],
)
def test_ordinary_tests_use_only_known_names(test):
    cells = (code("plain", "import math"), ANSWER, code("test", test, "t"))
    assert undefined_names(SourceNotebook("n", cells, {})) == {}


def test_a_misspelt_name_in_a_test_is_found():
    cells = (ANSWER, code("test", "def check():\n    return ff(math.pi)\ncheck()", "t"))
    assert undefined_names(SourceNotebook("n", cells, {})) == {"t": ["ff", "math"]}
