"""Посредники: объекты, которые живут в другом процессе, а здесь ведут себя как настоящие.

Посредник пересылает хозяину вызовы, атрибуты, индексы и обход. Операции с двумя операндами
(сравнения, арифметика) пересылаются, только когда оба операнда — оттуда же или когда сам класс
с этой операцией и есть задание: иначе ожидаемое значение попало бы в чужой процесс, а исход
сравнения решал бы он.
"""

from __future__ import annotations

import io
import types
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from autograder.exam.peers.class_info import ARRAYS, BINARY, FORWARDED, UNARY, ClassInfo
from autograder.exam.peers.introspection import DATACLASS_FIELDS, rebuilt

_DESCRIPTIVE = frozenset(
    f"__{name}__"
    for name in [
        "name",
        "qualname",
        "doc",
        "dict",
        "annotations",
        "defaults",
        "kwdefaults",
        "module",
        "self",
        "func",
        "code",
        "signature",
        "wrapped",
        "members",
        "mro",
        "closure",
        "flags",
        "abstractmethods",
        "dataclass_fields",
        "match_args",
        "slots",
        "required_keys",
        "optional_keys",
        "total",
    ]
)
_REBUILT = ("__signature__", "__code__", DATACLASS_FIELDS)
_STAND_INS = {
    "class": type,
    "function": types.FunctionType,
    "builtin": types.BuiltinFunctionType,
    "method": types.MethodType,
    "generator": types.GeneratorType,
}
_RESUMING = ("send", "throw")
ENDING = ("__next__", *_RESUMING)
_SEQUENCE = {"__len__", "__getitem__"}
# Под этими именами двойник исключения держит настоящее и его слова: за ними не раз ходить.
OWNER, TEXT = "_student_exception", "_student_text"


class Desk(Protocol):
    """Через кого посредник разговаривает с хозяином объекта."""

    dropped: list[int]
    policy: Any

    def request(self, operation: str, *parameters: object) -> Any:
        """Исполнить операцию у хозяина и вернуть результат."""

    def lend(self, number: int, name: str, value: object) -> None:
        """Запомнить изменяемое значение атрибута, чтобы хозяин узнал, если его изменят."""


@dataclass(frozen=True)
class Link:
    """Связь посредника с объектом; ``claim`` — за объект какого класса он выдаётся."""

    desk: Desk
    number: int
    kind: str
    info: ClassInfo
    class_operations: frozenset[str]
    claim: type = object

    def special(self, name: str, arguments: tuple) -> Any:
        """Исполнить операцию класса у хозяина."""
        return self.desk.request("special", self.number, name, arguments)

    def trusts(self, name: str, others: tuple) -> bool:
        """Можно ли переслать операцию с такими операндами."""
        if all(number_of(other) is not None for other in others):
            return True
        return self.desk.policy.compares(self.info.name, name)


class Proxy:
    """Общее для всех посредников; операции класса добавляет :func:`make`."""

    def __init__(self, link: Link) -> None:
        object.__setattr__(self, "_link", link)

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return _stand_in(_link(self))
        if name == "__bases__" and _link(self).kind == "class":
            return (_link(self).info.base(),)
        hidden = name.startswith("__") and name.endswith("__") and name not in _DESCRIPTIVE
        if hidden or name.startswith(("_repr_", "_ipython_")):
            return object.__getattribute__(self, name)
        return member(self, name)

    def own_class(self) -> Any:
        """Класс объекта: здешний, если он здесь есть, иначе посредник."""
        link = _link(self)
        if link.kind in _STAND_INS:
            return _STAND_INS[link.kind]
        if link.claim.__qualname__ == link.info.ancestors[0][1]:
            return link.claim
        found = link.desk.request("get", link.number, "__class__")
        # Объект здешнего класса приехал бы данными: ``__class__ = float`` — ложь.
        return object if number_of(found) is None else found

    def source_text(self) -> str:
        """Текст функции или класса на Python."""
        return str(_link(self).desk.request("get", _link(self).number, "__source__"))

    def __setattr__(self, name: str, value: object) -> None:
        _link(self).desk.request("set", _link(self).number, name, value)

    def __delattr__(self, name: str) -> None:
        _link(self).desk.request("delete", _link(self).number, name)

    def __instancecheck__(self, instance: object) -> bool:
        return _link(self).desk.request("isinstance", instance, self)

    def __subclasscheck__(self, subclass: object) -> bool:
        return _link(self).desk.request("issubclass", subclass, self)

    def __dir__(self) -> list[str]:
        return _link(self).desk.request("dir", _link(self).number)

    def __copy__(self) -> Any:
        return _link(self).desk.request("copy", _link(self).number, False)

    def __deepcopy__(self, memo: dict) -> Any:
        return _link(self).desk.request("copy", _link(self).number, True)

    def __reduce_ex__(self, protocol: int) -> Any:
        raise TypeError("объект студента нельзя сериализовать")

    def __mro_entries__(self, bases: tuple) -> tuple:
        raise TypeError("наследоваться от класса студента в проверке нельзя")

    def __repr__(self) -> str:
        return f"<объект студента: {_link(self).info.name}>"

    def __del__(self) -> None:
        link = _link(self)
        link.desk.dropped.append(link.number)


