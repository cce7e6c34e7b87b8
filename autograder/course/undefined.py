"""Опечатки преподавателя: ячейки, которые не разбираются, и имена, которых никто не заводит."""

from __future__ import annotations

import ast
import builtins
import re
import symtable

from autograder.course.assignment import SourceNotebook
from autograder.course.roles import names_bound, plain_python

_KNOWN = frozenset(dir(builtins)) | {"get_ipython", "display", "In", "Out", "_", "__", "___"}
# Какие имена заведутся, из текста не узнать.
_UNKNOWABLE = re.compile(r"import \*|^\s*%(?:run|pylab|load)\b|\bexec\(|globals\(\)", re.MULTILINE)


def broken_cells(notebook: SourceNotebook) -> dict[str, int]:
    """Решения и проверки с синтаксической ошибкой: ``grade_id`` → номер строки."""
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.kind in ("answer", "test"):
            try:
                ast.parse(plain_python(cell.source))
            except SyntaxError as exc:
                found[cell.grade_id] = exc.lineno or 1
    return found


def undefined_names(notebook: SourceNotebook) -> dict[str, list[str]]:
    """Проверки с именами, которых не заводит ни одна ячейка преподавателя до них.

    Returns
    -------
    dict
        ``grade_id`` проверки → неизвестные имена; пусто, если всё на месте.
    """
    known = set(_KNOWN)
    found: dict[str, list[str]] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if _UNKNOWABLE.search(cell.source):
            return {}
        source = plain_python(cell.source)
        try:
            table = symtable.symtable(source, "cell", "exec")
        except (SyntaxError, ValueError):  # ``await`` вне функции для symtable ошибка
            known |= names_bound(cell.source)
            continue
        known |= _bound(table)
        missing = sorted(_wanted(table) - known)
        if cell.kind == "test" and missing:
            found[cell.grade_id] = missing
    return found


def _bound(table: symtable.SymbolTable) -> set[str]:
    """Имена, заведённые на верхнем уровне или через ``global``."""
    top = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    return top | {
        symbol.get_name()
        for child in _inner(table)
        for symbol in child.get_symbols()
        if symbol.is_declared_global() and symbol.is_assigned()
    }


def _wanted(table: symtable.SymbolTable) -> set[str]:
    """Глобальные имена, которые ячейка читает."""
    return {
        symbol.get_name()
        for scope in [table, *_inner(table)]
        for symbol in scope.get_symbols()
        if symbol.is_referenced() and (scope is table or symbol.is_global())
    }


def _inner(table: symtable.SymbolTable) -> list[symtable.SymbolTable]:
    return [inner for child in table.get_children() for inner in [child, *_inner(child)]]
