"""Наблюдение за попытками выйти за дозволенное: для журнала, не для защиты."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress

_MAX_REPORTS = 40
_PROGRAMS = ("os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "pty.spawn")
_NETWORK = ("socket.connect", "socket.bind", "socket.sendto")
_FILES = (
    *("open", "os.listdir", "os.scandir", "os.chdir", "os.mkdir", "os.rmdir", "os.remove"),
    *("os.truncate", "os.chmod", "os.chown", "sqlite3.connect"),
)
_PAIRS_OF_FILES = ("os.rename", "os.symlink", "os.link")
# Сколько у машины ядер и памяти, спрашивают сами библиотеки (pandas — при первом read_csv).
_ABOUT_MACHINE = (
    *("/sys/fs/cgroup", "/sys/devices/system", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat"),
    *("/proc/self/cgroup", "/proc/self/status", "/proc/self/mountinfo", "/proc/self/stat"),
    *("/proc/version", "/proc/loadavg", "/etc/os-release", "/usr/lib/os-release"),
)


def notice_attempts(
    readable: tuple[str, ...], private: tuple[str, ...], report: Callable[[str], None]
) -> None:
    """Сообщать о запуске программ, обращении к сети и к файлам вне дозволенного.

    Дозволены ``readable``, рабочий и домашний каталоги, а в ``private`` — то, что там есть или
    создаётся: ищет там то, чего нет, лишь охотник до чужого. Каждая попытка сообщается один раз,
    и всего их не больше сорока.
    """
    home = os.path.realpath(os.environ["HOME"])
    bounds = _Bounds(os.getcwd(), (*readable, home, "/autograder"), private)
    told: set[str] = set()

    def hook(event: str, arguments: tuple) -> None:
        text = _attempt(event, arguments, bounds)
        if text and text not in told and len(told) < _MAX_REPORTS:
            told.add(text)
            report(text)

    sys.addaudithook(hook)


class _Bounds:
    """Что файлам экзамена дозволено, а что нет."""

    def __init__(self, work: str, allowed: tuple[str, ...], private: tuple[str, ...]) -> None:
        self._private = tuple(map(os.path.realpath, private))
        self._writable = (*self._private, work)
        self._allowed = (*allowed, work)

    def crossed(self, path: str, creates: bool) -> bool:
        """Вышла ли попытка за дозволенное; ссылки, которые мог завести студент, раскрываются."""
        path = os.path.abspath(path)
        if _inside(path, self._writable):
            path = os.path.realpath(path)
        if path == "/" or _inside(path, self._allowed):
            return False
        return not (_inside(path, self._private) and (creates or os.path.lexists(path)))


def _attempt(event: str, arguments: tuple, bounds: _Bounds) -> str | None:
    if event in _PROGRAMS:
        return f"попытка запустить программу: {_short(arguments[0])}"
    if event in _NETWORK:
        return f"попытка обратиться к сети: {_short(arguments[1])}"
    if event == "socket.getaddrinfo":
        return f"попытка обратиться к сети: {_short(arguments[:2])}"
    if event in _FILES or event in _PAIRS_OF_FILES:
        return _file_attempt(event, arguments, bounds)
    if event == "os.kill":
        return f"попытка послать сигнал процессу {_short(arguments[0])}"
    return None


def _file_attempt(event: str, arguments: tuple, bounds: _Bounds) -> str | None:
    if event == "open" and _asks_about_machine(*arguments[::2]):
        return None
    creates = event == "os.mkdir" or (event == "open" and bool(arguments[2] & os.O_CREAT))
    for place, path in enumerate(arguments[: 1 + (event in _PAIRS_OF_FILES)]):
        if isinstance(path, str | bytes):
            with suppress(OSError, ValueError):  # негодный путь отвергнет и сам вызов
                if bounds.crossed(os.fsdecode(path), creates or place == 1):
                    return f"обращение к файлу вне рабочего каталога: {_short(path)}"
    return None


def _asks_about_machine(path: object, flags: int) -> bool:
    reads = not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return reads and isinstance(path, str) and _inside(path, _ABOUT_MACHINE)


def _inside(path: str, folders: tuple[str, ...]) -> bool:
    """Один ли это из ``folders`` или что-то в них."""
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)


def _short(value: object) -> str:
    if isinstance(value, bytes):
        value = os.fsdecode(value)
    text = value if isinstance(value, str) else repr(value)
    return text[:200]
