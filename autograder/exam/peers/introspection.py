"""Служебные атрибуты объекта (``__name__``, ``__code__``, ``__signature__``…) простыми данными."""

from __future__ import annotations

import abc
import ast
import dataclasses
import inspect
from dataclasses import Field, field, fields
from types import CodeType
from typing import Any

DATACLASS_FIELDS = "__dataclass_fields__"
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
        return _signature(inspect.signature(target))
    if name == "__source__":
        return inspect.getsource(target)
    value = getattr(target, name)
    if name == DATACLASS_FIELDS:
        return {"fields": [(item.name, item.type, item.init) for item in fields(target)]}
    if isinstance(value, CodeType):
        return {"code": {field: getattr(value, field) for field in _CODE_FIELDS}}
    if name == "__dict__":
        return dict(value)
    return value


def outline(target: Any) -> dict:
    """Подпись, где значения по умолчанию не названы: ими проверка могла назвать ответ."""
    found = inspect.signature(target)
    parameters = [
        item if item.default is item.empty else item.replace(default=None)
        for item in found.parameters.values()
    ]
    return _signature(found.replace(parameters=parameters))


def _signature(found: inspect.Signature) -> dict:
    parameters = [
        (item.name, int(item.kind), *_given(item.default), *_given(item.annotation))
        for item in found.parameters.values()
    ]
    return {"signature": parameters, "returns": _given(found.return_annotation)}


def _given(value: object) -> tuple[bool, object]:
    return (False, None) if value is inspect.Parameter.empty else (True, value)


def rebuilt(value: object) -> Any:
    """Собрать из описания подпись или заменитель объекта кода; прочее вернуть как есть."""
    match value:
        case {"signature": list(parameters), "returns": tuple(returns)}:
            known = [_parameter(*item) for item in parameters]
            return inspect.Signature(known, return_annotation=_taken(*returns))
        case {"code": dict(known)}:
            return _Code(known)
        case {"fields": list(known)}:
            return {name: _field(name, kind, init) for name, kind, init in known}
    return value


def _field(name: str, kind: object, init: bool) -> Field:
    made = field(init=init)
    made.name, made.type, made._field_type = name, kind, dataclasses._FIELD
    return made


def _parameter(name: str, kind: int, *given: object) -> inspect.Parameter:
    default, annotation = _taken(*given[:2]), _taken(*given[2:])
    return inspect.Parameter(
        name, inspect._ParameterKind(kind), default=default, annotation=annotation
    )


def _taken(given: object, value: object) -> object:
    return value if given else inspect.Parameter.empty


def recognise_proxies() -> None:
    """Научить ``inspect.getsource`` и ``issubclass`` функциям и классам решения."""
    own_lines, own_check = inspect.getsourcelines, abc.ABCMeta.__subclasscheck__

    def getsourcelines(target):
        text = getattr(type(target), "source_text", None)
        return (text(target).splitlines(keepends=True), 1) if text else own_lines(target)

    def subclasscheck(cls, subclass):
        foreign = hasattr(type(subclass), "own_class")
        return own_check(cls, subclass.__bases__[0] if foreign else subclass)

    inspect.getsourcelines = getsourcelines
    abc.ABCMeta.__subclasscheck__ = subclasscheck


class TypeCalls(ast.NodeTransformer):
    """В ячейках проверки ``type(x)`` называет класс и того объекта, что живёт у студента."""

    name = "__type_of__"

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="type"), args=[ast.Starred()]):
                pass
            case ast.Call(func=ast.Name(id="type"), args=[_], keywords=[]):
                asking = ast.copy_location(ast.Name(self.name, ast.Load()), node.func)
                node.args, node.func = [node.func, *node.args], asking
        return node


def type_of(call: Any, value: object) -> Any:
    """Значение ``call(value)``, где ``call`` — то, что в ячейке зовётся ``type``."""
    owner = getattr(type(value), "own_class", None) if call is type else None
    return owner(value) if owner else call(value)


class _Code:
    """То, что проверки спрашивают у ``function.__code__``."""

    def __init__(self, fields: dict[str, object]) -> None:
        self.__dict__.update(fields)
