"""Запрещённые функции: в процессе студента до них нельзя дотянуться ни под каким именем.

Функции на Python подменяется сам код, поэтому отказывают и все её прежние ссылки. Функции на C
заменяются во всех модулях и классах, где на них ссылаются. Запрещённый модуль импортировать можно
(это делает и сама тетрадь задания), но всё его содержимое отказывает. Запрет действует на всю
тетрадь.
"""

from __future__ import annotations

import ctypes
import dis
import functools
import gc
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
        loaded = "." in name or name in sys.modules
        found = _resolve(name) if loaded else None
        if isinstance(found, types.ModuleType):
            _forbid_module(found, name, report)
        elif found is not None:
            _forbid_objects([found], name, report)
            sys.meta_path.insert(0, _NoReload(name, report))
        else:
            sys.meta_path.insert(0, _Barrier(name, report))


class ForbiddenImport(ForbiddenCall, ImportError):
    """То же при импорте: библиотека, которой пакет лишь полезен, без него обойдётся."""


class _Barrier(importlib.abc.MetaPathFinder):
    """Не даёт импортировать модуль и всё, что в нём."""

    def __init__(self, name: str, report: Callable[[str], None]) -> None:
        self._name = name
        self._report = report

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        """Отказать, если модуль запрещён."""
        if fullname == self._name or fullname.startswith(self._name + "."):
            _refuse(self._name, self._report, ForbiddenImport)


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
            _refuse(self._name, self._report, ForbiddenImport)


def _refuse(
    name: str, report: Callable[[str], None], error: type[ForbiddenCall] = ForbiddenCall
) -> None:
    report(name)
    raise error(f"в этом задании нельзя использовать {name}")


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
    targets: list[Any] = []
    for loaded in [key for key in sys.modules if key == name or key.startswith(name + ".")]:
        inside = vars(sys.modules[loaded])
        own = [key for key, value in inside.items() if key[:2] != "__" and _is_from(value, name)]
        targets += [inside[key] for key in own]
        inside.update((key, _Refusal(name, report)) for key in own)
    _forbid_objects(targets, name, report)
    sys.meta_path[:0] = [_NoReload(name, report), _Barrier(name, report)]


def _is_from(value: Any, name: str) -> bool:
    if isinstance(value, types.ModuleType):
        return False
    home = getattr(value, "__module__", None)
    return callable(value) and type(home) is str and (home + ".").startswith(name + ".")


def _forbid_objects(targets: list[Any], name: str, report: Callable[[str], None]) -> None:
    """Обезвредить функции и классы разом: обход всех модулей дорог."""
    doomed: dict[int, Any] = {}
    for target in targets:
        layers = _layers(target)
        for function in [layer for layer in layers if isinstance(layer, types.FunctionType)]:
            doomed |= {id(part): part for part in _compiled_parts(function)}
            _swap_code(function, name, report)
        if isinstance(target, type):
            _disable_class(target, name, report)
        else:
            doomed[id(target)] = target
    refusal = _Refusal(name, report)
    _replace_operators(targets, refusal)
    _replace_everywhere(doomed, refusal)


def _replace_operators(targets: list[Any], refusal: _Refusal) -> None:
    """Закрыть вторые имена функций torch: ``torch.ops`` заводит их при первом обращении."""
    torch = sys.modules.get("torch")
    for name in {getattr(target, "__name__", "") for target in targets if torch}:
        if any(vars(torch).get(name) is target for target in targets):
            setattr(torch.ops.aten, name, refusal)


def _disable_class(cls: type, name: str, report: Callable[[str], None]) -> None:
    for method in ("__init__", "__new__", "__call__", "forward"):
        if isinstance(function := cls.__dict__.get(method), types.FunctionType):
            _swap_code(function, name, report)


def _compiled_parts(function: types.FunctionType) -> list[Any]:
    """Функции на C, к которым ``function`` обращается через модули своего пакета.

    ``numpy.convolve`` — обёртка над ``multiarray.correlate``: запрет одной обёртки ничего бы
    не значил.
    """
    package = function.__module__.partition(".")[0]
    kinds = (types.FunctionType, types.ModuleType, type)
    parts, module = [], None
    for step in dis.get_instructions(function):
        if step.opname in ("LOAD_ATTR", "LOAD_METHOD") and module is not None:
            part = vars(module).get(step.argval)
            if callable(part) and not isinstance(part, kinds):
                parts.append(part)
        name = step.argval if step.opname == "LOAD_GLOBAL" else None
        module = _private_module(function.__globals__.get(name), package)
    return parts


def _private_module(value: Any, package: str) -> types.ModuleType | None:
    if not isinstance(value, types.ModuleType):
        return None
    inner = value.__name__.startswith(package + ".") and "._" in value.__name__
    return value if inner else None


def _layers(target: Any) -> list[Any]:
    """Сама функция и то, что под её обёртками."""
    found: list[Any] = []
    while target is not None and all(target is not layer for layer in found):
        found.append(target)
        target = _under(target)
    return found


def _under(target: Any) -> Any:
    """Что обёрнуто; чужой ``__getattr__`` не вызывается: он может оказаться под запретом."""
    if isinstance(target, types.MethodType):
        return target.__func__
    if isinstance(target, functools.partial):
        return target.func
    return None if isinstance(target, type) else getattr(target, "__dict__", {}).get("__wrapped__")


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


def _replace_everywhere(doomed: dict[int, Any], refusal: _Refusal) -> None:
    """Поставить отказ на место каждой ссылки на обречённое в модулях и классах."""
    seen: set[int] = set()
    for module in list(sys.modules.values()):
        if not isinstance(module, types.ModuleType):
            continue
        for key, value in list(vars(module).items()):
            if id(value) in doomed:
                vars(module)[key] = refusal
            elif issubclass(type(value), type) and id(value) not in seen:
                seen.add(id(value))
                _replace_in_class(value, doomed, refusal)


def _replace_in_class(cls: type, doomed: dict[int, Any], refusal: _Refusal) -> None:
    for key, value in list(cls.__dict__.items()):
        if id(value) in doomed or id(getattr(value, "__func__", None)) in doomed:
            try:
                setattr(cls, key, refusal)
            except (TypeError, AttributeError):  # класс на C правят в обход запрета на правку
                gc.get_referents(cls.__dict__)[0][key] = refusal
                ctypes.pythonapi.PyType_Modified(ctypes.py_object(cls))
