"""Договоры заданий: что пересекало границу на прогоне решения преподавателя.

Договор составляет выпуск; где его нет, его заново составляет проверка. Узнаётся он по заданию и по
установленным пакетам.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.exam.records import Examination
from autograder.grading.environment import software
from autograder.storage.writing import write_file

_FORMAT = 3


@dataclass(frozen=True)
class Rehearsed:
    """Прогон: исходы и договор по тетрадям."""

    examinations: tuple[Examination, ...]
    contract: dict[str, tuple[str, ...]]


def keep(course: Course, assignment: Assignment, rehearsed: Rehearsed) -> None:
    """Сохраняет договор рядом с журналом проверки."""
    path = _path(course, assignment)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_file(path, json.dumps(rehearsed.contract, ensure_ascii=False).encode())


def contract_of(
    course: Course, assignment: Assignment, rehearse: Callable[[], Rehearsed]
) -> dict[str, tuple[str, ...]]:
    """Договор задания: сохранённый или составленный заново."""
    try:
        found = json.loads(_path(course, assignment).read_bytes())
        return {str(name): tuple(map(str, facts)) for name, facts in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        made = rehearse()
        keep(course, assignment, made)
        return made.contract


def _path(course: Course, assignment: Assignment) -> Path:
    key = json.dumps([_FORMAT, assignment.digest, software()])
    return course.state / f"contract-{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"
