"""JupyterLab с расширениями nbgrader, запущенный отдельно от настроек пользователя."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PageTimeout

PATIENCE = 120_000  # мс: на занятой машине JupyterLab грузится десятки секунд


@contextmanager
def laboratory(root: Path, home: Path) -> Iterator[str]:
    """Запускает сервер над папкой ``root`` и отдаёт его адрес.

    Parameters
    ----------
    root : Path
        Папка, которую видит студент.
    home : Path
        Пустая папка для настроек, данных и журнала сервера.
    """
    port = _free_port()
    environment = {**os.environ, "HOME": str(home), "OMP_NUM_THREADS": "1"}
    for kind in ("CONFIG", "DATA", "RUNTIME"):
        environment[f"JUPYTER_{kind}_DIR"] = str(home / kind.lower())
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={root}"]
    command += ["--LabApp.news_url=None"]
    log = home / "jupyterlab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        _wait(f"http://127.0.0.1:{port}/api", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"JupyterLab не запустился:\n{log.read_text()[-2000:]}")


def open_notebook(page: Page, address: str, path: str) -> None:
    """Открывает тетрадь и ждёт готового ядра; первый веб-сокет иногда отвечает ошибкой 500."""
    page.set_default_timeout(PATIENCE)
    for attempt in range(3):
        page.goto(f"{address}/lab/tree/{path}?reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        try:
            idle = page.locator(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator")
            expect(idle).to_have_attribute("data-status", "idle", timeout=PATIENCE / 2)
            return
        except (AssertionError, PageTimeout):
            if attempt == 2:
                raise


def run_all_cells(page: Page) -> None:
    """Меню Run → Run All Cells; ждёт, пока ядро не освободится."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
    prompts = page.locator(".jp-Notebook .jp-CodeCell .jp-InputArea-prompt")
    expect(prompts.first).to_have_text("[1]:", timeout=PATIENCE)
    idle = page.locator(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator")
    expect(idle).to_have_attribute("data-status", "idle", timeout=PATIENCE)


def validate(page: Page) -> str:
    """Нажимает кнопку Validate и возвращает текст её ответа."""
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate", exact=True).click()
    answer = page.locator(".jp-Dialog #validation-message")
    answer.wait_for()
    return answer.inner_text()
