"""Команда ``feedback``."""

from __future__ import annotations

import sys

import click

from autograder.console import fail, say
from autograder.course import Course
from autograder.names import visible
from autograder.problems import Problem


@click.command("feedback", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.option(
    "--student",
    "students",
    metavar="ИМЯ",
    multiple=True,
    help="Только этому студенту; можно повторять.",
)
@click.option(
    "--show-tests",
    is_flag=True,
    help="Показать тексты проверок, скрытых в том числе, и подробности ошибок.",
)
@click.pass_obj
def command(path, assignment: str, students: tuple[str, ...], show_tests: bool) -> None:
    """Пишет отзывы студентам: страница на тетрадь, без скрытых проверок.

    Страницы ложатся в каталог отзывов nbgrader, поэтому раздать их можно и командой
    nbgrader release_feedback. Сценарии из работ студентов в страницы не попадают.

    \b
    Примеры:
      autograder feedback ps1
      autograder feedback ps1 --student ivanov --show-tests
    """
    from autograder.pages.feedback import write_feedback

    course = Course(path)
    course.check_assignment(assignment)
    names = list(students) or course.students(assignment)
    if not names:
        raise Problem(f"Работ по заданию «{assignment}» нет: писать отзывы некому.")
    pages, absent = write_feedback(course, assignment, names, show_tests)
    if pages:
        say(f"Отзывов написано: {len(pages)}. Каталог: {pages[0].parent.parent.parent}")
    for student in absent:
        fail(f"{visible(student)}: проверенной работы нет, поэтому нет и отзыва.")
    if absent:
        sys.exit(1)
