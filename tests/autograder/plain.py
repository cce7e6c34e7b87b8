"""Обычный Python, один процесс на решение и проверку, — как в nbgrader."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import tempfile
import types
import warnings


def passes(*cells: str, seconds: int = 20) -> bool:
    """Проходит ли последняя ячейка, исполненная после остальных в том же процессе."""
    _load_once()
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(BaseException):
            _run(cells, seconds)
            status = 0
        os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def _load_once() -> None:
    """Потомкам библиотеки достаются готовыми."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("torch", "pandas", "scipy.signal", "pytest", "matplotlib.pyplot"):
            importlib.import_module(name)


def _run(cells: tuple[str, ...], seconds: int) -> None:
    import linecache
    import signal

    signal.alarm(seconds)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(null, number)
    os.chdir(tempfile.mkdtemp(prefix="plain-"))
    sys.modules["__main__"] = main = types.ModuleType("__main__")
    for number, cell in enumerate(cells):
        name = f"<ячейка {number}>"
        linecache.cache[name] = len(cell), None, cell.splitlines(keepends=True), name
        exec(compile(cell, name, "exec"), vars(main))
