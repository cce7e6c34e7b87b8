"""Окружение решения, которое меняет проверка: текущий каталог, переменные среды, чужие функции.

``mock.patch("time.sleep")`` подменяет функцию в процессе экзаменатора, а зовёт её процесс студента:
подмена повторяется там, и за ней стоит посредник.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any

# Этими функциями разговаривают сами ядра; ввод и вывод подменяются иначе.
_NEEDED = {
    "builtins": {"input"},
    "os": {"close", "fdopen", "getcwd", "makedirs", "open", "rmdir", "scandir", "unlink"},
    "posixpath": {"dirname", "join", "realpath"},
    "select": {"poll"},
    "sys": {"modules", "stderr", "stdin", "stdout"},
}


class Surroundings:
    """Сторона экзаменатора: замечает перемены."""

    def __init__(self) -> None:
        self._known = _now()

    def changes(self) -> dict[str, Any]:
        """Каталог и переменные среды, изменившиеся с прошлого раза."""
        known, self._known = self._known, _now()
        return {name: value for name, value in self._known.items() if known[name] != value}


def _now() -> dict[str, Any]:
    return {"folder": os.getcwd(), "environment": dict(os.environ)}


def adopt(attached: dict[str, Any]) -> None:
    """Сторона студента: устроиться так же."""
    if "folder" in attached:
        with suppress(OSError):
            os.chdir(attached["folder"])
    if "environment" in attached:
        os.environ.clear()
        os.environ.update(attached["environment"])


def mirror_patches(tell: Callable[[str, str, tuple], Any]) -> None:
    """Сообщать о подменах ``mock.patch`` в модулях: новое значение или, когда снята, ничего."""
    from unittest.mock import _patch as patching

    enter, leave = patching.__enter__, patching.__exit__

    def __enter__(self):
        entered = enter(self)
        if _is_foreign(self.target, self.attribute):
            tell(self.target.__name__, self.attribute, (getattr(self.target, self.attribute),))
        return entered

    def __exit__(self, *details):
        target = self.target
        try:
            return leave(self, *details)
        finally:
            if _is_foreign(target, self.attribute):
                tell(target.__name__, self.attribute, ())

    patching.__enter__, patching.__exit__ = __enter__, __exit__


def _is_foreign(target: object, attribute: str) -> bool:
    if not isinstance(target, ModuleType) or target.__name__ == "__main__":
        return False
    known = sys.modules.get(target.__name__) is target
    return known and attribute not in _NEEDED.get(target.__name__, ())


_MISSING = object()
_patched: dict[tuple[str, str], Any] = {}


def patch(module: str, attribute: str, new: tuple) -> None:
    """Сторона студента: подменить или вернуть прежнее."""
    target, key = importlib.import_module(module), (module, attribute)
    if new:
        _patched.setdefault(key, getattr(target, attribute, _MISSING))
        setattr(target, attribute, new[0])
    elif (original := _patched.pop(key, _MISSING)) is _MISSING:
        delattr(target, attribute)
    else:
        setattr(target, attribute, original)
