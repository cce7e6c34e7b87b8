"""Классы преподавателя из ячеек, которые исполняют оба ядра, передаются значениями.

Узел дерева, заданный в условии, и здесь и там один и тот же класс: по проводу едет состояние, а
методы у каждого процесса свои — подменить их экзаменатору нельзя.
"""

from __future__ import annotations

from typing import Any

from autograder.examination.wire import Decoder, Encoder, WireError, decodes, encodes

_classes: dict[str, type] = {}


def share_classes(namespace: dict[str, Any], before: set[str]) -> None:
    """Запомнить простые классы, появившиеся в ``namespace``, которых не было в ``before``."""
    for name in namespace.keys() - before:
        cls = namespace[name]
        if _is_plain(cls) and cls.__name__ == name:
            _classes[name] = cls
            encodes(cls, b"O", mutable=True)(_encode)


def _is_plain(cls: object) -> bool:
    if type(cls) is not type or cls.__module__ != "__main__":
        return False
    return all(base is object or base in _classes.values() for base in cls.__mro__[1:])


def is_shared(value: object) -> bool:
    """Принадлежит ли объект общему классу."""
    return type(value) in _classes.values()


def _encode(encoder: Encoder, value: object) -> None:
    encoder.allow_cycles(value)
    encoder.value(type(value).__name__)
    encoder.value(state_of(value))


@decodes(b"O")
def _decode(decoder: Decoder) -> object:
    cls = _classes.get(decoder.value())
    if cls is None:
        raise WireError("неизвестный общий класс")
    made = decoder.keep(object.__new__(cls))
    set_state(made, decoder.value())
    return made


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
