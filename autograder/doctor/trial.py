"""Пробный экзамен: что из защиты действует на деле, а не только установлено."""

from __future__ import annotations

import json
import os
from pathlib import Path

from autograder.exam.records import Cell, Exam, Limits
from autograder.exam.worker.exam_runner import Examiner, Isolation
from autograder.sandbox.cgroups import CONTROLLERS
from autograder.sandbox.layers import Layer
from autograder.sandbox.weaknesses import REMEDY

_PROBE = """
import json, os, socket

def attempt(action):
    try:
        action()
        return True
    except OSError:
        return False

status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
print(json.dumps({{
    "user": os.getuid(),
    "powers": int(status["CapEff"], 16),
    "filter": int(status["Seccomp"]) == 2,
    "processes": sum(name.isdigit() for name in os.listdir("/proc")),
    "network": attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
    "programs": attempt(lambda: os.posix_spawn("/bin/true", ["true"], {{}})),
    "root": attempt(lambda: os.listdir("/")),
    "outside": os.path.exists({outside!r}),
}}))
"""


def trial(isolation: Isolation = "auto") -> list[Layer]:
    """Провести пробный экзамен и рассказать, что он показал.

    Raises
    ------
    InfrastructureError
        Экзамен не состоялся: проверять здесь нельзя.
    """
    source = _PROBE.format(outside=str(Path(__file__).resolve()))
    exam = Exam("trial", "trial", "trial", (Cell("extra", "", source),))
    with Examiner(Limits(), isolation) as examiner:
        outputs = examiner.examine(exam).outputs[0]
        groups, weak = examiner.controllers, examiner.weaknesses()
    seen = json.loads(outputs[0]["text"])
    return [_processes(seen), _files(seen), _calls(seen), _user(seen), _groups(groups, weak)]


def _processes(seen: dict) -> Layer:
    alone = seen["processes"] == 1
    detail = "экзамен видит лишь себя" if alone else f"видно процессов: {seen['processes']}"
    return Layer("процессы", alone, detail, "Чужие процессы видны коду студента.")


def _files(seen: dict) -> Layer:
    closed = not seen["outside"] and not seen["root"]
    detail = "файлов машины не видно" if closed else "видны файлы машины или корень"
    return Layer("файлы", closed, detail, "Код студента может прочесть лишнее.")


def _calls(seen: dict) -> Layer:
    closed = seen["filter"] and not seen["network"] and not seen["programs"]
    detail = "сеть и запуск программ закрыты" if closed else "сеть или запуск программ открыты"
    return Layer("вызовы", closed, detail, "Код студента может выйти наружу.")


def _user(seen: dict) -> Layer:
    powerless = not seen["powers"]
    owner = seen["user"] == 0 and os.geteuid() == 0 and _is_real_root()
    who = f"номер {seen['user']}, " + ("полномочий нет" if powerless else "есть полномочия")
    consequence = "Код студента исполняет владелец этой машины."
    return Layer("пользователь", powerless and not owner, who, consequence)


def _is_real_root() -> bool:
    """Root ли это всей машины или лишь пространства пользователей, где он один и есть."""
    return Path("/proc/self/uid_map").read_text().split() == ["0", "0", str(2**32 - 1)]


def _groups(groups: set[str], weak: tuple[str, ...]) -> Layer:
    names = {"memory": "память", "pids": "процессы", "cpu": "процессор"}
    held = ", ".join(names[name] for name in CONTROLLERS if name in groups)
    detail = f"вся песочница внутри, ограничены: {held}" if held else "здесь их заводить нельзя"
    return Layer("группы", not weak, detail, ". ".join((*weak, REMEDY)))
