"""Верный ответ получает всё, как бы он ни был написан; ошибка теряет ровно то, что должна.

Верные ответы проверяются все, ошибки — одной и той же выборкой, чтобы тесты шли недолго; все до
одной — ``ANSWERS=all pytest tests/solutions/test_answers.py``.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from solutions.cells import answers, grade_id, hand_graded
from solutions.trying import ANSWERS, outcomes, read_answers

from autograder.course.course import Course

ROOT = Path(__file__).parents[2]
MISTAKES = 40
FEWER = {"train_a_network": 8, "looking_inside": 8}  # здесь каждый ответ обучает или обходит сеть
NAMES = sorted(path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb"))


@pytest.fixture(params=NAMES)
def assignment(request) -> str:
    return request.param


def tasks(assignment: str) -> set[str]:
    """Задачи, которые оценивает машина."""
    path = ROOT / "solutions" / assignment / f"{assignment}.ipynb"
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    by_hand = {grade_id(cell) for cell in hand_graded(notebook)}
    return {grade_id(cell) for cell in answers(notebook)} - by_hand


def test_every_task_has_five_right_answers_and_eight_mistakes(assignment):
    given = read_answers(assignment)
    counted = Counter((answer.task, answer.right) for answer in given)
    assert {answer.task for answer in given} == tasks(assignment)
    for task in tasks(assignment):
        assert counted[task, True] >= 5, task
        assert counted[task, False] >= 8, task


def test_answers_differ(assignment):
    sources = Counter((answer.task, answer.source) for answer in read_answers(assignment))
    assert [task for (task, _), times in sources.items() if times > 1] == []


def test_no_answers_are_left_without_an_assignment():
    assert {path.name for path in ANSWERS.iterdir() if path.is_dir()} <= {*NAMES}


@pytest.mark.sandbox
@pytest.mark.slow
def test_every_answer_gets_exactly_what_it_deserves(assignment):
    given = read_answers(assignment)
    mistakes = [answer for answer in given if not answer.right]
    limit = FEWER.get(assignment, MISTAKES)
    if os.environ.get("ANSWERS") != "all" and len(mistakes) > limit:
        mistakes = random.Random(0).sample(mistakes, limit)
    given = [answer for answer in given if answer.right or answer in mistakes]
    wrong = []
    for answer, found in zip(given, outcomes(Course(ROOT), given), strict=True):
        lost = {
            name: outcome.score
            for name, outcome in found.items()
            if outcome.outcome != "passed" or outcome.score < outcome.max_score
        }
        if lost != answer.left:
            reasons = "".join(f"\n    {name}: {found[name].detail[-900:]}" for name in lost)
            wrong.append(
                f"{answer.task}, «{answer.title}»: потеряно {lost}, а должно {answer.left}{reasons}"
            )
    assert not wrong, "\n".join(wrong)
