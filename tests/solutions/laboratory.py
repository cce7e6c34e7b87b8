"""JupyterLab с расширениями nbgrader, запущенный отдельно от настроек пользователя."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

SETTINGS = Path(__file__).parents[2] / "tools/jupyterlab"  # те же, что у make lab: язык — русский
PATIENCE = 120_000  # мс: на занятой машине JupyterLab грузится десятки секунд


@contextmanager
def laboratory(root: Path, home: Path) -> Iterator[str]:
    """Запускает сервер над папкой ``root`` и отдаёт его адрес.

    Parameters
    ----------
    root : Path
        Папка, которую видит студент; из неё же берутся настройки курса, если они там есть.
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
    command += [f"--LabApp.app_settings_dir={SETTINGS}"]
    _settle(home / "config")
    log = home / "jupyterlab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output)
    try:
        _wait(f"http://127.0.0.1:{port}/api", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _settle(config: Path) -> None:
    """Отвечает «нет» на вопрос о новостях: он закрывает кнопки; держит на странице все ячейки."""
    chosen = {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"windowingMode": "none"},
    }
    for name, settings in chosen.items():
        path = config / f"lab/user-settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(settings))


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
            _wait_until_idle(page, PATIENCE / 2)
            return
        except AssertionError:
            if attempt == 2:
                raise


def choose(page: Page, menu: str, item: str) -> None:
    """Выбирает пункт меню."""
    page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()


def run_all_cells(page: Page) -> None:
    """Меню «Выполнить» → «Запустить все ячейки»; ждёт, пока ядро не освободится.

    Пока тетрадь не соединилась с ядром, JupyterLab отвечает на команду вопросом, какое ядро взять.
    """
    question = page.locator(".jp-Dialog", has_text="Выбрать Ядро")
    counted = page.locator(".jp-Notebook .jp-InputArea-prompt", has_text=re.compile(r"\[[\d*]+\]"))
    for _ in range(3):
        choose(page, "Выполнить", "Запустить все ячейки")
        question.or_(counted).first.wait_for()
        if not question.is_visible():
            break
        question.get_by_text("Выбрать", exact=True).click()
        _wait_until_idle(page, PATIENCE)
    _wait_until_idle(page, PATIENCE)


def _wait_until_idle(page: Page, patience: float) -> None:
    status = page.locator("#jp-main-statusbar").get_by_text("| Простаивает")
    expect(status).to_be_visible(timeout=patience)
    indicator = page.locator(".jp-NotebookPanel .jp-Notebook-ExecutionIndicator")
    expect(indicator).to_have_attribute("data-status", "idle", timeout=patience)


def validate(page: Page) -> str:
    """Нажимает кнопку Validate и возвращает текст её ответа."""
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate", exact=True).click()
    answer = page.locator(".jp-Dialog #validation-message")
    answer.wait_for()
    return answer.inner_text()
