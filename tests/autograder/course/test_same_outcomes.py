"""Честные решения: баллы те же, что у ``nbgrader autograde``."""

from __future__ import annotations

import shutil

import pytest
from classrooms import Classroom, marked
from honest import GIVEN, HONEST, WRONG
from nbformat.v4 import new_code_cell

from autograder.course.course import Course
from autograder.exam.records import Limits
from autograder.grading.grading import Conditions, Grading
from autograder.grading.workers import LocalWorkers

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]
SETUP = """\
import matplotlib.pyplot as plt
import numpy as np
import pandas
import pytest
import torch
%matplotlib inline
"""
# Портят всё ядро nbgrader или зовут программы: в одной тетради с прочими им не место.
APART = {"a_shell_command", "a_broken_builtin"}
# Печать проверки в поток ошибок и уже идущий цикл событий стоят в nbgrader всех баллов.
STRICTER = {"a_test_case", "unittest_main", "a_coroutine"}
SAME = {name: pair for name, pair in HONEST.items() if name not in APART}


def cells() -> list:
    """Одна тетрадь на все пары: решение, под ним проверка."""
    found = [marked(new_code_cell(SETUP), "setup", locked=True)]
    for name, (solution, test) in SAME.items():
        if name in GIVEN:
            given = new_code_cell(GIVEN[name].strip("\n"))
            found.append(marked(given, f"given_{name}", locked=True))
        solution = solution.strip("\n")
        hidden = f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
        if solution.startswith("%%"):
            first, _, rest = solution.partition("\n")
            hidden = f"{first}\n### BEGIN SOLUTION\n{rest}\n### END SOLUTION"
        found.append(marked(new_code_cell(hidden), name, solution=True))
        cell = new_code_cell(test.strip("\n"))
        found.append(marked(cell, f"test_{name}", grade=True, locked=True, points=1))
    return found


@pytest.fixture(scope="module")
def scores(tmp_path_factory) -> dict[str, dict[str, dict[str, float]]]:
    """Чьи оценки → студент → проверка → балл."""
    root = tmp_path_factory.mktemp("same")
    room = Classroom(root / "ours", cells())
    answers = {name: solution for name, (solution, _) in SAME.items()}

    def fill(answers):
        def change(notebook):
            for cell in notebook.cells:
                name = cell.metadata.nbgrader.grade_id
                cell.source = answers.get(name, cell.source).strip("\n")

        return change

    room.submit("honest", change=fill(answers))
    room.submit("wrong", change=fill(answers | WRONG))
    room.submit("empty")
    shutil.copytree(room.root, root / "theirs")
    limits = Limits(cell_timeout=60, notebook_timeout=280)
    workers = LocalWorkers(1)
    grading = Grading(Course(room.root), "hw", Conditions(limits), workers, 1)
    assert not grading.run(["honest", "wrong", "empty"]).failed
    workers.shutdown()
    theirs = Course(root / "theirs")
    assert theirs.api.autograde("hw", "*")["success"]
    return {"ours": marks(Course(room.root)), "theirs": marks(theirs)}


def marks(course: Course) -> dict[str, dict[str, float]]:
    with course.gradebook() as book:
        return {
            entry.student.id: {g.name: g.auto_score for n in entry.notebooks for g in n.grades}
            for entry in book.assignment_submissions("hw")
        }


@pytest.mark.parametrize("name", SAME)
def test_an_honest_answer_gets_what_nbgrader_gives(scores, name):
    assert scores["ours"]["honest"][f"test_{name}"] == 1
    assert scores["theirs"]["honest"][f"test_{name}"] == (name not in STRICTER)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_gets_nothing_from_both(scores, name):
    assert scores["ours"]["wrong"][f"test_{name}"] == 0
    assert scores["theirs"]["wrong"][f"test_{name}"] == 0


def test_an_empty_work_gets_nothing(scores):
    assert set(scores["ours"]["empty"].values()) == {0}
