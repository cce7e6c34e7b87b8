"""Наблюдение за попытками выйти за дозволенное: для журнала, не для защиты."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

_MAX_REPORTS = 40
_PROGRAMS = ("os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "pty.spawn")
_NETWORK = ("socket.connect", "socket.bind", "socket.sendto")
_FILES = ("open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.symlink", "os.link")


def notice_attempts(readable: tuple[str, ...], report: Callable[[str], None]) -> None:
    """Сообщать о запуске программ, обращении к сети и к файлам вне ``readable``.

    Каждая попытка сообщается один раз, и всего их не больше сорока.
    """
    allowed = (*readable, os.getcwd(), "/tmp", "/dev", "/proc", "/autograder")
    told: set[str] = set()

    def hook(event: str, arguments: tuple) -> None:
        text = _attempt(event, arguments, allowed)
        if text and text not in told and len(told) < _MAX_REPORTS:
            told.add(text)
            report(text)

    sys.addaudithook(hook)


def _attempt(event: str, arguments: tuple, allowed: tuple[str, ...]) -> str | None:
    if event in _PROGRAMS:
        return f"попытка запустить программу: {_short(arguments[0])}"
    if event in _NETWORK:
        return f"попытка обратиться к сети: {_short(arguments[1])}"
    if event == "socket.getaddrinfo":
        return f"попытка обратиться к сети: {_short(arguments[:2])}"
    if event in _FILES and arguments and isinstance(arguments[0], str | bytes):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if not any(_inside(path, folder) for folder in ("/", *allowed)):
            return f"обращение к файлу вне рабочего каталога: {_short(path)}"
    if event == "os.kill":
        return f"попытка послать сигнал процессу {_short(arguments[0])}"
    return None


def _inside(path: str, folder: str) -> bool:
    """Сам ``folder`` или что-то в нём; корень — только он сам."""
    return path == folder or (folder != "/" and path.startswith(folder.rstrip("/") + "/"))


def _short(value: object) -> str:
    if isinstance(value, bytes):
        value = os.fsdecode(value)
    text = value if isinstance(value, str) else repr(value)
    return text[:200]
