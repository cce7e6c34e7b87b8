"""Нападения по видам: вид → имя → случай «решение, образец, проверка».

Одно и то же с каждым случаем: образец получает полный балл, нападение — ничего, а честный сосед в
той же тетради — всё. Что нападение настоящее, а не опечатка, доказывают двое: обычный Python, где
в одном процессе с проверкой, как в nbgrader, оно её проходит (``plain``), и отметка ``ran``,
которую ставит только оно само.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """Решение нападающего, решение преподавателя и проверка.

    ``given`` — ячейка условия; ``plain`` — удаётся ли нападение в одном процессе с проверкой;
    ``proof`` — ячейка, которую проходит лишь удавшееся (без неё удалось то, что прошло проверку).
    """

    solution: str
    reference: str
    test: str
    given: str = ""
    plain: bool = True
    proof: str = ""


def returning(expression: str, before: str = "") -> str:
    """Решение, которое на всё отвечает ``expression``."""
    return f"{before}\ndef f(*arguments):\n    ran.append(1)\n    return {expression}"


from attacks import control, disguises, emptiness, state, text  # noqa: E402

ATTACKS = {
    room.__name__.rpartition(".")[2]: room.ATTACKS
    for room in (text, disguises, emptiness, control, state)
}
