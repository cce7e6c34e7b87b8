"""Отчёт о курсе: кто что сдал и какие проверки оказались трудными."""

from __future__ import annotations

from pathlib import Path

from autograder.course.course import Course
from autograder.results.class_statistics import summarize
from autograder.results.pages.rendering import render, sorting, write_page
from autograder.results.pages.report import feedback_link
from autograder.results.pages.titles import titles_of
from autograder.results.results import Result, results
from autograder.wording.problems import Problem
from autograder.wording.untrusted_text import alphabetical

HARDEST = 20


def report_name(assignment: str) -> str:
    """Имя страницы отчёта о задании."""
    return f"report-{assignment}.html"


def write_course_report(course: Course, target: Path) -> Path:
    """Пишет страницу о всём курсе.

    Raises
    ------
    Problem
        Если ни одно задание ещё не проверено.
    """
    found: dict[str, list[Result]] = {}
    for item in results(course):
        found.setdefault(item.assignment, []).append(item)
    if not found:
        raise Problem(
            "Ни одно задание ещё не проверено. Сначала выполните: autograder grade ЗАДАНИЕ."
        )
    titles = {name: titles_of(course, name) for name in found}
    page = render(
        "course.html.j2",
        assignments=[_assignment(name, found[name], titles[name], target) for name in found],
        students=_students(course, found, target),
        hardest=_hardest(found, titles),
        **sorting(),
    )
    write_page(target, page)
    return target


def _assignment(name: str, works: list[Result], titles, page: Path) -> dict:
    report = page.parent / report_name(name)
    return {
        "name": name,
        "title": titles.assignment,
        "summary": summarize(works),
        "link": report.name if report.exists() else "",
    }


def _students(course: Course, found: dict[str, list[Result]], page: Path) -> list[dict]:
    """Строка на студента: балл за каждое задание и сумма."""
    by_student: dict[str, dict[str, Result]] = {}
    for name, works in found.items():
        for item in works:
            by_student.setdefault(item.student, {})[name] = item
    most = {name: max(item.max_score for item in works) for name, works in found.items()}
    return [
        {
            "student": student,
            "cells": [
                {
                    "item": mine.get(name),
                    "link": mine.get(name) and feedback_link(course, mine[name], page),
                }
                for name in found
            ],
            "score": sum(item.score for item in mine.values()),
            "max_score": sum(most.values()),
        }
        for student, mine in sorted(by_student.items(), key=lambda pair: alphabetical(pair[0]))
    ]


def _hardest(found: dict[str, list[Result]], titles: dict) -> list[dict]:
    """Проверки с наименьшей долей прошедших."""
    rows = [
        {
            "assignment": titles[name].assignment,
            "task": titles[name].task(rate),
            "test": titles[name].test(rate),
            "passed": rate.passed,
            "total": rate.total,
        }
        for name, works in found.items()
        for rate in summarize(works).rates
        if rate.passed < rate.total
    ]
    return sorted(rows, key=lambda row: row["passed"] / row["total"])[:HARDEST]
