"""Замеченное при проверке: что из этого попытка, что предел, а что лишь расхождение с выданным.

Обвинять можно только в попытке: предел срабатывает и у честной ошибки, ячейку делит и сам
JupyterLab, а файл читает и ячейка преподавателя.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograder.exam.records import GIVEN

KINDS = {
    "attempt": "Обращались к запрещённому или недоступному",
    "limit": "Сработали пределы или погиб процесс решения",
    "change": "Прислано не то, что выдано",
}
_ATTEMPTS = ("попытка ", "обращение ", "операция ")
_LIMITS = ("превысил предел", "по времени", "не хватило памяти", "слишком много", "завершился сам")


def kind(text: str) -> str:
    """Вид замеченного: ``attempt``, ``limit``, ``change`` или пусто, если студент ни при чём."""
    if text.startswith(GIVEN):
        return ""
    if text.startswith(_ATTEMPTS):
        return "attempt"
    return "limit" if any(words in text for words in _LIMITS) else "change"


def kinds(texts: Iterable[str]) -> set[str]:
    """Какие виды встретились."""
    return {found for text in texts if (found := kind(text))}
