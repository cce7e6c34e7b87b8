"""Готовая книга для её проверки."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def site():
    """Папка готовой книги; если книги ещё нет, она собирается, и предупреждение — ошибка."""
    if not (SITE / "book" / "index.html").exists():
        command = [sys.executable, "-m", "jupyter_book", "build", ".", "-W", "-n", "--keep-going"]
        built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert built.returncode == 0, built.stderr[-4000:]
    return SITE