def class_operations(cls: type) -> tuple[str, ...]:
    """Что умеет сам класс (перечисление — длину и обход), а не его объекты."""
    line = [base for base in type(cls).__mro__ if base not in (type, object)]
    return tuple(sorted({name for base in line for name in vars(base)} & FORWARDED))


def _link(proxy: object) -> Link:
    return object.__getattribute__(proxy, "_link")


def number_of(value: object) -> int | None:
    """Номер чужого объекта за посредником; None, если это не посредник."""
    if issubclass(type(value), Proxy):
        return _link(value).number
    if issubclass(type(value), type) and issubclass(value, BaseException):
        return value.__dict__.get("student_number")
    if issubclass(type(value), BaseException) and OWNER in vars(value):
        return number_of(vars(value)[OWNER])
    return None


def member(proxy: Any, name: str) -> Any:
    """Прочитать атрибут у хозяина; имя может значить и сравнение: ``модуль.eq(1, 2)``."""
    link = _link(proxy)
    if name in _RESUMING and link.kind == "generator":
        return lambda *arguments: link.special(name, arguments)
    value = link.desk.request("get", link.number, name)
    link.desk.lend(link.number, name, value)
    return rebuilt(value) if name in _REBUILT else value


def make(link: Link) -> Proxy:
    """Построить посредника, умеющего ровно то, что умеет объект."""
    own = link.class_operations | {"__call__"}
    is_text = issubclass(link.claim, io.TextIOBase)
    return _class_for(own if link.kind == "class" else link.info.operations, is_text)(link)


@cache
def _class_for(operations: frozenset[str], is_text: bool) -> type:
    made = type("Proxy", (Proxy,), _body(operations))
    if is_text:  # pandas спрашивает об этом не объект, а его тип
        io.TextIOBase.register(made)
    return made


def _body(operations: frozenset[str]) -> dict[str, object]:
    body: dict[str, object] = {name: _forward(name) for name in operations & UNARY}
    body |= {name: _forward_guarded(name) for name in operations & BINARY}
    if "__eq__" in operations and "__hash__" not in operations:
        body["__hash__"] = None
    if operations & {"__contains__", "__iter__", "__getitem__"}:
        body["__contains__"] = _contains
    if "__exit__" in operations:
        body["__exit__"] = _leave
    if "__aexit__" in operations:
        body["__aexit__"] = _leave_later
    if operations & (ARRAYS | _SEQUENCE):
        body["__array__"] = _as_array
    if DATACLASS_FIELDS in operations:
        body[DATACLASS_FIELDS] = ()  # ``dataclasses`` ищет их у типа, а читает у объекта
    return body


def _forward(name: str):
    if name == "__call__":

        def call(self, /, *arguments, **named):
            return _link(self).desk.request("call", _link(self).number, arguments, named)

        return call

    def forward(self, *arguments):
        return _link(self).special(name, arguments)

    return forward


def _forward_guarded(name: str):
    def forward(self, *arguments):
        link = _link(self)
        if not link.trusts(name, arguments):
            return NotImplemented
        return link.special(name, arguments)

    return forward


def _contains(self: Proxy, item: object) -> bool:
    """Есть ли ``item``: решает этот процесс, перебирая значения, а не хозяин объекта."""
    link = _link(self)
    if "__contains__" in link.info.operations and link.trusts("__contains__", (item,)):
        return link.special("__contains__", (item,))
    return any(item is found or item == found for found in iter(self))


def _leave(self: Proxy, *failure: object) -> bool:
    """Выйти из ``with``; провал самой проверки погасить нельзя."""
    return _silences(_link(self), failure[1], _link(self).special("__exit__", failure))


async def _leave_later(self: Proxy, *failure: object) -> bool:
    return _silences(_link(self), failure[1], await _link(self).special("__aexit__", failure))


def _silences(link: Link, error: object, asked: object) -> bool:
    own = isinstance(error, AssertionError) or not isinstance(error, Exception)
    return bool(asked) and not own and link.desk.policy.silences()


def _as_array(self: Proxy, dtype: Any = None, copy: bool | None = None) -> Any:
    """Массив из картинки, последовательности и всего, что им становится: ``numpy.array(image)``."""
    import numpy

    link = _link(self)
    whole = link.info.operations & ARRAYS
    found = link.desk.request("array", link.number) if whole else numpy.array(list(self))
    if type(found).__module__ != "numpy":
        raise TypeError("объект не превратился в массив")
    return found if dtype is None else found.astype(dtype)


def _stand_in(link: Link) -> type:
    return _STAND_INS.get(link.kind) or link.claim
