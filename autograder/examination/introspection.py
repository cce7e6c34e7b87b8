"""Служебные атрибуты объекта (``__name__``, ``__code__``, ``__signature__``…) простыми данными."""

from __future__ import annotations

import inspect
from types import CodeType
from typing import Any

_CODE_FIELDS = [
    "co_name",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_varnames",
    "co_names",
    "co_freevars",
    "co_flags",
    "co_firstlineno",
    "co_nlocals",
    "co_filename",
]


def describing(target: object, name: str) -> Any:
    """Прочитать служебный атрибут так, чтобы он мог пересечь границу процессов."""
    if name == "__signature__":
        return _signature(target)
    value = getattr(target, name)
    if isinstance(value, CodeType):
        return {"code": {field: getattr(value, field) for field in _CODE_FIELDS}}
    if name == "__dict__":
        return dict(value)
    return value


def _signature(target: Any) -> dict:
    found = inspect.signature(target)
    parameters = [
        (item.name, int(item.kind), item.default is not item.empty, _plain(item.default, item))
        for item in found.parameters.values()
    ]
    return {"signature": parameters}


def _plain(default: object, item: inspect.Parameter) -> object:
    return None if default is item.empty else default


def rebuilt(value: object) -> Any:
    """Собрать из описания подпись или заменитель объекта кода; прочее вернуть как есть."""
    match value:
        case {"signature": list(parameters)}:
            return inspect.Signature([_parameter(*item) for item in parameters])
        case {"code": dict(fields)}:
            return _Code(fields)
    return value


def _parameter(name: str, kind: int, has_default: bool, default: object) -> inspect.Parameter:
    given = default if has_default else inspect.Parameter.empty
    return inspect.Parameter(name, inspect._ParameterKind(kind), default=given)


class _Code:
    """То, что проверки спрашивают у ``function.__code__``."""

    def __init__(self, fields: dict[str, object]) -> None:
        self.__dict__.update(fields)
