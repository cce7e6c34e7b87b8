"""Запись одним переименованием: недописанного файла или каталога никто не увидит."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from autograder.wording.problems import Problem
from autograder.wording.reasons import system_reason
from autograder.wording.untrusted_text import visible


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


def draft_folder(target: Path) -> Path:
    """Пустой каталог рядом с ``target``, в котором собирают его новое содержимое."""
    recover_folder(target)
    draft = target.with_name(f".{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft


def replace_folder(draft: Path, target: Path) -> None:
    """Ставит собранный каталог на место прежнего; прежний исчезает последним."""
    previous = _previous(target)
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        os.rename(target, previous)
    os.rename(draft, target)
    shutil.rmtree(previous, ignore_errors=True)


def recover_folder(target: Path) -> None:
    """Возвращает прежний каталог, если замену оборвали, когда его уже убрали с места."""
    if not target.exists() and _previous(target).is_dir():
        os.rename(_previous(target), target)


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


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
