"""Пометки преподавателя: какие испорченные решения на деле верны и почему.

Пометка — строка в решении, рядом с тем, к чему относится; при выпуске она уходит вместе с ним::

    # autograder: equivalent 3f9a1c2b — при n = 0 до этой строки не доходит
"""

from __future__ import annotations

import re

from autograder.wording.problems import CourseProblem

_MARK = re.compile(r"^[ \t]*#[ \t]*autograder:[ \t]*equivalent\b[ \t]*(.*)$", re.MULTILINE)
_WRITTEN = re.compile(r"([0-9a-f]{8})[ \t]*[—–:-]+[ \t]*(\S.*)")


def equivalents(solution: str) -> dict[str, str]:
    """Пометки решения: ключ испорченного решения → причина.

    Raises
    ------
    CourseProblem
        Если в пометке нет ключа или причины.
    """
    marks = {}
    for written in _MARK.findall(solution):
        match = _WRITTEN.fullmatch(written.strip())
        if match is None:
            raise CourseProblem(
                f"Пометка «autograder: equivalent {written.strip()}» непонятна: после слова "
                "equivalent нужны ключ из восьми знаков, тире и причина."
            )
        marks[match.group(1)] = match.group(2)
    return marks
