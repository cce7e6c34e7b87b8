"""Команда ``release``."""

from __future__ import annotations

import click

from autograder.console import say
from autograder.course import Course
from autograder.release import release


@click.command("release")
@click.argument("assignments", metavar="ЗАДАНИЕ…", nargs=-1, required=True)
@click.pass_obj
def command(path, assignments: tuple[str, ...]) -> None:
    """Выпускает задания: убирает решения и скрытые проверки, записывает баллы в журнал оценок.

    После выпуска в готовых файлах ищутся строки решений и скрытых проверок; если хоть одна
    осталась, выпуск отменяется.

    \b
    Примеры:
      autograder release ps1
      autograder --course ~/course101 release ps1 ps2
    """
    course = Course(path)
    for assignment in assignments:
        for notebook in release(course, assignment):
            say(f"Выпущено: {notebook}")
        say("Строк решений и скрытых проверок в выпущенном не найдено.", style="green")
