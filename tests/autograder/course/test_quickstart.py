"""Курс из ``nbgrader quickstart``: выпуск, проверка в изоляции и выгрузка — как у nbgrader."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest

from autograder.course.course import Course

EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source"
SQUARES = (
    "def squares(n):\n    if n < 1:\n        raise ValueError('n < 1')\n"
    "    return [i ** 2 for i in range(1, n + 1)]"
)
ANSWERS = {
    "bitdiddle": {
        "squares": SQUARES,
        "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))",
        "sum_of_squares_equation": "$\\sum i^2$",
    },
    "hacker": {
        "squares": SQUARES,
        "sum_of_squares": "def sum_of_squares(n):\n    return sum(i ** 2 for i in range(1, n + 1))",
    },
    "reasoner": {"squares": "def squares(n):\n    return [i ** 2 for i in range(n)]"},
}


def command(root: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "--course", str(root), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def courses(tmp_path_factory) -> tuple[Path, Path]:
    """Наш курс, пройденный до проверки, и такой же, проверенный самим nbgrader."""
    root = tmp_path_factory.mktemp("quickstart") / "course101"
    shutil.copytree(EXAMPLE, root / "source", ignore=shutil.ignore_patterns("*.html", "ps1_auto*"))
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'course101'\n"
        "c.IncludeHeaderFooter.header = 'source/header.ipynb'\n"
    )
    command(root, "release", "ps1")
    for student, answers in ANSWERS.items():
        for name in ("problem1", "problem2"):
            nb = nbformat.read(root / "release" / "ps1" / f"{name}.ipynb", as_version=4)
            for cell in nb.cells:
                grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
                cell.source = answers.get(grade_id, cell.source)
            folder = root / "submitted" / student / "ps1"
            folder.mkdir(parents=True, exist_ok=True)
            nbformat.write(nb, folder / f"{name}.ipynb")
    theirs = root.with_name("plain")
    shutil.copytree(root, theirs)
    command(root, "grade", "ps1", "--workers", "2")
    assert Course(theirs).api.autograde("ps1", "*")["success"]
    return root, theirs


def grades(root: Path) -> dict:
    course = Course(root)
    with course.gradebook() as book:
        return {
            (s.student.id, n.name, g.name): (g.auto_score, g.needs_manual_grade, g.max_score)
            for s in book.find_assignment("ps1").submissions
            for n in s.notebooks
            for g in n.grades
        }


@pytest.mark.slow
@pytest.mark.sandbox
def test_scores_equal_those_of_plain_nbgrader(courses):
    ours, theirs = courses
    assert grades(ours) == grades(theirs)
    assert len(grades(ours)) == 3 * 9


@pytest.mark.slow
@pytest.mark.sandbox
def test_the_export_lists_every_student_and_test(courses):
    found = json.loads(command(courses[0], "export", "ps1", "--format", "json", "--output", "-"))
    assert [item["student"] for item in found] == sorted(ANSWERS)
    outcomes = {t["grade_id"]: t["outcome"] for t in found[1]["tests"]}
    assert outcomes["sum_of_squares_uses_squares"] == "failed"
    assert [item["score"] for item in found] == [3, 2.5, 0]
