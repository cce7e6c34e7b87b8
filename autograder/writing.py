"""Запись файла одним переименованием: недописанного никто не увидит."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from autograder.names import visible
from autograder.problems import Problem
from autograder.reasons import system_reason


def write_file(path: Path, data: bytes) -> None:
    """Пишет файл, заводя каталоги на пути к нему.

    Raises
    ------
    Problem
        Если файл не записывается.
    """
    draft = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError as exc:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise Problem(f"Файл {visible(str(path))} не записан: {system_reason(exc)}.") from exc
