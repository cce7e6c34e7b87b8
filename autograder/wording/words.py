"""Слова и числа, которыми итоги проверки показывают человеку."""

from __future__ import annotations

OUTCOMES = {
    "passed": "пройдена",
    "failed": "не пройдена",
    "error": "прервана ошибкой",
    "timeout": "не хватило времени",
    "killed": "остановлена: превышен предел",
    "missing": "не состоялась",
}
STATUSES = {
    "graded": "проверена",
    "missing": "тетради нет",
    "malformed": "тетрадь не читается",
    "too_large": "тетрадь слишком велика",
}


def number(value: float) -> str:
    """Число по-русски: запятая, не больше двух знаков после неё."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def plural(count: int, one: str, few: str, many: str) -> str:
    """Слово в нужном числе: 1 работа, 2 работы, 5 работ, 11 работ, 21 работа."""
    if 11 <= count % 100 <= 14:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)
