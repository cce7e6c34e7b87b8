"""Общий экзаменатор: сервер порождения запускается один раз на все проверки движка."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.records import Cell, Exam, Limits

sys.path.insert(0, str(Path(__file__).parent))

SETUP = """\
import numpy as np, pandas, pytest, scipy.signal, torch, tqdm
import matplotlib.pyplot as plt
%matplotlib inline
"""
LIMITS = Limits(cell_timeout=4.0, notebook_timeout=40.0, memory_mb=600, output_kb=64)


def pytest_collection_modifyitems(items):
    """Движок работает только под Linux: в других системах его проверок нет вовсе."""
    if sys.platform != "linux":
        items[:] = [item for item in items if "engine" not in str(item.path)]


@pytest.fixture(scope="session")
def examiner():
    """Экзаменатор с полной изоляцией."""
    from autograder.examination import Examiner

    with Examiner(LIMITS) as made:
        yield made


@pytest.fixture(scope="session")
def grade(examiner):
    """Проверить тетрадь из пар «ответ, эталон» и проверок; вернуть экзамен целиком."""

    def run(*cells: Cell, setup: str = SETUP, **exam) -> object:
        first = (Cell("setup", "setup", setup),) if setup else ()
        return examiner.examine(Exam("задание", "тетрадь", "студент", first + cells, **exam))

    return run
