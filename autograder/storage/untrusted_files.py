"""Файлы работы и задания: что читать, а что не трогать.

Присланный каталог может содержать ссылки, именованные каналы и устройства. Каждый файл
открывается без перехода по ссылкам и без ожидания, и читается лишь обычный файл.
"""

from __future__ import annotations

import os
import pkgutil
import stat
import sys
import sysconfig
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from autograder.wording.untrusted_text import visible

MAX_FILES = 1000
MAX_FILE_BYTES = 32 * 2**20
MAX_TOTAL_BYTES = 64 * 2**20  # больше ядру одним кадром не передать
_MAX_HASHED_BYTES = 8 * MAX_TOTAL_BYTES
_REMOTE = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "fuse.", "lustre", "gpfs", "beegfs")
_MODULE_SUFFIXES = (".py", ".pyc", ".pyd", ".so", ".pth")


def read_trusted(root: Path, ignore: list[str]) -> dict[str, bytes]:
    """Читает сопутствующие файлы задания: всё, кроме тетрадей."""
    files = {}
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        skipped = any(fnmatch(part, glob) for part in relative.parts for glob in ignore)
        if path.is_file() and path.suffix != ".ipynb" and not skipped:
            files[relative.as_posix()] = path.read_bytes()
    return files


def is_remote(path: Path) -> bool:
    """Лежит ли каталог на другой машине: там действуют не все замки и нет общей памяти."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:  # не Linux
        return False
    kinds = {}
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        kinds[Path(left.split()[4])] = right.split()[0]
    nearest = next((kinds[folder] for folder in (path, *path.parents) if folder in kinds), "")
    return nearest.startswith(_REMOTE)


def walk(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Перечисляет файлы, не переходя по ссылкам, и каталоги, куда не войти: путь и сведения."""
    for folder, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        barred = [name for name in folders if _is_barred(os.path.join(folder, name))]
        for name in sorted([*names, *barred]):
            path = os.path.join(folder, name)
            yield os.path.relpath(path, root).replace(os.sep, "/"), os.lstat(path)


def _is_barred(folder: str) -> bool:
    return os.path.islink(folder) or not os.access(folder, os.R_OK | os.X_OK)


def refusal(info: os.stat_result) -> str:
    """Говорит, почему такой файл не берут; пустая строка, если берут."""
    mode = info.st_mode
    if stat.S_ISLNK(mode):
        return "это символическая ссылка"
    if stat.S_ISDIR(mode):
        return "этот каталог закрыт: нет прав"
    if not stat.S_ISREG(mode):
        return "это не обычный файл (канал, сокет или устройство)"
    if info.st_nlink > 1:
        return "это жёсткая ссылка на другой файл"
    if info.st_size > MAX_FILE_BYTES:
        return f"он занимает {info.st_size >> 20} МБ, а можно до {MAX_FILE_BYTES >> 20} МБ"
    return ""


def read_regular(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """Читает обычный файл, не переходя по ссылкам и не зависая на каналах.

    Raises
    ------
    OSError
        Если это не обычный файл или он больше ``limit`` байт.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as stream:
        info = os.fstat(stream.fileno())
        if not stat.S_ISREG(info.st_mode) or info.st_size > limit:
            raise OSError("это не обычный файл или он слишком велик")
        return stream.read(limit + 1)


@cache
def importable_names() -> frozenset[str]:
    """Имена модулей, которые присланный файл мог бы заслонить."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    installed = {module.name for module in pkgutil.iter_modules(sorted(folders))}
    special = {"sitecustomize", "usercustomize", "autograder", "pytest", "conftest"}
    return frozenset(installed | set(sys.stdlib_module_names) | special)


def shadowed_module(relative: str) -> str:
    """Имя библиотеки, которую заслонил бы файл в рабочем каталоге; пустая строка, если нет."""
    path = PurePosixPath(relative)
    top = path.parts[0]
    if len(path.parts) > 1:
        return top if top in importable_names() else ""
    if path.suffix == ".pth":
        return path.name
    stem = top.split(".")[0]
    return stem if top.endswith(_MODULE_SUFFIXES) and stem in importable_names() else ""


def content_hash(root: Path) -> str:
    """SHA-256 присланного каталога: пути, виды, размеры и содержимое обычных файлов.

    Когда файлов непомерно много, у остальных вместо содержимого берётся время изменения.
    """
    mark = sha256()
    total = 0
    for relative, info in walk(root):
        mark.update(f"{visible(relative)}\0{stat.S_IFMT(info.st_mode)}\0{info.st_size}\0".encode())
        total += info.st_size
        if total > _MAX_HASHED_BYTES:
            mark.update(str(info.st_mtime_ns).encode())
        elif stat.S_ISREG(info.st_mode):
            try:
                with open(root / relative, "rb") as stream:
                    for block in iter(lambda: stream.read(2**20), b""):
                        mark.update(block)
            except OSError:
                mark.update(b"?")
    return mark.hexdigest()
