"""Команда ``report``."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.console import say
from autograder.course import Course


@click.command("report", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.option(
    "--output",
    metavar="ФАЙЛ",
    type=click.Path(path_type=Path),
    help="Куда писать; по умолчанию report-ЗАДАНИЕ.html рядом с отзывами.",
)
@click.pass_obj
def command(path, assignment: str, output: Path | None) -> None:
    """Пишет страницу о том, как класс справился с заданием.

    Распределение баллов, трудные проверки, частые ошибки, медленные работы, сработавшие
    пределы, похожие работы. Один файл, без сети.

    \b
    Примеры:
      autograder report ps1
      autograder report ps1 --output ~/ps1.html
    """
    from autograder.pages.report import write_report

    course = Course(path)
    course.check_assignment(assignment)
    default = course.root / course.dirs.feedback_directory / f"report-{assignment}.html"
    say(f"Отчёт: {write_report(course, assignment, output or default)}")
