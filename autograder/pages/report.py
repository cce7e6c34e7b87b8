"""Отчёт о классе: одна страница без сети."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom import summarize
from autograder.course import Course
from autograder.pages.rendering import render, write_page
from autograder.problems import Problem
from autograder.results import results
from autograder.similarity import similar_pairs


def write_report(course: Course, assignment: str, target: Path, threshold: float = 0.7) -> Path:
    """Пишет страницу отчёта.

    Raises
    ------
    Problem
        Если по заданию ещё нет ни одной проверенной работы.
    """
    found = results(course, assignment)
    if not found:
        raise Problem(
            f"По заданию «{assignment}» ещё ничего не проверено. Сначала выполните: "
            f"autograder grade {assignment}."
        )
    page = render(
        "report.html.j2",
        assignment=assignment,
        summary=summarize(found),
        pairs=similar_pairs(course, assignment, threshold)[:50],
        found=found,
    )
    write_page(target, page)
    return target
