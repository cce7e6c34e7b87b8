"""Готовая книга и браузер для её проверки."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}


@pytest.fixture(scope="session")
def site():
    """Папка готовой книги; если книги ещё нет, она собирается, и предупреждение — ошибка."""
    if not (SITE / "book" / "index.html").exists():
        command = [sys.executable, "-m", "jupyter_book", "build", ".", "-W", "-n", "--keep-going"]
        built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert built.returncode == 0, built.stderr[-4000:]
    return SITE


@pytest.fixture(scope="session")
def chromium():
    """Один браузер на все проверки страниц."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()
