"""Команда bubblewrap: пустой корень, в нём только нужное и только для чтения, и без сети."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from autograder.sandbox.view import ENGINE, TOP_LINKS, View, engine_root

# Серверу порождения они нужны, чтобы завести каждому экзамену свои пространства имён; сам
# экзамен начинается с отказа от всех полномочий.
_CAPABILITIES = ("CAP_SYS_ADMIN", "CAP_SETPCAP")
_ROOT_CAPABILITIES = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_TEMPORARY_BYTES = 256 << 20


def command(program: str, view: View, environment: dict[str, str], changes_user: bool) -> list[str]:
    """Собрать начало командной строки: bwrap со всеми ключами, кроме запускаемой программы.

    Обычный пользователь получает новое пространство пользователей. У root вместо него —
    настоящая смена пользователя перед экзаменом: иначе предел числа процессов не действует.
    А root контейнера, где других пользователей нет, — тот же обычный пользователь.
    """
    line = [program, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    line += ["--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    line += ["--hostname", "exam", "--proc", "/proc", "--tmpfs", "/dev"]
    if changes_user:
        line += ["--cap-drop", "ALL", *_each("--cap-add", _ROOT_CAPABILITIES)]
    else:
        line += ["--unshare-user"]
    line += _each("--cap-add", _CAPABILITIES)
    for device in _DEVICES:
        line += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for folder in ("/dev/shm", "/tmp", "/exam"):
        line += ["--perms", "1777", "--size", str(_TEMPORARY_BYTES), "--tmpfs", folder]
    line += ["--dir", environment["HOME"], *_bound(view)]
    line += ["--chdir", "/", "--clearenv"]
    for name, value in environment.items():
        line += ["--setenv", name, value]
    return line


def _bound(view: View) -> list[str]:
    line: list[str] = []
    for link in TOP_LINKS:
        if os.path.islink(link):
            line += ["--symlink", os.readlink(link), link]
        elif os.path.isdir(link):
            line += ["--ro-bind", link, link]
    engine = f"{ENGINE}/autograder"
    # bwrap сам создал бы промежуточные каталоги доступными одному владельцу.
    for folder in _parents((*view.readable, engine)):
        line += ["--perms", "0755", "--dir", folder]
    for path in view.readable:
        line += ["--ro-bind", path, path]
    for path in view.hidden:
        if not _holds_visible(path, view) and _inside_visible(path, view):
            line += ["--tmpfs", path] if os.path.isdir(path) else ["--ro-bind", "/dev/null", path]
    return [*line, "--ro-bind", str(engine_root()), engine]


def _parents(paths: tuple[str, ...]) -> list[str]:
    """Каталоги, которые надо создать до монтирования, внешние прежде внутренних."""
    found = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    return sorted(found - {"/"}, key=len)


def _inside_visible(path: str, view: View) -> bool:
    return any(path.startswith(folder.rstrip("/") + "/") for folder in view.readable)


def _holds_visible(path: str, view: View) -> bool:
    return any(folder.startswith(path.rstrip("/") + "/") for folder in view.readable)


def _each(flag: str, values: tuple[str, ...]) -> list[str]:
    return [part for value in values for part in (flag, value)]
