"""Места, где проверка вправе положиться на решение: они те же, что у решения преподавателя.

Равенство объектов решает тот, кто написал класс. Там, где так сравнивали и решение преподавателя,
это и есть задание: ``Vector(1, 2) == [1, 2]``. А там, где у преподавателя было число, сравнение
чужой операцией значит одно: вместо числа подсунут объект, который равен чему угодно. Так же и с
изменением аргументов на месте: где его не было у преподавателя, оно подозрительно.
"""

from __future__ import annotations

import linecache
import os
import sys
import zlib
from collections.abc import Iterator
from itertools import islice
from types import FrameType


class Sites:
    """Места, увиденные на решении преподавателя.

    Parameters
    ----------
    known : iterable of str or None
        Эти места; None — решение преподавателя и проверяется, места запоминаются.
    """

    def __init__(self, known: object) -> None:
        self._known = None if known is None else frozenset(known)
        self.found: set[str] = set()

    def allow(self, what: str) -> bool:
        """Вправе ли проверка положиться на ``what`` там, где она сейчас находится."""
        site = f"{what} {_current_site()}"
        if self._known is None:
            self.found.add(site)
            return True
        return site in self._known


def _current_site() -> str:
    """Участки кода преподавателя на стеке; повторы (рекурсия) не в счёт."""
    return " ".join(sorted(set(_spots(sys._getframe()))))


def _spots(frame: FrameType | None) -> Iterator[str]:
    own = ("<", os.getcwd() + os.sep)
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(own):
            text = "".join(linecache.getlines(code.co_filename, frame.f_globals))
            # Номера ячеек у работы и у решения разные, поэтому ячейку узнают по тексту.
            place = next(islice(code.co_positions(), frame.f_lasti // 2, None), ())
            yield f"{zlib.crc32(text.encode()):08x}:" + ":".join(map(str, place))
        frame = frame.f_back
