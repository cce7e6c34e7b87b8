"""Задания курса: тетрадь преподавателя, её версия для студентов и их исполнение."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "solutions").glob("*/*.ipynb"))


def environment() -> dict[str, str]:
    """Окружение дочернего процесса: nbgrader ищет программу alembic в PATH."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="session", params=NOTEBOOKS, ids=lambda path: path.stem)
def source_path(request) -> Path:
    """Тетрадь преподавателя."""
    return request.param


@pytest.fixture(scope="session")
def source(source_path) -> NotebookNode:
    return nbformat.read(source_path, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="session")
def released_path(source_path, tmp_path_factory) -> Path:
    """Тетрадь студента, сделанная ``nbgrader generate_assignment`` по настройкам курса."""
    course = tmp_path_factory.mktemp("course")
    assignment = source_path.parent
    shutil.copytree(assignment, course / "solutions" / assignment.name)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    (course / "_build/course").mkdir(parents=True)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", assignment.name]
    done = subprocess.run(
        command, cwd=course, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return course / "_build/course/release" / assignment.name / source_path.name


@pytest.fixture(scope="session")
def released(released_path) -> NotebookNode:
    return nbformat.read(released_path, as_version=nbformat.NO_CONVERT)


@pytest.fixture(scope="session")
def run_source(source, source_path) -> NotebookNode:
    """Исполненная тетрадь преподавателя."""
    return run(source, source_path.parent)


@pytest.fixture(scope="session")
def run_released(released, released_path) -> NotebookNode:
    """Исполненная тетрадь студента, который ничего не решил."""
    return run(released, released_path.parent)


def run(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Копия тетради, исполненная сверху вниз; ошибки остаются в выводах."""
    executed = nbformat.from_dict(notebook)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(executed, timeout=120, allow_errors=True, resources=resources).execute()
    return executed
