"""Выпуск: решений и скрытых проверок у студентов нет, ошибки объяснены по-русски."""

from __future__ import annotations

import html
import json
import tarfile
import zipfile

import pytest
from classrooms import marked, source_cells, write
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.course import Course
from autograder.leaks import leaks, secrets
from autograder.problems import CourseProblem
from autograder.release import release


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
