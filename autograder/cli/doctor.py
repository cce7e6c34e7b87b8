"""Команда ``doctor``."""

from __future__ import annotations

import sys

import click

from autograder.doctor.checks import Finding, isolation, packages, system, trial
from autograder.wording.console import say

_OPTIONAL = {"cgroups", "группы"}


@click.command("doctor", options_metavar="[КЛЮЧИ]")
def command() -> None:
    """Показывает, что здесь может изоляция, чего не хватает и чем это грозит.

    Код возврата 0 — проверять можно со всеми слоями защиты.

    \b
    Пример:
      autograder doctor
    """
    say("Система", style="bold")
    good = _show(system())
    say("Слои изоляции", style="bold")
    good &= _show(isolation())
    say("Пробный экзамен", style="bold")
    good &= _show(trial())
    say("Пакеты", style="bold")
    good &= _show(packages())
    if not good:
        say("Проверять здесь со всей защитой нельзя.", style="bold red")
        sys.exit(1)
    say("Всё на месте: проверять можно.", style="bold green")


def _show(found: list[Finding]) -> bool:
    for item in found:
        optional = item.name in _OPTIONAL
        mark = "есть" if item.good else "желательно" if optional else "нет"
        style = "" if item.good else "yellow" if optional else "red"
        say(f"  {item.name:<16} {mark:<11} {item.detail}", style=style)
        if not item.good and item.consequence:
            say(f"  {'':<28} {item.consequence}", style=style)
    return all(item.good or item.name in _OPTIONAL for item in found)
