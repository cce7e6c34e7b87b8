"""Команда ``release``."""

from __future__ import annotations

import click

from autograder.course.course import Course
from autograder.grading.rehearsal import rehearse
from autograder.release.acceptance import accept
from autograder.release.release import release, withdraw
from autograder.wording.console import say, warn
from autograder.wording.problems import CourseProblem


@click.command("release", options_metavar="[КЛЮЧИ]")
@click.argument("assignments", metavar="ЗАДАНИЕ…", nargs=-1, required=True)
@click.option(
    "--accept",
    "reason",
    metavar="ПРИЧИНА",
    default="",
    help="Выпустить вопреки сомнениям; причина и сомнения останутся в журнале и в отчёте.",
)
@click.pass_obj
def command(path, assignments: tuple[str, ...], reason: str) -> None:
    """Выпускает задания: убирает решения и скрытые проверки, записывает баллы в журнал оценок.

    После выпуска в готовых файлах ищутся строки решений и скрытых проверок, а решение
    преподавателя прогоняется через проверки. Если что-то вызвало сомнение, выпуск отменяется;
    настоять на нём можно ключом --accept. На выпуске, где видно решение целиком или скрытую
    проверку, настоять нельзя.

    \b
    Примеры:
      autograder release ps1
      autograder --course ~/course101 release ps1 ps2
      autograder release ps1 --accept "данные с сайта, здесь сети нет"
    """
    course = Course(path)
    reason = reason.strip()
    for assignment in assignments:
        released = release(course, assignment, accept=bool(reason))
        rehearsal = rehearse(course, assignment)
        doubts = [*released.doubts, *rehearsal.doubts]
        if doubts and not reason:
            withdraw(course, assignment)
            raise CourseProblem(_refusal(assignment, doubts))
        accept(course, assignment, reason, doubts)
        for notebook in released.notebooks:
            say(f"Выпущено: {notebook}")
        if doubts:
            warn(f"Выпущено вопреки сомнениям ({len(doubts)}), причина: {reason}")
            for doubt in doubts:
                warn(f"  {doubt}")
            continue
        say("Строк решений и скрытых проверок в выпущенном не найдено.", style="green")
        if rehearsal.outcomes:
            count = len(rehearsal.outcomes)
            say(f"Решение преподавателя прошло все проверки: {count}.", style="green")
        else:
            warn(
                "Решение преподавателя через проверки не прогнано: либо автоматических проверок "
                "нет, либо здесь нет изоляции (см. autograder doctor)."
            )


def _refusal(assignment: str, doubts: list[str]) -> str:
    listed = "\n".join(f"  {doubt}" for doubt in doubts)
    return (
        f"Задание «{assignment}» не выпущено.\n{listed}\n"
        "Исправьте исходник и повторите. Если так и задумано, настаивайте: --accept ПРИЧИНА."
    )
