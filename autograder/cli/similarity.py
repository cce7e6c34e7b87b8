"""Команда ``similarity``."""

from __future__ import annotations

import click

from autograder.course.course import Course
from autograder.wording.console import say
from autograder.wording.untrusted_text import visible


@click.command("similarity", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.option(
    "--threshold",
    metavar="ДОЛЯ",
    type=click.FloatRange(0, 1),
    default=0.7,
    show_default=True,
    help="С какой доли общего кода показывать пару.",
)
@click.pass_obj
def command(path, assignment: str, threshold: float) -> None:
    """Ищет похожие работы: выданный код и общие места класса не в счёт.

    Сходство — повод посмотреть на работы, а не доказательство.

    \b
    Примеры:
      autograder similarity ps1
      autograder similarity ps1 --threshold 0.9
    """
    from autograder.results.similarity import similar_pairs

    course = Course(path)
    course.check_assignment(assignment)
    pairs = similar_pairs(course, assignment, threshold)
    for pair in pairs:
        say(
            f"{pair.share:5.0%}  {visible(pair.first)} ({pair.first_share:.0%})  "
            f"{visible(pair.second)} ({pair.second_share:.0%})"
        )
    say(f"Похожих пар: {len(pairs)}.")
