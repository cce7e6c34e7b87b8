"""Выпуск: решений и скрытых проверок у студентов нет, ошибки объяснены по-русски."""

from __future__ import annotations

import html
import json
import tarfile
import zipfile

import pytest
from classrooms import marked, source_cells, write
from errands import naive_task
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.cli import run
from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.grading import rehearsal
from autograder.grading.workers import examine
from autograder.release.leaks import leaks, secrets
from autograder.release.release import release
from autograder.wording.problems import CourseProblem


def test_the_released_notebook_has_stubs_and_no_secrets(classroom):
    text = "\n".join(cell.source for cell in classroom.released().cells)
    assert "return 2 * x" not in text and "-62" not in text and "Любой пример" not in text
    assert "raise NotImplementedError" in text and "assert double(2) == 4" in text


def test_secrets_are_the_hidden_lines_only(classroom):
    lines = {secret.line.strip() for secret in secrets(classroom.course, "hw")}
    assert lines == {
        "return 2 * x",
        "assert double(-31) == -62",
        "Потому что сложение.",
        "Любой пример годится.",
    }


@pytest.mark.parametrize("place", ["text", "notebook", "page", "zip", "tar"])
def test_a_planted_secret_is_found_anywhere(classroom, tmp_path, place):
    line = "assert  double(-31) == -62"
    root = tmp_path / "out"
    root.mkdir()
    if place == "text":
        (root / "a.py").write_text(line)
    elif place == "notebook":
        (root / "a.ipynb").write_text(json.dumps({"cells": [{"source": [line[:9], line[9:]]}]}))
    elif place == "page":
        marked_up = html.escape(line).replace("double", "<span>double</span>")
        (root / "a.html").write_text(f"<pre>{marked_up}</pre>")
    elif place == "zip":
        with zipfile.ZipFile(root / "a.zip", "w") as archive:
            archive.writestr("deep/a.py", line)
    else:
        (tmp_path / "a.py").write_text(line)
        with tarfile.open(root / "a.tar.gz", "w:gz") as archive:
            archive.add(tmp_path / "a.py", "a.py")
    assert len(leaks(secrets(classroom.course, "hw"), root)) == 1


def test_a_chance_line_in_the_book_is_not_a_leak_when_a_run_is_asked(classroom, tmp_path):
    (tmp_path / "page.md").write_text("return 2 * x")
    assert leaks(secrets(classroom.course, "hw"), tmp_path, run=1)
    assert not leaks(secrets(classroom.course, "hw"), tmp_path, run=2)


def test_a_leaking_release_is_withdrawn(classroom):
    (classroom.root / "source" / "hw" / "answers.py").write_text("assert double(-31) == -62")
    with pytest.raises(CourseProblem, match=r"тайные строки[\s\S]*answers.py"):
        release(classroom.course, "hw")
    assert not (classroom.root / "release" / "hw").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda cells: cells.append(
                new_code_cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION")
            ),
            "не помеченной как ответ",
        ),
        (lambda cells: cells[2].update(source="### BEGIN SOLUTION\nx = 1"), "нет END SOLUTION"),
        (lambda cells: cells[4].update(source="### BEGIN HIDDEN TESTS\nx"), "нет END HIDDEN TESTS"),
        (
            lambda cells: cells.append(
                marked(new_markdown_cell("x"), "double", grade=True, solution=True, points=1)
            ),
            "повторяется",
        ),
        (lambda cells: cells[4].metadata["nbgrader"].pop("points"), "«test_double» нет баллов"),
        (
            lambda cells: cells[4].metadata["nbgrader"].update(grade_id="проба"),
            "«проба» не годится",
        ),
        (lambda cells: cells[4].metadata.update(nbgrader="x"), "метаданные nbgrader испорчены"),
    ],
)
def test_mistakes_of_the_source_are_explained(classroom, change, words):
    cells = source_cells()
    change(cells)
    write(classroom.root / "source" / "hw" / "main.ipynb", cells)
    with pytest.raises(CourseProblem, match=words):
        release(classroom.course, "hw")


