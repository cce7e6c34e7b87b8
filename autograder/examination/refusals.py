"""Запрещённые функции: в процессе студента до них нельзя дотянуться ни под каким именем.

Функции на Python подменяется сам код, поэтому отказывают и все её прежние ссылки. Функции на C
заменяются во всех модулях и классах, где на них ссылаются. Запрещённый модуль не импортируется,
а его содержимое отказывает. Запрет действует на всю тетрадь.
"""

from __future__ import annotations

import importlib
import importlib.abc
import sys
import types
import warnings
from collections.abc import Callable, Iterable
from typing import Any


class ForbiddenCall(Exception):
    """Решение обратилось к тому, что в задании запрещено."""


def forbid(names: Iterable[str], report: Callable[[str], None]) -> None:
    """Сделать функции и модули ``names`` недоступными; о каждом обращении сообщать."""
    for name in names:
        found = _resolve(name)
        if isinstance(found, types.ModuleType):
            _forbid_module(found, name, report)
        elif found is not None:
            _forbid_object(found, name, report)
            sys.meta_path.insert(0, _NoReload(name, report))
        else:
            sys.meta_path.insert(0, _Barrier(name, report))


class _Barrier(importlib.abc.MetaPathFinder):
    """Не даёт импортировать модуль и всё, что в нём."""

    def __init__(self, name: str, report: Callable[[str], None]) -> None:
        self._name = name
        self._report = report

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        """Отказать, если модуль запрещён."""
        if fullname == self._name or fullname.startswith(self._name + "."):
            _refuse(self._name, self._report)


class _NoReload(importlib.abc.MetaPathFinder):
    """Не даёт загрузить заново уже загруженное: новая копия была бы без запретов."""

    def __init__(self, name: str, report: Callable[[str], None]) -> None:
        package = name.partition(".")[0]
        self._loaded = {key for key in sys.modules if key.partition(".")[0] == package}
        self._name = name
        self._report = report

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        """Отказать, если модуль пакета уже загружался."""
        if fullname in self._loaded:
            _refuse(self._name, self._report)


def _refuse(name: str, report: Callable[[str], None]) -> None:
    report(name)
    raise ForbiddenCall(f"в этом задании нельзя использовать {name}")


def _resolve(name: str) -> Any:
    """Найти объект по имени через точку; None, если такого здесь нет."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:count]))
        except ImportError:
            continue
        for part in parts[count:]:
            found = getattr(found, part, None)
        return found
    return None


def _forbid_module(module: types.ModuleType, name: str, report: Callable[[str], None]) -> None:
    for loaded in [key for key in sys.modules if key == name or key.startswith(name + ".")]:
        inside = sys.modules.pop(loaded)
        for key, value in list(vars(inside).items()):
            if callable(value) and str(getattr(value, "__module__", "")).startswith(name):
                _forbid_object(value, name, report)
                vars(inside)[key] = _Refusal(name, report)
    parent = sys.modules.get(name.rpartition(".")[0])
    if parent is not None:
        vars(parent).pop(name.rpartition(".")[2], None)
    sys.meta_path.insert(0, _Barrier(name, report))


def _forbid_object(target: Any, name: str, report: Callable[[str], None]) -> None:
    for layer in _layers(target):
        if isinstance(layer, types.FunctionType):
            for inner in _compiled_parts(layer):
                _replace_everywhere(inner, _Refusal(name, report))
            _swap_code(layer, name, report)
    if isinstance(target, type):
        for method in ("__init__", "__new__", "__call__", "forward"):
            if isinstance(function := target.__dict__.get(method), types.FunctionType):
                _swap_code(function, name, report)
        return
    _replace_everywhere(target, _Refusal(name, report))


def _compiled_parts(function: types.FunctionType) -> list[Any]:
    """Функции на C, к которым ``function`` обращается через модули своего пакета.

    ``numpy.convolve`` — обёртка над ``multiarray.correlate``: запрет одной обёртки ничего бы
    не значил.
    """
    scope, package = function.__globals__, function.__module__.partition(".")[0]
    modules = [scope.get(name) for name in function.__code__.co_names]
    own = [
        module
        for module in modules
        if isinstance(module, types.ModuleType)
        and module.__name__.startswith(package + ".")
        and "._" in module.__name__
    ]
    parts = [getattr(module, name, None) for module in own for name in function.__code__.co_names]
    return [part for part in parts if callable(part) and not isinstance(part, type)]


def _layers(target: Any) -> list[Any]:
    """Сама функция и то, что под её обёртками."""
    found = [target]
    for attribute in ("__wrapped__", "_implementation", "__func__", "func"):
        inner = getattr(target, attribute, None)
        if callable(inner) and inner is not target:
            found += _layers(inner)
    return found


class _Refusal:
    """Стоит на месте запрещённой функции."""

    def __init__(self, name: str, report: Callable[[str], None]) -> None:
        self._name = name
        self._report = report

    def __call__(self, *arguments: object, **named: object) -> None:
        _refuse(self._name, self._report)

    def __getattr__(self, attribute: str) -> None:
        if attribute.startswith("__") and attribute != "__wrapped__":
            raise AttributeError(attribute)
        _refuse(self._name, self._report)


def _swap_code(function: types.FunctionType, name: str, report: Callable[[str], None]) -> None:
    """Заменить тело функции отказом; имя и прочие ссылки на неё остаются прежними."""
    # Отказ вшит в код константой: глобальные имена функции студент мог бы переписать.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        template = compile("def refusal(*a, **k): return 'отказ'()", "<запрет>", "exec")
    body = next(item for item in template.co_consts if isinstance(item, types.CodeType))
    refusal = _Refusal(name, report)
    constants = tuple(refusal if item == "отказ" else item for item in body.co_consts)
    function.__code__ = body.replace(co_consts=constants, co_freevars=function.__code__.co_freevars)


def _replace_everywhere(target: Any, refusal: _Refusal) -> None:
    for module in list(sys.modules.values()):
        holders = [vars(module)] if isinstance(module, types.ModuleType) else []
        for holder in holders:
            for key, value in list(holder.items()):
                if value is target:
                    holder[key] = refusal
                elif isinstance(value, type):
                    _replace_in_class(value, target, refusal)


def _replace_in_class(cls: type, target: Any, refusal: _Refusal) -> None:
    for key, value in list(cls.__dict__.items()):
        if value is target or getattr(value, "__func__", None) is target:
            try:
                setattr(cls, key, refusal)
            except (TypeError, AttributeError):
                continue
