"""Оговорки выпуска: что показалось сомнительным и почему преподаватель решил выпускать.

Проверка, которая может ошибаться, не запрещает выпуска навсегда: преподаватель вправе настоять, но
его довод и само сомнение остаются в журнале и видны дальше.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.course.course import Course


@dataclass(frozen=True)
class Acceptance:
    """Одна оговорка: когда, какое задание, довод преподавателя и сомнения."""

    at: str
    assignment: str
    reason: str
    doubts: tuple[str, ...]


def accept(course: Course, assignment: str, reason: str, doubts: list[str]) -> None:
    """Дописывает в журнал выпусков: сомнения и довод; без сомнений — что их больше нет."""
    if not doubts and accepted(course, assignment) is None:
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps(asdict(Acceptance(at, assignment, reason, tuple(doubts))), ensure_ascii=False)
    course.state.mkdir(parents=True, exist_ok=True)
    with _file(course).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")


def accepted(course: Course, assignment: str) -> Acceptance | None:
    """Оговорка, с которой выпущено задание; None, если сомнений не было."""
    try:
        lines = _file(course).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    entries = [json.loads(line) for line in lines if line.strip()]
    last = next((item for item in reversed(entries) if item["assignment"] == assignment), None)
    if last is None or not last["doubts"]:
        return None
    return Acceptance(last["at"], assignment, last["reason"], tuple(last["doubts"]))


def _file(course: Course) -> Path:
    return course.state / "releases.jsonl"
