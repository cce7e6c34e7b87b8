"""Запись файла одним переименованием: недописанного никто не увидит."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from autograder.names import visible
from autograder.problems import Problem
from autograder.reasons import system_reason


def write_file(path: Path, data: bytes) -> None:
    """Пишет файл, заводя каталоги на пути к нему; ссылка остаётся ссылкой, устройство — собой.

    Raises
    ------
    Problem
        Если файл не записывается.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # канал или устройство: файлом их подменять нельзя
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as exc:
        raise Problem(f"Файл {visible(str(path))} не записан: {system_reason(exc)}.") from exc


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
