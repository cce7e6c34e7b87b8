"""Исходы всех проверок задания: что бы ни вернул экзаменатор, у каждой проверки есть исход."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from autograder.course.assignment import Assignment
from autograder.exam.records import Examination, Outcome
from autograder.grading.explanations import explain
from autograder.grading.rebuild import Rebuilt
from autograder.wording.problems import SubmissionProblem

EMPTY = Examination(outcomes=(), outputs={})


def all_outcomes(
    assignment: Assignment,
    done: dict[str, Examination],
    problems: dict[str, SubmissionProblem],
    rebuilt: dict[str, Rebuilt],
) -> Iterable[Outcome]:
    """Исход каждой проверки задания с объяснением; не вернулось — ``missing`` и без баллов."""
    for notebook in assignment.notebooks:
        examination = done.get(notebook.name, EMPTY)
        reason = str(problems.get(notebook.name, "Проверка не состоялась."))
        got = {item.grade_id: item for item in examination.outcomes}
        for test in notebook.tests:
            blank = Outcome(notebook.name, test.grade_id, "missing", 0.0, test.points, reason)
            outcome = _within_bounds(got.get(test.grade_id, blank), notebook.name, test.points)
            yield explain(outcome, notebook, rebuilt[notebook.name].places)


def _within_bounds(item: Outcome, notebook: str, points: float) -> Outcome:
    score = float(item.score)
    if not math.isfinite(score) or not 0 <= score <= points:
        refused = "Проверка вернула недопустимый балл."
        item, score = replace(item, outcome="error", message=refused), 0.0
    return replace(item, notebook=notebook, score=score, max_score=points)
