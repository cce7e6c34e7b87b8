"""Запреты задания: какие библиотечные функции нельзя звать в решении.

Преподаватель пишет в ячейке решения или проверки строку
``# autograder: forbid numpy.convolve, scipy.signal`` или задаёт метаданные ячейки
``autograder.course.forbid``.
"""

from __future__ import annotations

import re

from autograder.course.assignment import SourceCell

_COMMENT = re.compile(r"^[ \t]*#[ \t]*autograder:[ \t]*forbid[ \t]+(.+)$", re.MULTILINE)
_DOTTED = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


def forbidden_names(cell: SourceCell) -> tuple[str, ...]:
    """Имена через точку, запрещённые ячейкой, без повторов, в порядке записи.

    Raises
    ------
    ValueError
        Если записано не имя через точку.
    """
    lists = [match.group(1) for match in _COMMENT.finditer(cell.source)]
    written = [part.strip() for line in lists for part in line.split(",")]
    names = [name for name in [*written, *cell.forbid] if name]
    for name in names:
        if not _DOTTED.fullmatch(name):
            raise ValueError(
                f"Запрет в ячейке «{cell.grade_id}»: {name!r} — не имя через точку, "
                "ожидалось что-нибудь вроде numpy.convolve."
            )
    return tuple(dict.fromkeys(names))
