"""Команда ``release``."""

from __future__ import annotations

import click

from autograder.console import say, warn
from autograder.course import Course
from autograder.problems import CourseProblem
from autograder.records import Outcome
from autograder.rehearsal import rehearse
from autograder.release import release, withdraw


@click.command("release", options_metavar="[КЛЮЧИ]")
@click.argument("assignments", metavar="ЗАДАНИЕ…", nargs=-1, required=True)
@click.pass_obj
def command(path, assignments: tuple[str, ...]) -> None:
    """Выпускает задания: убирает решения и скрытые проверки, записывает баллы в журнал оценок.

    После выпуска в готовых файлах ищутся строки решений и скрытых проверок, а решение
    преподавателя прогоняется через проверки. Если тайное осталось на виду или образцовое
    решение не набирает полного балла, выпуск отменяется.

    \b
    Примеры:
      autograder release ps1
      autograder --course ~/course101 release ps1 ps2
    """
    course = Course(path)
    for assignment in assignments:
        notebooks = release(course, assignment)
        outcomes = _rehearse(course, assignment)
        for notebook in notebooks:
            say(f"Выпущено: {notebook}")
        say("Строк решений и скрытых проверок в выпущенном не найдено.", style="green")
        if outcomes:
            say(f"Решение преподавателя прошло все проверки: {len(outcomes)}.", style="green")
        else:
            warn(
                "Решение преподавателя через проверки не прогнано: либо автоматических проверок "
                "нет, либо здесь нет изоляции (см. autograder doctor)."
            )


def _rehearse(course: Course, assignment: str) -> list[Outcome]:
    try:
        return rehearse(course, assignment)
    except CourseProblem as exc:
        withdraw(course, assignment)
        raise CourseProblem(f"{exc}\nВыпуск отменён: исправьте исходник и повторите.") from exc
