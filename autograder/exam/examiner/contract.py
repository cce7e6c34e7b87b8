"""Договор: что пересекало границу на решении преподавателя, то и дозволено решению студента.

На прогоне договор записывается, на проверке — соблюдается, и чего в нём нет, то не проходит. Данные
проходят всегда: их сравнивает экзаменатор. Объект студента — лишь там, где объект был и у
преподавателя: чем бы он ни притворялся, числа он не заменит.
"""

from __future__ import annotations

import linecache
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from types import CodeType, FrameType

from autograder.wire import WireError

_TEMPORARY = re.compile(r"^/tmp/tmp[^/]*")


class Refused(WireError):
    """Решение прислало то, чего в этом месте проверки не ждут; слова — для студента."""


class Contract:
    """Договор одной тетради — множество фактов.

    Parameters
    ----------
    facts : iterable of str or None
        Факты прогона; None — это прогон и есть, факты запоминаются.
    """

    def __init__(self, facts: Iterable[str] | None) -> None:
        self.rehearsing = facts is None
        self.found = set(facts or ())
        self.action = ""  # что сейчас принимают: «вызов», «имя x»
        self.refusals: list[str] = []
        self._folder = os.getcwd() + os.sep

    def allows(self, fact: str, here: bool = True) -> bool:
        """Дозволено ли ``fact`` в нынешнем месте проверки (``here=False`` — во всей тетради)."""
        fact = f"{fact} | {self.site()}" if here else fact
        if self.rehearsing:
            self.found.add(fact)
        return fact in self.found

    def crosses(self, fact: str) -> bool:
        """Дозволено ли ``fact`` о том, что сейчас принимают.

        Имя связывают где угодно: вспомогательная ячейка вправе определить функцию заново.
        """
        return self.allows(f"{fact} | {self.action}", here=not self.action.startswith("name "))

    def refuse(self, words: str) -> Refused:
        """Отказ с объяснением студенту; проверке его не скрыть."""
        self.refusals.append(words)
        return Refused(words)

    @contextmanager
    def receiving(self, action: str) -> Iterator[None]:
        """Принимать значение, о котором известно, откуда оно."""
        outer, self.action = self.action, action
        try:
            yield
        finally:
            self.action = outer

    def site(self) -> str:
        """Участки кода преподавателя на стеке; повторы (рекурсия) не в счёт."""
        return " ".join(sorted(set(self._spots(sys._getframe()))))

    def _spots(self, frame: FrameType | None) -> Iterator[str]:
        while frame is not None:
            code = frame.f_code
            if is_trusted_text(code.co_filename, self._folder):
                yield _spot(code.co_filename, code, frame.f_lasti)
            frame = frame.f_back


def is_trusted_text(name: str, folder: str) -> bool:
    """Код ли это ячейки или файла задания, а не библиотеки."""
    return name.startswith(("<ячейка", folder))


@cache
def _spot(name: str, code: CodeType, instruction: int) -> str:
    """Место в коде. Номера ячеек у работы и у образца разные, поэтому ячейку узнают по тексту.

    Имя файла названо отдельно: одинаковые строки разных ячеек для Python — равный код.
    """
    text = "".join(linecache.getlines(name))
    place = next(islice(code.co_positions(), instruction // 2, None), ())
    return f"{zlib.crc32(text.encode()):08x}:" + ":".join(map(str, place))


def general(path: str) -> str:
    """Путь без случайного: номеров и имён, которые придумывает ``tempfile``."""
    return re.sub(r"\d+", "#", _TEMPORARY.sub("/tmp/tmp", path))


def empties(value: object, path: str = "") -> Iterator[tuple[str, int]]:
    """Пустые вместилища внутри ``value``: где лежит и сколько измерений.

    Пустой массив растягивается под любое ожидаемое, а пустой список кончает любой цикл, ничего не
    сравнив.
    """
    shape = getattr(value, "shape", None) if type(value).__module__ != "__main__" else None
    if type(shape) is tuple or type(shape).__name__ == "Size":
        if 0 in shape:
            yield path, len(shape)
    elif isinstance(value, str | bytes | bytearray | list | tuple | set | frozenset | dict | range):
        if not value:
            yield path, 1
        yield from _inner(value, path)


def _inner(value: object, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from empties(item, f"{path}.{place}")
    elif isinstance(value, list | set | frozenset | dict):
        items = value.values() if isinstance(value, dict) else value
        if set(map(type, items)) - {int, float, bool, complex, type(None)}:
            for item in items:
                yield from empties(item, f"{path}.*")
