"""Команда ``feedback``."""

from __future__ import annotations

import sys

import click

from autograder.course.course import Course
from autograder.wording.console import fail, say
from autograder.wording.problems import Problem
from autograder.wording.untrusted_text import visible


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
@click.option(
    "--links",
    metavar="АДРЕС",
    default="",
    help="От какого адреса считать относительные ссылки задания, например на главы книги.",
)
@click.pass_obj
def command(path, assignment: str, students: tuple[str, ...], show_tests: bool, links: str) -> None:
    """Пишет отзывы студентам: страница на тетрадь, без скрытых проверок.

    Сверху страницы — таблица: задача, баллы, что не так; каждая причина ведёт к своей проверке.
    Страницы ложатся в каталог отзывов nbgrader, поэтому раздать их можно и командой
    nbgrader release_feedback. Сценарии из работ студентов в страницы не попадают.

    \b
    Примеры:
      autograder feedback ps1
      autograder feedback ps1 --student ivanov --show-tests
      autograder feedback ps1 --links https://курс.рф/release/ps1/
    """
    from autograder.results.pages.feedback import Options, write_feedback

    course = Course(path)
    course.check_assignment(assignment)
    names = list(students) or course.students(assignment)
    if not names:
        raise Problem(f"Работ по заданию «{assignment}» нет: писать отзывы некому.")
    pages, absent = write_feedback(course, assignment, names, Options(show_tests, links))
    if pages:
        count = sum(map(len, pages.values()))
        folder = next(iter(pages.values()))[0].parent.parent.parent
        say(f"Отзывы написаны студентам: {len(pages)}, страниц {count}. Каталог: {folder}")
    for student in absent:
        fail(f"{visible(student)}: проверенной работы нет, поэтому нет и отзыва.")
    if absent:
        sys.exit(1)
