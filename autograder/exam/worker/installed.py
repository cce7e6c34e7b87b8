"""Где лежит установленный модуль — не импортируя его: рабочему процессу библиотеки не нужны."""

from __future__ import annotations

import sys
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder

from autograder.sandbox.view import current_view


@cache
def module_spec(name: str) -> ModuleSpec | None:
    """Найти модуль на путях поиска; None, если такого нет."""
    # Только каталоги пакетов: в рабочем каталоге может лежать что угодно.
    folders, spec = list(current_view().module_path), None
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        spec = PathFinder.find_spec(".".join(parts[:count]), folders)
        if spec is None:
            return None
        folders = spec.submodule_search_locations or []
    return spec


def module_path(name: str) -> str | None:
    """Каталог пакета или файл модуля; None, если это не модуль с местом на диске."""
    spec = module_spec(name)
    if spec is None:
        return None
    folders = list(spec.submodule_search_locations or ())
    return folders[0] if folders else spec.origin


def is_standard(name: str) -> bool:
    """Входит ли модуль в стандартную библиотеку."""
    return name.partition(".")[0] in sys.stdlib_module_names


def longest_module(name: str) -> str | None:
    """Самое длинное начало имени через точку, которое само есть модуль."""
    parts = name.split(".")
    prefixes = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if module_spec(prefix)), None)
