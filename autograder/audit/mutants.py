"""Испорченные решения: из решения преподавателя — все отличающиеся от него одной ошибкой."""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from autograder.audit.operators import OPERATORS


@dataclass(frozen=True)
class Mutant:
    """Решение с одной ошибкой.

    Attributes
    ----------
    key : str
        Восемь шестнадцатеричных цифр, которые зависят лишь от изменённых строк.
    operator : str
        Вид ошибки.
    line : int
        Строка ячейки, считая с единицы.
    source : str
        Текст ячейки с ошибкой.
    diff : tuple of str
        Отличия от решения в привычном виде: строки с ``-``, ``+`` или пробелом в начале.
    """

    key: str
    operator: str
    line: int
    source: str
    diff: tuple[str, ...]


def mutants(solution: str, lines: frozenset[int]) -> Iterator[Mutant]:
    """Портит решение всеми способами по очереди.

    Parameters
    ----------
    solution : str
        Текст ячейки с решением.
    lines : frozenset of int
        Строки, которые можно портить (с единицы).

    Yields
    ------
    Mutant
        В порядке строк. Неотличимых от решения и друг от друга нет.
    """
    wrapper = MetadataWrapper(cst.parse_module(solution))
    collector = _Collector(lines)
    wrapper.visit(collector)
    seen = {ast.dump(ast.parse(solution))}
    times: Counter[str] = Counter()
    for line, title, node, replacement in collector.found:
        source = wrapper.module.deep_replace(node, replacement).code
        meaning = _meaning(source)
        if meaning is None or meaning in seen:
            continue
        seen.add(meaning)
        diff = _diff(solution, source)
        change = "\n".join(text for text in diff if text[0] in "+-")
        times[change] += 1
        key = hashlib.sha256(f"{times[change]}\n{change}".encode()).hexdigest()[:8]
        yield Mutant(key, title, line, source, diff)


class _Collector(cst.CSTVisitor):
    """Собирает замены: номер строки, вид ошибки, узел и то, что станет на его место."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, lines: frozenset[int]) -> None:
        super().__init__()
        self._lines = lines
        self.found: list[tuple[int, str, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator) or _is_docstring(node):
            return False
        place = self.get_metadata(PositionProvider, node, None)
        if place is not None and place.start.line in self._lines and place.end.line in self._lines:
            for operator in OPERATORS:
                if isinstance(node, operator.applies_to):
                    for replacement in operator.replacements(node):
                        self.found.append((place.start.line, operator.title, node, replacement))
        return not isinstance(node, cst.Raise | cst.Assert)  # их слова не меняют ответа


def _is_docstring(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.SimpleStatementLine)
        and isinstance(node.body[0], cst.Expr)
        and isinstance(node.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )


def _meaning(source: str) -> str | None:
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return None


def _diff(before: str, after: str) -> tuple[str, ...]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    return tuple(list(lines)[3:])
