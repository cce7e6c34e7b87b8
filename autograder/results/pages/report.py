"""Отчёт о классе: одна страница без сети."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from autograder.course.course import Course
from autograder.release.acceptance import accepted
from autograder.results.class_statistics import Rate, summarize
from autograder.results.pages.rendering import render, sorting, write_page
from autograder.results.pages.titles import Titles, titles_of
from autograder.results.results import Result, results
from autograder.results.similarity import similar_pairs
from autograder.wording.problems import Problem


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
    titles = titles_of(course, assignment)
    summary = summarize(found)
    page = render(
        "report.html.j2",
        assignment=assignment,
        titles=titles,
        summary=summary,
        tasks=_tasks(found, titles, summary.rates),
        works=[_work(course, item, titles, target) for item in found],
        pairs=similar_pairs(course, assignment, threshold)[:50],
        accepted=accepted(course, assignment),
        **sorting(),
    )
    write_page(target, page)
    return target


def feedback_link(course: Course, item: Result, page: Path) -> str:
    """Ссылка с отчёта на отзыв студенту; пусто, если отзыва ещё нет."""
    folder = course.feedback(item.assignment, item.student)
    pages = sorted(folder.glob("*.html")) if folder.is_dir() else []
    if not pages:
        return ""
    return quote(os.path.relpath(pages[0], page.resolve().parent).replace(os.sep, "/"))


def _tasks(found: list[Result], titles: Titles, rates: tuple[Rate, ...]) -> list[dict]:
    """Задачи: сколько баллов набрал класс и как прошла каждая проверка."""
    rows = []
    for number, title in enumerate(titles.tasks or [""]):
        known = titles.task_of
        mine = [rate for rate in rates if known.get((rate.notebook, rate.grade_id), 0) == number]
        places = {(rate.notebook, rate.grade_id) for rate in mine}
        tests = [t for item in found for t in item.tests if (t.notebook, t.grade_id) in places]
        rows.append(
            {
                "title": title,
                "score": sum(test.score for test in tests),
                "max_score": sum(test.max_score for test in tests),
                "rates": [(titles.test(rate), rate) for rate in mine],
            }
        )
    return rows


def _work(course: Course, item: Result, titles: Titles, page: Path) -> dict:
    """Строка о работе: ссылка на отзыв и баллы по задачам."""
    scores = [[0.0, 0.0] for _ in titles.tasks]
    for test in item.tests:
        number = titles.task_of.get((test.notebook, test.grade_id))
        if number is not None:
            scores[number][0] += test.score
            scores[number][1] += test.max_score
    return {"item": item, "link": feedback_link(course, item, page), "scores": scores}
