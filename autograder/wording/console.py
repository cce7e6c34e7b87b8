"""Разговор с преподавателем в терминале: обычный текст, без разметки из чужих имён."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from autograder.wording.untrusted_text import visible


def _console(stderr: bool) -> Console:
    return Console(
        file=sys.stderr if stderr else sys.stdout, highlight=False, markup=False, soft_wrap=True
    )


def say(text: str, style: str = "") -> None:
    """Печатает сообщение о ходе работы."""
    _console(False).print(Text(visible(text, keep="\n\t"), style=style))


def warn(text: str) -> None:
    """Печатает предупреждение в поток ошибок: работа продолжается."""
    _console(True).print(Text(visible(text, keep="\n\t"), style="yellow"))


def fail(text: str) -> None:
    """Печатает в поток ошибок, почему работа не сделана."""
    _console(True).print(Text("Ошибка: " + visible(text, keep="\n\t"), style="bold red"))


def progress() -> Progress:
    """Полоса хода работы с оставшимся временем; вне терминала молчит."""
    console = _console(True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("прошло"),
        TimeElapsedColumn(),
        TextColumn("осталось"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
