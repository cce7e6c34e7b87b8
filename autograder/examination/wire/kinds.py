"""Виды значений: кто и под каким знаком кодирует и раскодирует каждый тип."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.examination.wire.messages import Decoder, Encoder

# Методы данных, которые сравнивают: у самодельного объекта они сказали бы «да» на всё.
COMPARING = frozenset(
    [
        "equals",
        "equal",
        "allclose",
        "isclose",
        "isin",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "dist",
        "compare",
        "difference",
        "symmetric_difference",
        "issubset",
        "issuperset",
        "isdisjoint",
        "startswith",
        "endswith",
    ]
)


class WireError(ValueError):
    """Значение нельзя передать или кадр испорчен."""


class NamedTuple:
    """Под этим именем значится вид именованных кортежей: общего класса у них нет."""


ENCODERS: dict[type, tuple[bytes, Callable[[Encoder, Any], None]]] = {}
DECODERS: dict[int, Callable[[Decoder], Any]] = {}
MUTABLE: set[bytes] = set()
_extensions: dict[str, Callable[[], None]] = {}


def encodes(cls: type, tag: bytes, mutable: bool = False):
    """Назначить функцию кодировщиком типа ``cls`` под знаком ``tag``."""

    def register(function):
        ENCODERS[cls] = (tag, function)
        if mutable:
            MUTABLE.add(tag)
        return function

    return register


def decodes(tag: bytes):
    """Назначить функцию раскодировщиком знака ``tag``."""

    def register(function):
        DECODERS[tag[0]] = function
        return function

    return register


def extension(package: str, tags: bytes):
    """Объявить, что типы пакета ``package`` и знаки ``tags`` заводит функция — по надобности."""

    def register(function):
        _extensions[package] = function
        for tag in tags:
            DECODERS[tag] = _loading(package, tag)
        return function

    return register


def _loading(package: str, tag: int):
    def load_and_decode(decoder: Decoder):
        _load(package)
        return DECODERS[tag](decoder)

    return load_and_decode


def _load(package: str) -> None:
    if start := _extensions.pop(package, None):
        start()


def kind_of(value: object) -> tuple[bytes, Callable[[Encoder, Any], None]] | None:
    """Знак и кодировщик значения — его типа или ближайшего предка; None — это не данные.

    Из классов данные — лишь встроенные.
    """
    found = ENCODERS.get(type(value)) or _inherited(value)
    if found is not None and found is ENCODERS.get(type) and not _is_builtin(value):
        return None
    return found


def _is_builtin(cls: type) -> bool:
    known = vars(builtins).get(type.__dict__["__name__"].__get__(cls)) is cls
    return known and not issubclass(cls, BaseException)


def _inherited(value: object) -> tuple[bytes, Callable[[Encoder, Any], None]] | None:
    for base in type.__dict__["__mro__"].__get__(type(value)):
        package = type.__dict__["__module__"].__get__(base)
        if type(package) is str:
            _load(package.partition(".")[0])
        if base in ENCODERS:
            named = base is tuple and type(type(value).__dict__.get("_fields")) is tuple
            return ENCODERS[NamedTuple if named else base]
    return None
