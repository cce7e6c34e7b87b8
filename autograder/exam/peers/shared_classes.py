"""Классы преподавателя из ячеек, которые исполняют оба ядра, передаются значениями.

Узел дерева, заданный в условии, и здесь и там один и тот же класс: по проводу едет состояние, а
методы у каждого процесса свои — подменить их экзаменатору нельзя. Член перечисления едет именем,
именованный кортеж — элементами. Наследник такого класса, написанный студентом, — уже не данные, но
и он остаётся наследником: общие классы оба ядра узнают по имени.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from autograder.wire import COMMON, ENCODERS, Decoder, Encoder, WireError, decodes, encodes


def share_classes(namespace: dict[str, Any], before: dict[str, Any]) -> None:
    """Запомнить классы, появившиеся в ``namespace``, которых не было в ``before``."""
    for name, cls in namespace.items():
        own = isinstance(cls, type) and (cls.__module__, cls.__name__) == ("__main__", name)
        if own and cls is not before.get(name):
            COMMON[name] = cls
            if issubclass(cls, Enum):
                encodes(cls, b"E", exact=True)(_encode_member)
            elif issubclass(cls, tuple) and hasattr(cls, "_fields"):
                encodes(cls, b"P", exact=True)(_encode_tuple)
            elif _is_plain(cls):
                encodes(cls, b"O", mutable=True, exact=True)(_encode)


def _is_plain(cls: type) -> bool:
    ancestors = cls.__mro__[1:-1]
    return type(cls) is type and all(ENCODERS.get(base, (b"",))[0] == b"O" for base in ancestors)


def is_shared(value: object) -> bool:
    """Едет ли объект общего класса своим состоянием."""
    return ENCODERS.get(type(value), (b"",))[0] == b"O"


def _encode(encoder: Encoder, value: object) -> None:
    encoder.allow_cycles(value)
    encoder.value(type(value).__name__)
    encoder.value(state_of(value))


@decodes(b"O")
def _decode(decoder: Decoder) -> object:
    cls = _known(decoder.value(), object)
    if ENCODERS.get(cls, (b"",))[0] != b"O":
        raise WireError("состоянием передаются не все общие классы")
    made = decoder.keep(object.__new__(cls))
    set_state(made, decoder.value())
    return made


def _encode_member(encoder: Encoder, value: Enum) -> None:
    encoder.value(type(value).__name__)
    encoder.value(value.name if value.name in type(value).__members__ else value.value)


@decodes(b"E")
def _decode_member(decoder: Decoder) -> Enum:
    cls, member = _known(decoder.value(), Enum), decoder.value()
    return cls[member] if type(member) is str else cls(member)


def _encode_tuple(encoder: Encoder, value: tuple) -> None:
    encoder.value(type(value).__name__)
    encoder.value(tuple(value))


@decodes(b"P")
def _decode_tuple(decoder: Decoder) -> tuple:
    cls, items = _known(decoder.value(), tuple), decoder.value()
    if len(items) != len(cls._fields):
        raise WireError("негодный именованный кортеж")
    return tuple.__new__(cls, items)


def _known(name: object, base: type) -> type:
    cls = COMMON.get(name)
    if cls is None or not issubclass(cls, base):
        raise WireError("неизвестный общий класс")
    return cls


def state_of(value: object) -> dict[str, Any]:
    """Поля объекта, в том числе из ``__slots__``."""
    state = dict(getattr(value, "__dict__", {}))
    for base in type(value).__mro__:
        for slot in base.__dict__.get("__slots__", ()):
            if slot != "__dict__" and hasattr(value, slot):
                state[slot] = getattr(value, slot)
    return state


def _is_field(cls: type, name: object) -> bool:
    """Может ли ``name`` быть полем: поле с именем метода заслонило бы метод."""
    return type(name) is str and name[:2] != "__" and not callable(getattr(cls, name, None))


def set_state(target: object, state: object) -> None:
    """Заменить поля объекта, не вызывая его методов."""
    if type(state) is not dict or not all(_is_field(type(target), name) for name in state):
        raise WireError("негодное состояние объекта")
    for name in state_of(target).keys() - state.keys():
        object.__delattr__(target, name)
    for name, value in state.items():
        object.__setattr__(target, name, value)
