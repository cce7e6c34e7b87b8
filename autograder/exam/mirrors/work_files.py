"""Файлы рабочего каталога: что написал один процесс, то увидит другой — как байты, не как файл."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from autograder.sandbox.confinement import WORK

_MAX_FILES = 500
_MAX_FILE = 8 << 20
_MAX_TOTAL = 32 << 20
_MAX_DEPTH = 8
_PORTION = 16 << 20
# Здесь заводит файлы ``tempfile``; у каждого ядра в песочнице этот каталог свой.
_TEMPORARY = "/tmp"
_TEMPORARY_PREFIX = "tmp"
_COMPILED = (".pyc", ".so")


class Exchange:
    """Замечает изменения в каталоге и вносит чужие.

    Ссылки, каналы, устройства и скомпилированное не передаются. Каталог записан путём с косой
    чертой на конце, временный файл — полным путём.
    """

    def __init__(self, root: str) -> None:
        self._root = os.path.realpath(root)
        self._seen: dict[str, tuple] = {}
        self._shares_temporary = self._root == WORK

    def settle(self) -> None:
        """Считать нынешнее содержимое каталога известным собеседнику."""
        self._seen = self._scan()

    def knows(self, path: str) -> bool:
        """Был ли такой файл при последнем обмене."""
        return path in self._seen

    def changes(self) -> dict[str, bytes | None]:
        """Новое содержимое изменившихся файлов; None — файла больше нет."""
        now = self._scan()
        gone = sorted(self._seen.keys() - now.keys(), key=len, reverse=True)
        found: dict[str, bytes | None] = dict.fromkeys(gone)
        total = 0
        for path, mark in now.items():
            if self._seen.get(path) != mark and total + mark[1] <= _MAX_TOTAL:
                whole = os.path.join(self._root, path)
                found[path] = content = b"" if path.endswith("/") else _read(whole)
                total += len(content or b"")
        self._seen = now
        return found

    def apply(
        self,
        files: object,
        admit: Callable[[str], bool] = lambda path: True,
        hear: Callable[[bytes], None] = lambda content: None,
    ) -> None:
        """Внести изменения собеседника, которые впустит ``admit``; негодные пути пропустить."""
        if type(files) is not dict:
            return
        for path, content in list(files.items())[:_MAX_FILES]:
            if not self._is_safe(path) or not admit(path):
                continue
            if content is None:
                _remove(os.path.join(self._root, path))
            elif path.endswith("/"):
                _make_folder(os.path.join(self._root, path))
            elif type(content) is bytes and len(content) <= _MAX_FILE:
                hear(content)
                write_file(self._root, path, content)
        self.settle()

    def _is_safe(self, path: object) -> bool:
        if type(path) is not str or not 0 < len(path) < 512 or "\0" in path:
            return False
        if path.endswith(_COMPILED):
            return False
        start = f"{_TEMPORARY}/"
        if self._shares_temporary and path.startswith(start + _TEMPORARY_PREFIX):
            path = path.removeprefix(start)
        parts = path.removesuffix("/").split("/")
        return len(parts) <= _MAX_DEPTH and not {"", ".", ".."} & set(parts)

    def _scan(self) -> dict[str, tuple]:
        found: dict[str, tuple] = {}
        folders = [(_TEMPORARY, 0), ("", 0)] if self._shares_temporary else [("", 0)]
        while folders:
            folder, depth = folders.pop()
            for entry in _entries(os.path.join(self._root, folder)):
                path = os.path.join(folder, entry.name)
                status = entry.stat(follow_symlinks=False)
                if folder == _TEMPORARY and not entry.name.startswith(_TEMPORARY_PREFIX):
                    continue
                if stat.S_ISDIR(status.st_mode) and depth < _MAX_DEPTH:
                    folders.append((path, depth + 1))
                    found[path + "/"] = (0, 0, 0)
                elif stat.S_ISREG(status.st_mode) and status.st_size <= _MAX_FILE:
                    found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
                if len(found) >= _MAX_FILES:
                    return found
        return found


def write_file(root: str, path: str, content: bytes, start: int = 0) -> None:
    """Записать обычный файл с места ``start``, не проходя по символическим ссылкам."""
    target = os.path.join(root, path)
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
        flags |= 0 if start else os.O_TRUNC
        descriptor = os.open(target, flags, 0o644)
    except OSError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.seek(start)
        file.write(content)


def pieces(files: dict[str, bytes]) -> Iterator[list[tuple[str, int, bytes]]]:
    """Файлы, нарезанные так, чтобы каждая порция уместилась в один кадр: путь, место, байты."""
    portion: list[tuple[str, int, bytes]] = []
    room = _PORTION
    for path, content in files.items():
        for start in range(0, len(content) or 1, _PORTION):
            piece = content[start : start + _PORTION]
            if portion and len(piece) > room:
                yield portion
                portion, room = [], _PORTION
            portion.append((path, start, piece))
            room -= len(piece)
    if portion:
        yield portion


def write_pieces(portion: Iterable[tuple[str, int, bytes]]) -> None:
    """Дописать порцию файлов в рабочий каталог."""
    for path, start, content in portion:
        write_file(".", path, content, start)


def _entries(folder: str) -> list[os.DirEntry]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _read(path: str) -> bytes | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(_MAX_FILE)


def _make_folder(path: str) -> None:
    with suppress(OSError):
        os.makedirs(path, exist_ok=True)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.rmdir(path) if path.endswith("/") else os.unlink(path)


def notice_reading(report: Callable[[str], None]) -> None:
    """Сообщать об открытых файлах рабочего каталога и временных: путь такой же, как у обмена."""
    work = os.path.realpath(os.getcwd()) + os.sep

    def hook(event: str, arguments: tuple) -> None:
        opened = event == "open" and "r" in (arguments[1] or "")
        if (opened or event == "sqlite3.connect") and isinstance(arguments[0], str):
            path = os.path.realpath(arguments[0])
            if path.startswith((work, "/tmp/tmp")):
                report(path.removeprefix(work))

    sys.addaudithook(hook)
