"""Слова о непройденной проверке: что не так и где, но ничего из скрытого.

Об упавшей *видимой* проверке студенту говорится то же, что он увидел бы у себя: слова её автора и
сама строка. О скрытой — лишь какого рода ошибка. Об исключении — строки самого студента.
"""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from autograder.course.assignment import SourceCell, SourceNotebook
from autograder.exam.records import Outcome
from autograder.grading.rebuild import Place
from autograder.grading.secrecy import (
    hidden_before,
    may_repeat,
    smallest_statement,
    words_without_values,
)

_MAX_TEXT = 1500
_MAX_LINE = 160
_KINDS = (
    (r"raises|assertRaises|assertWarns", "на неверные данные решение отвечает не так, как просили"),
    (r"\.shape|\.size\b|\.ndim|\blen\(", "у результата не те размеры"),
    (r"isinstance|\.dtype|\btype\(|issubclass", "результат не того типа"),
    (r"isnan|isfinite|isinf", "в результате NaN или бесконечность"),
    (r"getsource|inspect\.|\bast\.", "решение устроено не так, как просит задание"),
    (r"perf_counter|time\(\)|timeit", "решение слишком медленное"),
    (r"allclose|isclose|approx|assert_almost|\babs\(|array_equal", "числа в результате не те"),
    (r"[<>]=?", "результат не в тех пределах"),
)
_OTHER = "результат не тот"


def explain(outcome: Outcome, notebook: SourceNotebook, places: tuple[Place, ...] = ()) -> Outcome:
    """Исход с объяснением вместо короткого сообщения экзаменатора.

    Parameters
    ----------
    places : tuple of Place
        Собранная тетрадь: по номерам ячеек в ней находятся строки студента.
    """
    if outcome.outcome not in ("failed", "error"):
        return outcome
    number = next(
        (i for i, cell in enumerate(notebook.cells) if cell.grade_id == outcome.grade_id), None
    )
    if number is None:
        return outcome
    test = notebook.cells[number]
    lines = [line + _stripped(test.source) for line in outcome.lines]
    crash = _student_lines(outcome, places)
    parts = [_headline(outcome, notebook, number, lines, crash)]
    if lines and _is_open(test, lines):
        parts.append(f"Строка {_released_line(test, lines[-1])} проверки: {_text(test, lines[-1])}")
    return replace(outcome, message="\n".join(part for part in [*parts, *crash] if part))


def _headline(
    outcome: Outcome,
    notebook: SourceNotebook,
    number: int,
    lines: list[int],
    crash: list[str],
) -> str:
    test = notebook.cells[number]
    if not lines:
        return outcome.message
    shown = _is_open(test, lines)
    said = outcome.detail.partition(": ")[2].strip()[:_MAX_TEXT]
    if shown and said and outcome.outcome == "failed" and may_repeat(notebook, number, lines[-1]):
        return said
    literal = bool(crash) and said in crash[-1]
    if shown and said and crash and (literal or not hidden_before(notebook, number, lines[-1])):
        return f"{outcome.message.rstrip('.')}: {said}"
    meddled = outcome.message.partition("требует задание.")[2]
    if outcome.outcome == "failed" and not shown and outcome.detail:
        return f"Скрытая проверка: {_kind(test, lines[-1])}.{meddled}"
    words = words_without_values(notebook, number, lines[-1])
    if outcome.outcome == "failed" and shown and words:
        return f"{words}{meddled}"
    return outcome.message


def _stripped(source: str) -> int:
    """Сколько пустых строк в начале ячейки отбросил IPython: на столько сдвинуты номера."""
    return len(source) - len(source.lstrip("\n"))


def _is_open(test: SourceCell, lines: list[int]) -> bool:
    return not test.hidden.intersection(lines)


def _released_line(test: SourceCell, line: int) -> int:
    """Номер строки у студента: скрытых строк в его тетради нет."""
    return line - sum(hidden < line for hidden in test.hidden)


def _text(test: SourceCell, line: int) -> str:
    """Утверждение на этой строке; сообщение ``assert`` уже сказано и не повторяется."""
    node = smallest_statement(test.source, line)
    if isinstance(node, ast.Assert):
        claim = ast.get_source_segment(test.source, node.test) or ast.unparse(node.test)
        return " ".join(f"assert {claim}".split())[:_MAX_LINE]
    return _line(test.source, line).strip()[:_MAX_LINE]


def _line(source: str, number: int) -> str:
    lines = source.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _kind(test: SourceCell, line: int) -> str:
    """Какого рода скрытое утверждение не выполнено."""
    text = _claim(test.source, line)
    return next((words for pattern, words in _KINDS if re.search(pattern, text)), _OTHER)


def _claim(source: str, line: int) -> str:
    """Текст инструкции, в которой стоит строка, без сообщения ``assert``."""
    node = smallest_statement(source, line)
    if node is None:
        return _line(source, line)
    return ast.unparse(node.test if isinstance(node, ast.Assert) else node)


def _student_lines(outcome: Outcome, places: tuple[Place, ...]) -> list[str]:
    """Строки студента, через которые прошло исключение, как в отчёте Python."""
    found = []
    for number, line in outcome.places:
        if number >= len(places):
            continue
        place = places[number]
        text = place.source.split("\n")
        if place.origin is not None and place.origin.kind in ("test", "task"):
            continue
        known = place.origin is not None and place.origin.grade_id
        name = f"«{known}»" if known else "без имени"
        if 0 < line <= len(text):
            found.append(f"  ячейка {name}, строка {line}: {text[line - 1].strip()[:_MAX_LINE]}")
    return found