def test_a_source_that_is_not_json_is_explained(classroom):
    (classroom.root / "source" / "hw" / "main.ipynb").write_text("{")
    with pytest.raises(CourseProblem, match="не читается: это не JSON"):
        release(classroom.course, "hw")


def test_an_unknown_assignment_lists_the_known(classroom):
    with pytest.raises(CourseProblem, match="Есть: hw"):
        release(classroom.course, "nope")


def test_a_folder_that_is_not_a_course_is_explained(tmp_path):
    with pytest.raises(CourseProblem, match="не курс nbgrader"):
        Course(tmp_path)
    with pytest.raises(CourseProblem, match="нет"):
        Course(tmp_path / "absent")


def test_broken_settings_are_explained(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = (")
    with pytest.raises(CourseProblem, match="не читаются"):
        Course(tmp_path)


def test_a_course_with_its_own_layout_and_relative_database(classroom):
    root, book = classroom.root, classroom.root / "_build" / "course" / "gradebook.db"
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.course_id = 't'\n"
        "c.CourseDirectory.source_directory = 'solutions'\n"
        "c.CourseDirectory.release_directory = '_build/course/release'\n"
        "c.CourseDirectory.db_url = 'sqlite:///_build/course/gradebook.db'\n"
    )
    (root / "source").rename(root / "solutions")
    book.parent.mkdir(parents=True)
    (root / "gradebook.db").rename(book)
    course = Course(root)
    release(course, "hw")
    assert (root / "_build" / "course" / "release" / "hw" / "main.ipynb").exists()
    assert course.gradebook_file == book and not (root / "gradebook.db").exists()
    assert course.state == root / "_build" / "course" / ".autograder"


HELPER = '''import numpy as np


def is_even(x):
    """Пример из выданной библиотеки."""
    if x is None:
        raise ValueError(
            "нет числа")
    return True
'''


def released_with(classroom, solution: str, helper: str, test: str = "assert f(2) == 4") -> None:
    """Курс, где решение и выданный файл похожи, и его выпуск."""
    cells = [
        marked(
            new_code_cell(f"def f(x):\n    ### BEGIN SOLUTION\n{solution}\n    ### END SOLUTION"),
            "double",
            solution=True,
        ),
        marked(
            new_code_cell(f"assert f\n### BEGIN HIDDEN TESTS\n{test}\n### END HIDDEN TESTS"),
            "test_double",
            grade=True,
            locked=True,
            points=1,
        ),
    ]
    write(classroom.root / "source" / "hw" / "main.ipynb", cells)
    (classroom.root / "source" / "hw" / "helper.py").write_text(helper)


@pytest.mark.parametrize(
    "solution",
    [
        "    import numpy as np\n    return True",
        "    raise ValueError(\n        x)\n    return True",
        "    # ---------------------------------------- разбор\n    return x",
        "    y = np.arange(10)\n    return y",
    ],
    ids=["import", "raise", "ruler", "part of a longer line"],
)
def test_commonplace_lines_are_not_leaks(classroom, solution):
    released_with(classroom, solution, HELPER + "\ny = np.arange(10) * 3\n")
    assert release(classroom.course, "hw").doubts == ()


def test_a_ruler_of_dashes_does_not_hang_the_release(classroom):
    released_with(classroom, "    # " + "-" * 4000 + " слово\n    return x", HELPER)
    assert release(classroom.course, "hw").doubts == ()


@pytest.mark.parametrize(
    ("solution", "test", "helper"),
    [
        ("    total = x + x\n    return total * 1", "pass", "total = x + x\nreturn total * 1"),
        ("    return 2 * x - 0", "pass", "def f(x):\n    return 2 * x - 0"),
        ("    return 2 * x", "assert f(-31) == -62", "# assert f(-31) == -62"),
        (
            "    return 2 * x",
            "for i in range(3):\n    assert f(i * 17 + 5) == 2 * (i * 17 + 5), 'не удвоено'",
            "check = '''assert f(i * 17 + 5) == 2 * (i * 17 + 5), 'не удвоено''''; run(check)",
        ),
    ],
    ids=["lines", "with its header", "hidden test", "hidden test inside a line"],
)
def test_a_whole_solution_or_a_hidden_test_cannot_be_insisted_on(classroom, solution, test, helper):
    if "total" in solution:
        helper = "def f(x):\n" + helper
    released_with(classroom, solution, helper, test)
    with pytest.raises(CourseProblem, match="настоять на таком выпуске нельзя"):
        release(classroom.course, "hw", accept=True)
    assert not (classroom.root / "release" / "hw").exists()


def test_a_doubtful_line_can_be_insisted_on_and_is_remembered(classroom, monkeypatch, capsys):
    from autograder.release.acceptance import accepted

    released_with(classroom, "    return 2 * x - 0", "return 2 * x - 0\n")
    with pytest.raises(CourseProblem, match="--accept"):
        release(classroom.course, "hw")
    classroom.course.state.mkdir(exist_ok=True)
    status, output = command(monkeypatch, capsys, classroom, "--accept", "это из лекции")
    assert status == 0 and "вопреки сомнениям" in output and "2 * x - 0" in output
    told = accepted(classroom.course, "hw")
    assert told.reason == "это из лекции" and "2 * x - 0" in told.doubts[0]
    assert "это из лекции" in command(monkeypatch, capsys, classroom, command="log")[1]
    (classroom.root / "source" / "hw" / "helper.py").unlink()
    assert command(monkeypatch, capsys, classroom)[0] == 0
    assert accepted(classroom.course, "hw") is None


def test_a_solution_that_fails_its_tests_can_be_released_with_a_reason(
    classroom, monkeypatch, capsys
):
    from errands import failing_task

    monkeypatch.setattr(rehearsal, "examine", failing_task)
    assert command(monkeypatch, capsys, classroom)[0] == 1
    status, output = command(monkeypatch, capsys, classroom, "--accept", "здесь нет сети")
    assert status == 0 and "не проходит проверку main/test_double" in output
    assert (classroom.root / "release" / "hw" / "main.ipynb").exists()


def command(monkeypatch, capsys, classroom, *words: str, command: str = "release"):
    """Код возврата и всё напечатанное."""
    monkeypatch.setattr(
        "sys.argv", ["autograder", "--course", str(classroom.root), command, "hw", *words]
    )
    if rehearsal.examine is examine:
        monkeypatch.setattr(rehearsal, "examine", naive_task)
    with pytest.raises(SystemExit) as ended:
        run()
    printed = capsys.readouterr()
    return ended.value.code, printed.out + printed.err


@pytest.mark.parametrize(
    "source",
    ["import numpy as np\nnp.mean?", "%load_ext nothing_of_the_kind", "x = !ls", "%%bash\nls |"],
)
def test_magic_of_public_cells_is_no_obstacle(classroom, source):
    cells = source_cells()
    cells.insert(1, new_code_cell(source))
    cells[5].source = " " + cells[5].source.replace("\n", "\n ")  # проверка начинается с пробела
    write(classroom.root / "source" / "hw" / "main.ipynb", cells)
    release(classroom.course, "hw")
    assert rehearsal.name_doubts(load_assignment(classroom.course, "hw")) == []


def test_metadata_of_an_old_version_names_the_way_out(classroom):
    cells = source_cells()
    for cell in cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["schema_version"] = 1
    write(classroom.root / "source" / "hw" / "main.ipynb", cells)
    with pytest.raises(CourseProblem, match="старой версии 1.*nbgrader update"):
        release(classroom.course, "hw")
