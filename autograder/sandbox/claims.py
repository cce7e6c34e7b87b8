"""Каталоги с хозяином: пока он жив, на каталоге его замок, и убрать каталог никто другой не вправе.

Замок снимает сама система, когда хозяина не стало, пусть и от SIGKILL: всё, что осталось без замка,
может убрать любая следующая проверка. Номера процессов для этого не годились бы: они повторяются
и в разных контейнерах значат разное.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PREFIX = "autograder-sandbox-"


class Claim:
    """Каталог, занятый этим процессом."""

    def __init__(self, parent: Path) -> None:
        while True:
            self.path = parent / f"{_PREFIX}{secrets.token_hex(8)}"
            self.path.mkdir(mode=0o700)
            self._lock = _locked(self.path, wait=True)
            # Пока замка не было, каталог могли счесть ничьим и убрать. А где замков не бывает
            # вовсе, там никто ничего и не уберёт.
            if self._lock >= 0 or self.path.exists():
                return

    def release(self) -> None:
        """Снять замок."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def abandoned(parent: Path) -> Iterator[Path]:
    """Каталоги без хозяина; каждый, пока до него дошла очередь, занят нами."""
    for path in sorted(parent.glob(f"{_PREFIX}*")):
        lock = _locked(path, wait=False)
        if lock >= 0:
            try:
                yield path
            finally:
                os.close(lock)


def _locked(path: Path, wait: bool) -> int:
    """Описатель запертого каталога; −1 — каталога уже нет, он чужой или у него есть хозяин."""
    import fcntl  # есть не во всех системах, а пакет импортируется везде

    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            if path.exists() and os.fstat(descriptor).st_uid == os.geteuid():
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    return -1
