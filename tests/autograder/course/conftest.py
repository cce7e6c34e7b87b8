"""Курсы для тестов; сами они описаны в ``classrooms.py``."""

from __future__ import annotations

from pathlib import Path

import pytest
from classrooms import Classroom


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """Образец курса: выпуск дорог, поэтому делается один раз."""
    root = tmp_path_factory.mktemp("template") / "course"
    Classroom(root)
    return root


@pytest.fixture
def classroom(template: Path, tmp_path: Path) -> Classroom:
    """Свежая копия курса."""
    return Classroom.copy(template, tmp_path / "course")
