"""Команда ``log``."""

from __future__ import annotations

import click

from autograder.console import say
from autograder.course import Course
from autograder.journal import Decision, Journal
from autograder.names import visible
from autograder.problems import Problem


@click.command("log", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.option("--student", metavar="ИМЯ", help="Только этот студент.")
@click.pass_obj
def command(path, assignment: str, student: str | None) -> None:
    """Показывает журнал проверки: он только дописывается.

    О каждом решении: когда, какая работа (хеш), в каком окружении (хеш), зёрна случайности,
    исходы проверок, сработавшие пределы и замеченные попытки.

    \b
    Примеры:
      autograder log ps1
      autograder log ps1 --student ivanov
    """
    with Journal(Course(path).state) as journal:
        found = list(journal.history(assignment, student))
    if not found:
        raise Problem(f"В журнале проверки нет записей о задании «{visible(assignment)}».")
    for decision in found:
        _show(decision)


def _show(decision: Decision) -> None:
    total = sum(item.score for item in decision.outcomes)
    most = sum(item.max_score for item in decision.outcomes)
    say(
        f"{decision.at}  {visible(decision.student)}  {decision.status}  "
        f"{total:g} из {most:g} автоматически",
        style="bold",
    )
    seeds = ", ".join(f"{name}: {seed}" for name, seed in decision.seeds.items()) or "нет"
    seconds = ", ".join(f"{name} {value:.2f}" for name, value in decision.phases.items())
    say(
        f"  работа {decision.submission[:16]}  окружение {decision.environment[:16]}  "
        f"попыток {decision.attempts}  зёрна: {seeds}"
    )
    if seconds:
        say(f"  секунды: {seconds}")
    for item in decision.outcomes:
        say(
            f"  {item.notebook}/{item.grade_id}: {item.outcome}, {item.score:g} из "
            f"{item.max_score:g}  {visible(item.message)[:200]}".rstrip()
        )
    for name, note in decision.notes.items():
        say(f"  {visible(name)}: {visible(note)}", style="yellow")
    for incident in decision.incidents:
        say(f"  замечено: {visible(incident)}", style="yellow")
    if not decision.recorded:
        say("  в журнал оценок ещё не записано: повторите grade", style="red")
