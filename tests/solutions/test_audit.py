"""Проверки заданий ловят решения преподавателя, испорченные одной ошибкой.

Здесь — одна и та же выборка, чтобы тесты шли недолго; все до одного испытывает ``make audit``.
"""

from __future__ import annotations

import pytest

from autograder.audit import audit
from autograder.course.course import Course
from autograder.grading.workers import LocalWorkers

SAMPLE = 25


@pytest.mark.sandbox
@pytest.mark.slow
def test_no_spoiled_solution_passes(source_path):
    course = Course(source_path.parents[2])
    with LocalWorkers(2) as workers:
        found = audit(course, source_path.parent.name, workers, sample=SAMPLE)
    survived = [verdict for verdict in found.verdicts if verdict.status == "survived"]
    assert not survived, "\n\n".join("\n".join(verdict.mutant.diff) for verdict in survived)
    assert not found.stale
    assert found.count("caught") >= 0.8 * SAMPLE
