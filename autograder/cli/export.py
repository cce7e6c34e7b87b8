"""Команда ``export``."""

from __future__ import annotations

import click

from autograder.course.course import Course
from autograder.wording.console import say


@click.command("export", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="[ЗАДАНИЕ]", required=False)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "json", "xlsx", "moodle"]),
    default="csv",
    show_default=True,
    help="Вид выгрузки.",
)
@click.option("--output", metavar="ФАЙЛ", required=True, help="Куда писать; «-» — на экран.")
@click.pass_obj
def command(path, assignment: str | None, kind: str, output: str) -> None:
    """Выгружает оценки по заданию или по всем заданиям.

    Тексты, которые табличный редактор принял бы за формулы, обезвреживаются.

    \b
    Примеры:
      autograder export ps1 --output ps1.csv
      autograder export --format json --output -
      autograder export ps1 --format moodle --output moodle.csv
    """
    from autograder.results.export import FORMATS, write_output
    from autograder.results.results import results

    found = results(Course(path), assignment)
    write_output(FORMATS[kind](found), output)
    if output != "-":
        say(f"Выгружено работ: {len(found)}, файл {output}.")
