"""Что из сказанного видимой проверкой можно повторить студенту: не пришло ли в него скрытое.

Пока ни одна скрытая строка не исполнялась, видимая проверка скажет лишь то, что студент увидел бы
у себя. После — решение уже знает скрытые входы и может вернуть их как ответ, поэтому вычисленное
повторяется, лишь если ни решение, ни скрытые строки в нём не участвуют; иначе вместо него
многоточие.
"""

from __future__ import annotations

import ast

from autograder.course.assignment import SourceCell, SourceNotebook
from autograder.course.roles import names_bound


def hidden_before(notebook: SourceNotebook, number: int, line: int) -> bool:
    """Исполнялись ли скрытые строки раньше этой строки ячейки ``number``."""
    earlier = any(cell.hidden for cell in notebook.cells[:number])
    return earlier or any(hidden < line for hidden in notebook.cells[number].hidden)


def may_repeat(notebook: SourceNotebook, number: int, line: int) -> bool:
    """Можно ли повторить сообщение ``assert``, стоящего на этой строке."""
    if not hidden_before(notebook, number, line):
        return True
    statement = smallest_statement(notebook.cells[number].source, line)
    if not isinstance(statement, ast.Assert) or statement.msg is None:
        return False
    return not _loaded(statement.msg) & _suspect(notebook, number)


def words_without_values(notebook: SourceNotebook, number: int, line: int) -> str:
    """Слова ``assert`` на этой строке; на месте вычисленного — многоточие."""
    statement = smallest_statement(notebook.cells[number].source, line)
    message = statement.msg if isinstance(statement, ast.Assert) else None
    parts = message.values if isinstance(message, ast.JoinedStr) else []
    said = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts]
    return "".join(said)


def smallest_statement(source: str, line: int) -> ast.stmt | None:
    """Наименьшая инструкция, в которой стоит строка."""
    nodes = [node for node in ast.walk(_parsed(source)) if isinstance(node, ast.stmt)]
    around = [node for node in nodes if node.lineno <= line <= (node.end_lineno or node.lineno)]
    return min(around, key=lambda node: (node.end_lineno or 0) - node.lineno, default=None)


def _suspect(notebook: SourceNotebook, number: int) -> set[str]:
    """Имена, в которых может быть данное решением или заведённое скрытыми строками."""
    found: set[str] = set()
    for cell in notebook.cells[: number + 1]:
        if cell.kind == "answer":
            found |= names_bound(cell.source)
        elif cell.kind == "test":
            _spread(cell, found)
    return found


def _spread(cell: SourceCell, suspect: set[str]) -> None:
    """Дополняет ``suspect`` именами, которые ячейка завела из них или в скрытых строках."""
    nodes = list(ast.walk(_parsed(cell.source)))
    statements = [node for node in nodes if isinstance(node, ast.stmt)]
    # Исключение решения несёт его слова.
    suspect |= {n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name}
    for _ in range(2):  # второй проход — для имён, заведённых в теле цикла или функции позже
        for statement in statements:
            for node in _own_parts(statement):
                hidden = statement.lineno in cell.hidden
                if hidden or _loaded(node) & suspect:
                    suspect |= _stored(statement if hidden else node)


def _own_parts(statement: ast.stmt) -> list[ast.AST]:
    """Инструкция без вложенных: те разбираются сами."""
    if isinstance(statement, ast.For | ast.AsyncFor):
        return [ast.Assign([statement.target], statement.iter)]
    if isinstance(statement, ast.With | ast.AsyncWith):
        return list(statement.items)
    if isinstance(statement, ast.If | ast.While):
        return [statement.test]
    return [] if isinstance(statement, ast.Try) else [statement]


def _loaded(node: ast.AST) -> set[str]:
    names = (inner for inner in ast.walk(node) if isinstance(inner, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}


def _stored(node: ast.AST) -> set[str]:
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
            found.add(inner.id)
        elif isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(inner.name)
        elif isinstance(inner, ast.arg):
            found.add(inner.arg)
        elif isinstance(inner, ast.alias):
            found.add((inner.asname or inner.name).partition(".")[0])
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            # ``seen.append(f(x))`` тоже кладёт значение под имя.
            found |= _loaded(inner.func.value)
    return found


def _parsed(source: str) -> ast.AST:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])
