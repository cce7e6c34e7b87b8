"""Что лежит в присланном каталоге или архиве: файлы, которые можно взять, и отказы.

Архиву не верят: имена могут вести наружу, размеры в оглавлении — лгать, а несколько килобайт —
разворачиваться в гигабайты. Читается не больше дозволенного, ссылки и устройства не берутся.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from autograder.storage.untrusted_files import (
    MAX_FILE_BYTES,
    MAX_FILES,
    read_regular,
    refusal,
    walk,
)
from autograder.wording.problems import Problem
from autograder.wording.reasons import system_reason
from autograder.wording.untrusted_text import visible

MAX_ENTRIES = 60_000
MAX_INNER_ENTRIES = 10 * MAX_FILES
_ENTRY_SIGNATURE = b"PK\x01\x02"
_END_SIGNATURE = b"PK\x05\x06"
_MAX_END = 22 + (1 << 16)
_MAX_PATH = 1000
_MAX_NAME = 255  # байтов: больше не примет ни одна файловая система
_JUNK = {"__MACOSX", ".DS_Store", "Thumbs.db", ".ipynb_checkpoints", "__pycache__", ".git"}


@dataclass(frozen=True)
class Entry:
    """Файл, который можно взять: путь через «/», время изменения (UTC), чтение содержимого."""

    path: str
    modified: datetime
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Refused:
    """Файл, который не берут: путь и причина."""

    path: str
    reason: str


def entries(source: Path, assignment: str) -> Iterator[Entry | Refused]:
    """Перечисляет содержимое каталога или архива zip, заглядывая во вложенные архивы.

    Parameters
    ----------
    assignment : str
        Имя задания: каталог с таким именем не сочтут каталогом студента.

    Raises
    ------
    Problem
        Если источника нет или это не каталог и не архив zip.
    """
    if source.is_dir():
        found = _folder(source)
    elif not source.exists():
        raise Problem(f"Каталога или архива «{visible(str(source))}» нет.")
    elif not zipfile.is_zipfile(source):
        raise Problem(
            f"Файл «{visible(str(source))}» — не архив zip. Нужен каталог с работами или архив zip."
        )
    else:
        found = _archive(cache(lambda: _opened(source)), "")
    try:
        if source.is_file():
            _check_count(_declared_count(source), MAX_ENTRIES)
        listed = list(found)
    except OSError as exc:
        raise Problem(f"«{visible(str(source))}» не принят: {system_reason(exc)}.") from exc
    for entry in _unwrapped(listed, assignment):
        inner = isinstance(entry, Entry) and entry.path.lower().endswith(".zip")
        yield from _nested(entry) if inner else (entry,)


def _unwrapped(found: list[Entry | Refused], assignment: str) -> list[Entry | Refused]:
    """Снимает каталог, в который всё завёрнуто целиком: ``группа/ivanov/main.ipynb``."""
    paths = [PurePosixPath(entry.path) for entry in found if isinstance(entry, Entry)]
    books = [path for path in paths if path.suffix == ".ipynb"]
    packs = [path for path in paths if path.suffix.lower() == ".zip"]
    deep = all(len(path.parts) > 2 and path.parts[1] != assignment for path in books)
    several = len(packs) > 1 and all(len(path.parts) > 1 for path in packs)
    tops = {path.parts[0] for path in paths}
    if len(tops) != 1 or tops == {"submitted"} or not deep or not (books or several):
        return found
    return [replace(entry, path=entry.path.partition("/")[2]) for entry in found]


def _folder(root: Path) -> Iterator[Entry | Refused]:
    for relative, info in walk(root):
        if _is_junk(relative):
            continue
        reason = refusal(info)
        if reason:
            yield Refused(relative, reason)
        else:
            path = root / relative
            modified = datetime.fromtimestamp(info.st_mtime, UTC)
            yield Entry(relative, modified, lambda path=path: read_regular(path))


def _nested(entry: Entry) -> Iterator[Entry | Refused]:
    """Раскрывает архив, присланный студентом: его файлы считаются лежащими рядом с ним.

    Времена внутри расставил сам студент: верно лишь время, когда получен архив.
    """
    try:
        for inner in _archive(lambda: _inner_archive(entry), entry.path[:-4] + "/"):
            yield replace(inner, modified=entry.modified) if isinstance(inner, Entry) else inner
    except OSError as exc:
        yield Refused(entry.path, system_reason(exc))


@lru_cache(maxsize=1)  # в памяти лишь один из вложенных архивов
def _inner_archive(entry: Entry) -> zipfile.ZipFile:
    data = entry.read()
    # Оглавление читается целиком, а числу, объявленному в архиве, верить нельзя.
    _check_count(data.count(_ENTRY_SIGNATURE), MAX_INNER_ENTRIES)
    return _opened(io.BytesIO(data))


def _opened(source: Path | io.BytesIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except Exception as exc:  # на испорченном zipfile бросает что угодно
        raise OSError("архив повреждён") from exc


def _archive(opened: Callable[[], zipfile.ZipFile], prefix: str) -> Iterator[Entry | Refused]:
    members = opened().infolist()
    _check_count(len(members), MAX_ENTRIES)
    for info in members:
        name = _name(info)
        if name.endswith("/") or _is_junk(name):
            continue
        reason = _member_refusal(name, info)
        if reason:
            yield Refused(prefix + name, reason)
        else:
            read = lambda info=info: _read_member(opened(), info)  # noqa: E731
            yield Entry(prefix + name, _modified(info), read)


def _declared_count(source: Path) -> int:
    """Сколько файлов обещает архив: узнать это можно, не читая его оглавления."""
    with source.open("rb") as stream:
        stream.seek(max(source.stat().st_size - _MAX_END, 0))
        end = stream.read().rpartition(_END_SIGNATURE)[2]
    return int.from_bytes(end[6:8], "little")


def _check_count(count: int, limit: int) -> None:
    if count > limit:
        raise OSError(f"файлов в архиве {count}, а можно не больше {limit}")


def _name(info: zipfile.ZipInfo) -> str:
    """Имя файла в архиве; у архивов без признака UTF-8 угадывается русская кодировка."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "cp866"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def _member_refusal(name: str, info: zipfile.ZipInfo) -> str:
    mode = info.external_attr >> 16
    path = PurePosixPath(name)
    if not path.parts:
        return "у него нет имени"
    if len(name) > _MAX_PATH or any(len(part.encode()) > _MAX_NAME for part in path.parts):
        return "имя слишком длинное"
    if stat.S_ISLNK(mode):
        return "это символическая ссылка"
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "это не обычный файл (канал, сокет или устройство)"
    if path.is_absolute() or "\\" in name or ":" in path.parts[0] or ".." in path.parts:
        return "путь ведёт за пределы архива"
    if "\0" in name:
        return "в имени нулевой знак"
    if info.flag_bits & 0x1:
        return "он зашифрован"
    if info.file_size > MAX_FILE_BYTES:
        size = info.file_size >> 20
        return f"в нём {size} МБ, а можно до {MAX_FILE_BYTES >> 20} МБ"
    return ""


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Читает файл архива, не доверяя размеру из оглавления.

    Raises
    ------
    OSError
        Если файл повреждён или больше дозволенного.
    """
    try:
        with archive.open(info) as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except Exception as exc:  # у каждого вида сжатия свои исключения
        raise OSError(f"файл в архиве повреждён: {visible(str(exc))}") from exc
    if len(data) > MAX_FILE_BYTES:
        raise OSError("файл разворачивается в больший, чем заявлено: похоже на бомбу")
    return data


def _modified(info: zipfile.ZipInfo) -> datetime:
    """Время из архива: оно местное, без часового пояса."""
    try:
        return datetime(*info.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1980, 1, 1, tzinfo=UTC)


def _is_junk(path: str) -> bool:
    return any(part in _JUNK for part in PurePosixPath(path).parts)
