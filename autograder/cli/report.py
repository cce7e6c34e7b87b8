"""Команда ``report``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.course.course import Course
from autograder.wording.console import say


@click.command("report", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="[ЗАДАНИЕ]", required=False)
@click.option(
    "--output",
    metavar="ФАЙЛ",
    type=click.Path(path_type=Path),
    help="Куда писать; по умолчанию report-ЗАДАНИЕ.html или report.html рядом с отзывами.",
)
@click.pass_obj
def command(path, assignment: str | None, output: Path | None) -> None:
    """Пишет страницу о том, как класс справился с заданием, а без задания — со всем курсом.

    О задании: распределение баллов, доли по задачам и проверкам, частые ошибки, медленные работы,
    сработавшие пределы, похожие работы рядом. О курсе: кто что сдал и какие проверки были трудными.
    Один файл, без сети; имена ведут к отзывам.

    \b
    Примеры:
      autograder report ps1
      autograder report
      autograder report ps1 --output ~/ps1.html
    """
    from autograder.results.pages.course_report import report_name, write_course_report
    from autograder.results.pages.report import write_report

    course = Course(path)
    folder = course.root / course.dirs.feedback_directory
    if assignment is None:
        say(f"Отчёт о курсе: {write_course_report(course, output or folder / 'report.html')}")
        return
    course.check_assignment(assignment)
    say(f"Отчёт: {write_report(course, assignment, output or folder / report_name(assignment))}")
