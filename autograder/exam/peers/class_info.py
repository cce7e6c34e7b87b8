"""Описание чужого класса: имя, предки и операции, которые можно переслать хозяину объекта."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.exam.peers.introspection import DATACLASS_FIELDS
from autograder.wire import COMMON, ENCODERS, EXACT, WireError
from autograder.wire.kinds import name_of

_UNARY = (
    "call len iter next getitem setitem delitem enter exit bool int float index complex abs neg "
    "pos invert round trunc floor ceil reversed str repr format hash bytes length_hint missing "
    "aiter anext aenter aexit"
)
_ARITHMETIC = "add sub mul truediv floordiv mod divmod pow matmul lshift rshift and or xor"
_COMPARISONS = "eq ne lt le gt ge"
UNARY = frozenset(f"__{name}__" for name in _UNARY.split())
BINARY = frozenset(
    f"__{prefix}{name}__" for name in _ARITHMETIC.split() for prefix in ("", "r", "i")
) | frozenset(f"__{name}__" for name in _COMPARISONS.split())
FORWARDED = UNARY | BINARY | {"__contains__"}
ARRAYS = {"__array__", "__array_interface__"}
_DESCRIBED = FORWARDED | {DATACLASS_FIELDS} | ARRAYS
_MAX_ANCESTORS = 64


@dataclass(frozen=True)
class ClassInfo:
    """Описание чужого класса: имя, предки от ближнего к дальнему, операции."""

    name: str
    ancestors: tuple[tuple[str, str], ...]
    operations: frozenset[str]

    @classmethod
    def of(cls, described: type) -> ClassInfo:
        """Описать свой класс."""
        line = type.__dict__["__mro__"].__get__(described)
        ancestors = [(name_of(base)[0], str(base.__qualname__)) for base in line[:_MAX_ANCESTORS]]
        own = {
            name for base in line[:-1] for name, value in base.__dict__.items() if value is not None
        }
        return cls(str(described.__name__), tuple(ancestors), frozenset(own & _DESCRIBED))

    def plain(self) -> tuple:
        """Записать описание простыми данными."""
        return self.name, self.ancestors, tuple(sorted(self.operations))

    @classmethod
    def from_plain(cls, plain: object) -> ClassInfo:
        """Прочитать описание, ничему в нём не веря."""
        match plain:
            case (str(name), tuple(ancestors), tuple(operations)):
                pairs = [pair for pair in ancestors[:_MAX_ANCESTORS] if _is_pair(pair)]
                return cls(name[:200], tuple(pairs), _DESCRIBED & frozenset(operations))
        raise WireError("негодное описание класса")

    @property
    def is_exception(self) -> bool:
        """Исключение ли это."""
        return ("builtins", "BaseException") in self.ancestors

    def known(self) -> type:
        """Ближайший предок, который есть и в этом процессе; данные по значению не в счёт."""
        return next((cls for cls in self.found() if not _is_data(cls)), object)

    def base(self) -> type:
        """Ближайший предок, который есть и в этом процессе, считая встроенные типы."""
        return next(self.found(), object)

    def found(self) -> Iterator[type]:
        """Предки, которые есть и в этом процессе."""
        found = (_find_class(*pair) for pair in self.ancestors)
        return (cls for cls in found if cls is not None)


def _find_class(module: str, qualname: str) -> type | None:
    if module == "__main__":
        return COMMON.get(qualname)
    if "." in qualname:
        return None
    found = vars(sys.modules.get(module, types)).get(qualname)
    return found if isinstance(found, type) and found.__module__ == module else None


def _is_data(cls: type) -> bool:
    """Данные ли объекты класса или наследники данных: за данные чужое не выдают."""
    return any(base in ENCODERS and base not in EXACT for base in cls.__mro__)


def _is_pair(pair: object) -> bool:
    return type(pair) is tuple and len(pair) == 2 and all(type(part) is str for part in pair)
