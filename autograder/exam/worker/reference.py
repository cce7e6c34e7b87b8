"""Имена, которые заводит эталонное решение: из них экзаменатор делает посредников."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from IPython.core.inputtransformer2 import TransformerManager

_CELL_MAGIC = re.compile(r"\A\s*%%(time|capture)\b.*\n")
_COMPREHENSIONS = ("listcomp", "setcomp", "dictcomp", "genexpr")
_TIME_MAGIC = re.compile(r"^([ \t]*)%time[ \t]+", re.MULTILINE)
_ADDING = ["add", "append", "appendleft", "extend", "insert", "setdefault", "update"]
_TAKING = ["clear", "discard", "pop", "popitem", "popleft", "remove", "reverse", "sort"]


@dataclass(frozen=True)
class Bindings:
    """Что ячейка решения вносит в пространство имён.

    Attributes
    ----------
    names : tuple of str
        Имена, которые ячейка связывает: функции, классы, переменные.
    touched : tuple of str
        Имена из прежних ячеек, чьи объекты меняют на месте она и её функции.
    imports : dict
        Импортированное имя → строка кода, которая его импортирует.
    reached : frozenset of str
        Глобальные имена, к которым обращаются тела функций: лишь через них решение и проверка
        вправе видеть переменные друг друга.
    attributes : frozenset of str
        Открытые атрибуты, к которым она обращается.
    """

    names: tuple[str, ...]
    touched: tuple[str, ...]
    imports: dict[str, str]
    reached: frozenset[str]
    attributes: frozenset[str]

    @classmethod
    @cache
    def of(cls, reference: str) -> Bindings:
        """Разобрать эталонное решение; пустой набор, если это не Python."""
        try:
            plain = _TIME_MAGIC.sub(r"\1", _CELL_MAGIC.sub("", reference))
            code = TransformerManager().transform_cell(plain)
            tree, scopes = ast.parse(code), symtable.symtable(code, "<эталон>", "exec")
        except (SyntaxError, ValueError):
            return cls((), (), {}, frozenset(), frozenset())
        found = _Collector()
        for statement in tree.body:
            found.visit(statement)
        names = dict.fromkeys(found.bound)
        reached = frozenset(_reached(scopes))
        touched = [*found.touched, *(name for name in found.touched_inside if name in reached)]
        return cls(
            tuple(names),
            tuple(name for name in dict.fromkeys(touched) if name not in names),
            found.imports,
            reached,
            frozenset(_attributes(tree)),
        )


def _attributes(tree: ast.AST) -> set[str]:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {name for name in names if not name.startswith("_")}


class _Collector(ast.NodeVisitor):
    """Обходит код верхнего уровня; в тела функций и классов заглядывает только ради ``global``."""

    def __init__(self) -> None:
        self.bound: list[str] = []
        self.touched: list[str] = []
        self.touched_inside: list[str] = []
        self.imports: dict[str, str] = {}

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.bound.append(node.name)
        self._globals(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bound.append(node.name)
        self._globals(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._globals(node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            self.imports[name] = ast.unparse(ast.Import([alias]))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name != "*":
                line = ast.ImportFrom(node.module, [alias], node.level)
                self.imports[alias.asname or alias.name] = ast.unparse(line)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.bound.append(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._changed_in_place(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._changed_in_place(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
            self.touched += _root(node.value.func)
        self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self.bound.append(node.name)
        self.generic_visit(node)

    def _changed_in_place(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.touched += _root(node)
        self.generic_visit(node)

    def _globals(self, node: ast.AST) -> None:
        for inner in ast.walk(node):
            match inner:
                case ast.Global(names):
                    self.bound += names
                case ast.Call(ast.Attribute(value, method)) if method in _ADDING + _TAKING:
                    self.touched_inside += _root(value)
                case ast.Subscript(ctx=ast.Store() | ast.Del()):
                    self.touched_inside += _root(inner)
                case ast.Attribute(ctx=ast.Store() | ast.Del()):
                    self.touched_inside += _root(inner)


def _root(node: ast.AST) -> list[str]:
    """Имя, с которого начинается ``name.field[0]``."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return [node.id] if isinstance(node, ast.Name) else []


def _reached(scope: symtable.SymbolTable) -> Iterator[str]:
    for inner in scope.get_children():
        if inner.get_name() not in _COMPREHENSIONS or scope.get_type() != "module":
            yield from (symbol.get_name() for symbol in inner.get_symbols() if symbol.is_global())
        yield from _reached(inner)
