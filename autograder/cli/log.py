"""Команда ``log``."""

from __future__ import annotations

import click

from autograder.course.course import Course
from autograder.grading.journal import Decision, Journal
from autograder.release.acceptance import accepted
from autograder.wording.console import say
from autograder.wording.problems import Problem
from autograder.wording.untrusted_text import visible
from autograder.wording.words import OUTCOMES, STATUSES, number


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
    course = Course(path)
    with Journal(course.state) as journal:
        found = list(journal.history(assignment, student))
    if told := accepted(course, assignment):
        say(f"{told.at}  выпущено вопреки сомнениям: {visible(told.reason)}", style="yellow")
        for doubt in told.doubts:
            say(f"  {visible(doubt, keep=chr(10))}", style="yellow")
    if not found and not told:
        whom = f" и студенте «{visible(student)}»" if student else ""
        raise Problem(f"В журнале проверки нет записей о задании «{visible(assignment)}»{whom}.")
    for decision in found:
        _show(decision)


def _show(decision: Decision) -> None:
    total = sum(item.score for item in decision.outcomes)
    most = sum(item.max_score for item in decision.outcomes)
    say(
        f"{decision.at}  {visible(decision.student)}: {STATUSES[decision.status]}, "
        f"{number(total)} из {number(most)} автоматически",
        style="bold",
    )
    seeds = ", ".join(f"{name}: {seed}" for name, seed in decision.seeds.items()) or "нет"
    seconds = "; ".join(f"{name} {number(value)}" for name, value in decision.phases.items())
    say(
        f"  работа {decision.submission[:16]}  окружение {decision.environment[:16]}  "
        f"попыток {decision.attempts}  зёрна: {seeds}"
    )
    if seconds:
        say(f"  секунды: {seconds}")
    for item in decision.outcomes:
        say(
            f"  {item.notebook}/{item.grade_id}: {OUTCOMES[item.outcome]}, {number(item.score)} из "
            f"{number(item.max_score)}  {visible(item.message)[:200]}".rstrip()
        )
    for name, note in decision.notes.items():
        say(f"  {visible(name)}: {visible(note)}", style="yellow")
    for incident in decision.incidents:
        say(f"  замечено: {visible(incident)}", style="yellow")
    if not decision.recorded:
        say("  в журнал оценок ещё не записано: повторите grade", style="red")
