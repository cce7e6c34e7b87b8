"""Объект решения как данные: там, где проверка ждёт данных, а не объекта."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from autograder.wire.kinds import ENCODERS, kind_of

_MOST = 4_000_000


def is_heir(value: object) -> bool:
    """Данные ли это со своими методами: ``class Stack(list)`` из решения.

    Класс из условия — не наследник: его объекты едут сами, и методы у обоих ядер те же.
    """
    cls = type(value)
    own = cls.__module__ == "__main__" and any(name[:1] != "_" for name in vars(cls))
    return own and cls not in ENCODERS and kind_of(value) is not None


def as_data(value: Any) -> tuple[str, Any] | None:
    """Что из объекта посчитать: обход, массив или последовательность; None — ничего."""
    kind = type(value)
    if is_heir(value):
        return "value", value
    if isinstance(value, Iterator):
        return "iterator", list(islice(value, _MOST))
    if hasattr(kind, "__array__") or hasattr(kind, "__array_interface__"):
        import numpy

        return "value", numpy.asarray(value)
    if kind in (type({}.keys()), type({}.values()), type({}.items())):
        return "sequence", list(value)
    if hasattr(kind, "__len__") and (hasattr(kind, "__iter__") or hasattr(kind, "__getitem__")):
        return "sequence", list(islice(value, len(value)))
    return None
