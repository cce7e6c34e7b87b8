"""Общий экзаменатор: сервер порождения запускается один раз на все проверки движка."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from engine_cells import SETUP

from autograder.exam.records import Cell, Exam, Limits

LIMITS = Limits(cell_timeout=4.0, notebook_timeout=40.0, memory_mb=600, output_kb=64)


def pytest_collection_modifyitems(items):
    """Движок работает только под Linux: в других системах его проверок нет вовсе."""
    if sys.platform != "linux":
        items[:] = [item for item in items if "engine" not in str(item.path)]


@pytest.fixture(scope="session")
def examiner():
    """Экзаменатор с полной изоляцией."""
    from autograder.exam.worker import Examiner

    with Examiner(LIMITS) as made:
        yield made


@pytest.fixture(scope="session")
def graded(examiner):
    """Проверить работу по договору с решением преподавателя ``model``."""
    known: dict[Exam, tuple[str, ...]] = {}

    def run(exam: Exam, model: Exam) -> object:
        key = repr(model)
        if key not in known:
            known[key] = examiner.examine(model).contract
        return examiner.examine(replace(exam, contract=known[key]))

    return run


@pytest.fixture(scope="session")
def grade(graded):
    """Проверить тетрадь из пар «ответ, эталон» и проверок; вернуть экзамен целиком."""

    def run(*cells: Cell, setup: str = SETUP, **exam) -> object:
        first = (Cell("setup", "setup", setup),) if setup else ()
        made = Exam("задание", "тетрадь", "студент", first + cells, **exam)
        return graded(made, model_of(made))

    return run


def model_of(exam: Exam) -> Exam:
    """Та же тетрадь с решениями преподавателя."""
    cells = [
        replace(cell, source=cell.reference) if cell.role == "answer" else cell
        for cell in exam.cells
        if cell.role != "extra"
    ]
    return replace(exam, cells=tuple(cells))
