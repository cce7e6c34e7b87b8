"""Какие из непомеченных ячеек преподавателя нужны экзаменатору.

Ячейка без метаданных nbgrader — это и ``import numpy as np``, без которого проверки не
исполнятся, и пример вызова ``squares(10)``, который в ядре экзаменатора лишь зря позвал бы
функцию студента. Различить их можно по именам.
"""

from __future__ import annotations

import ast
import re

from IPython.core.inputtransformer2 import TransformerManager

from autograder.course.assignment import SourceNotebook

_CELL_MAGIC = re.compile(r"\s*%%(\w+)")
_TRANSPARENT = ("time", "timeit", "capture", "prun")


def examiner_needs(source: SourceNotebook) -> set[int]:
    """Номера (``id``) ячеек без метаданных, которые исполняют оба ядра.

    Пример остаётся одному студенту, если в нём есть имена из решений, а имён, нужных
    остальным ячейкам преподавателя, он не заводит.
    """
    answers: set[str] = set()
    wanted: set[str] = set()
    for cell in source.cells:
        if cell.cell_type == "code" and cell.kind == "answer":
            answers |= names_bound(cell.source)
        elif cell.cell_type == "code" and cell.kind in ("test", "locked"):
            wanted |= names_used(cell.source)
    needed: set[int] = set()
    for cell in reversed(source.cells):
        if cell.kind != "plain" or cell.cell_type != "code":
            continue
        used, bound = names_used(cell.source), names_bound(cell.source)
        if not (used & answers) or bound & wanted:
            needed.add(id(cell))
            wanted |= used
    return needed


def names_used(source: str) -> set[str]:
    """Имена, которые ячейка читает или удаляет; пусто, если это не чистый Python."""
    return {
        node.id
        for node in ast.walk(_parse(source))
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
    }


def names_bound(source: str) -> set[str]:
    """Имена, которые ячейка заводит на верхнем уровне: импорты, функции, классы, переменные."""
    found: set[str] = set()
    for node in ast.walk(_parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return found


def plain_python(source: str) -> str:
    """Текст ячейки без магических команд IPython; нумерация строк сохраняется.

    ``%%time`` и подобные исполняют своё содержимое как Python, остальные ``%%`` — нет.
    """
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.match(lines[first])
    if magic and magic[1] not in _TRANSPARENT:
        return ""
    if magic:
        lines[first] = ""
    code = "\n".join(lines).lstrip("\n")
    return "\n" * (len("\n".join(lines)) - len(code)) + TransformerManager().transform_cell(code)


def _parse(source: str) -> ast.AST:
    try:
        return ast.parse(plain_python(source))
    except (SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])
