"""На честном классе оценки те же, что у ``nbgrader autograde``, проверка за проверкой."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from classrooms import Classroom
from nbgrader.plugins import CsvExportPlugin

from autograder.course.course import Course

LATE = """
c = get_config()
c.CourseDirectory.course_id = "t"
c.LateSubmissionPlugin.penalty_method = "zero"
"""
STUDENTS = {
    "right": {},
    "written": {"why": "Два слагаемых."},
    "wrong": {"answer": "def double(x):\n    return x + 2"},
    "late": {},
}


@pytest.fixture(scope="module")
def pair(template, tmp_path_factory) -> tuple[Course, Course]:
    """Два одинаковых курса: первый проверен автопроверкой, второй — самим nbgrader."""
    root = tmp_path_factory.mktemp("fidelity")
    room = Classroom.copy(template, root / "ours")
    (room.root / "nbgrader_config.py").write_text(LATE)
    with room.course.gradebook() as book:
        book.update_or_create_assignment("hw", duedate="2030-01-01 00:00:00 UTC")
    for name, given in STUDENTS.items():
        path = room.submit(name, **given)
        year = 2031 if name == "late" else 2029
        (path.parent / "timestamp.txt").write_text(f"{year}-06-01 12:00:00 UTC")
    shutil.copytree(room.root, root / "theirs")
    room.course = Course(room.root)
    assert not room.grade().failed
    theirs = Course(root / "theirs")
    assert theirs.api.autograde("hw", "*")["success"]
    return room.course, theirs


def facts(course: Course, student: str) -> dict:
    with course.gradebook() as book:
        entry = book.find_submission("hw", student)
        found = {
            g.name: (g.auto_score, g.manual_score, g.needs_manual_grade, g.max_score, g.score)
            for notebook in entry.notebooks
            for g in notebook.grades
        }
        penalties = [notebook.late_submission_penalty for notebook in entry.notebooks]
        total = (entry.score, entry.max_score, entry.timestamp, entry.needs_manual_grade)
        return {"grades": found, "penalties": penalties, "total": total}


@pytest.mark.parametrize("student", STUDENTS)
def test_every_grade_equals_that_of_nbgrader(pair, student):
    ours, theirs = pair
    assert facts(ours, student) == facts(theirs, student)


def test_nbgrader_writes_its_own_feedback_on_our_result(pair):
    ours, _ = pair
    assert ours.api.generate_feedback("hw", "right")["success"]
    assert (Path(ours.root) / "feedback" / "right" / "hw" / "main.html").exists()


def test_formgrader_sees_every_submission(pair):
    ours, theirs = pair
    keys = ("score", "max_score", "needs_manual_grade", "autograded")
    seen = [
        {item["student"]: [item[key] for key in keys] for item in course.api.get_submissions("hw")}
        for course in pair
    ]
    assert seen[0] == seen[1] and len(seen[0]) == len(STUDENTS)
    assert len(ours.api.get_notebook_submissions("hw", "main")) == len(STUDENTS)


def test_nbgrader_exports_the_same_table(pair, tmp_path):
    tables = []
    for number, course in enumerate(pair):
        target = tmp_path / f"{number}.csv"
        with course.gradebook() as book:
            CsvExportPlugin(to=str(target)).export(book)
        tables.append(target.read_text())
    assert tables[0] == tables[1] and tables[0].count("\n") == len(STUDENTS) + 1
