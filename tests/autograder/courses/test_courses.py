"""На заданиях открытых курсов оценки те же, что у самого nbgrader, проверка за проверкой.

Оценки nbgrader записаны в ``scores.json``; как их переписать (минуты), говорит
``README.md``. Что у нас иначе и почему, перечислено в ``differences.json``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import pytest
from corpus import HERE, assignments, students, submit, write_course

from autograder.course.course import Course
from autograder.grading import incidents
from autograder.grading.grading import Conditions, Grading
from autograder.grading.journal import Journal
from autograder.grading.rehearsal import rehearse
from autograder.grading.workers import LocalWorkers
from autograder.release.release import release

pytestmark = pytest.mark.sandbox
SCORES = HERE / "scores.json"
DIFFERENCES = json.loads((HERE / "differences.json").read_text(encoding="utf-8"))
NEEDS_REASON = {"own_module", "submitted_predictions"}  # свои файлы есть лишь у студентов


def released_course(root: Path, names: list[str]) -> Course:
    """Курс, где задания выпущены, а работы присланы."""
    write_course(root, names)
    course = Course(root)
    for name in names:
        assert release(course, name).doubts == ()
        for student in students(name):
            submit(root, name, student)
    return course


def scores(course: Course, assignment: str) -> dict:
    """Работа → ячейка → автоматический балл."""
    with course.gradebook() as book:
        return {
            student: {
                f"{notebook.name}/{grade.name}": grade.auto_score
                for notebook in book.find_submission(assignment, student).notebooks
                for grade in notebook.grades
            }
            for student in students(assignment)
        }


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Весь курс, проверенный автопроверкой."""
    made = released_course(tmp_path_factory.mktemp("courses") / "course", assignments())
    with LocalWorkers(os.cpu_count() or 1) as workers:
        for name in assignments():
            summary = Grading(made, name, Conditions(), workers, 4).run(students(name))
            assert not summary.failed
    return made


@pytest.mark.parametrize("assignment", assignments())
def test_every_score_equals_that_of_nbgrader(course, assignment):
    expected = json.loads(SCORES.read_text(encoding="utf-8"))[assignment]
    ours = scores(course, assignment)
    different = {
        f"{assignment}/{student}/{cell}"
        for student, cells in expected.items()
        for cell, score in cells.items()
        if ours[student][cell] != score
    }
    assert different == {key for key in DIFFERENCES if key.startswith(f"{assignment}/")}


def test_no_honest_student_is_accused(course):
    with Journal(course.state) as journal:
        accused = {
            f"{decision.assignment}/{decision.student}": text
            for decision in journal.latest_all()
            for text in decision.incidents
            if incidents.kind(text)
        }
    assert accused == {}


def test_every_difference_has_a_reason():
    assert all(len(reason) > 20 for reason in DIFFERENCES.values())


@pytest.mark.parametrize("assignment", sorted({"in_place", *NEEDS_REASON}))
def test_the_model_solution_passes_unless_it_lacks_the_files_of_a_student(course, assignment):
    doubts = rehearse(course, assignment).doubts
    assert bool(doubts) == (assignment in NEEDS_REASON), doubts


def record() -> None:
    """Переписать оценки nbgrader по названным заданиям или по всем."""
    names = sys.argv[1:] or assignments()
    found = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        course = released_course(Path(folder) / "course", names)
        for name in names:
            for student in students(name):
                result = course.api.autograde(name, student)
                assert result["success"], (name, student, result["log"][-2000:])
            found[name] = scores(course, name)
            print(name, found[name], flush=True)
    SCORES.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
