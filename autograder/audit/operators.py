"""Мелкие ошибки, которые вносятся в решение: каждая превращает один узел кода в похожий неверный.

Общие операторы взяты из библиотеки mutmut; здесь к ним добавлены ошибки, обычные в задачах на
массивы: потерянная строка, соседние аргументы или оси наоборот, другой режим, другая функция того
же семейства. Узлы и операторы — в том же виде, что у mutmut: ``operator(node)`` выдаёт замены.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import libcst as cst
from mutmut.mutation import mutators

_MODES = (
    ("zeros", "replicate", "reflect", "symmetric", "circular"),
    ("constant", "edge", "reflect", "symmetric", "wrap"),
    ("valid", "same", "full"),
    ("mean", "sum", "none"),
    ("max", "mean", "min"),
)
_FUNCTIONS = (
    ("max", "min"),
    ("mean", "sum"),
    ("amax", "amin"),
    ("maximum", "minimum"),
    ("argmax", "argmin"),
    ("sum", "prod"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("floor", "ceil"),
    ("any", "all"),
    ("sin", "cos"),
    ("convolve", "correlate"),
    ("flipud", "fliplr"),
    ("hstack", "vstack"),
    ("max_pool1d", "avg_pool1d"),
    ("max_pool2d", "avg_pool2d"),
    ("MaxPool2d", "AvgPool2d"),
    ("relu", "sigmoid", "tanh"),
    ("ReLU", "Sigmoid", "Tanh"),
    ("train", "eval"),
)
# От перестановки аргументов здесь ничего не меняется
_SYMMETRIC = {
    *("min", "max", "minimum", "maximum", "add", "multiply", "dot", "hypot", "gcd", "isinstance"),
    *("allclose", "isclose", "array_equal", "equal", "logical_and", "logical_or", "zip", "print"),
}


class Operator(NamedTuple):
    """Вид ошибки: название для отчёта, к каким узлам применим, какие замены даёт."""

    title: str
    applies_to: type[cst.CSTNode]
    replacements: Callable[[cst.CSTNode], Iterable[cst.CSTNode]]


def one_less(node: cst.Integer) -> Iterator[cst.BaseExpression]:
    """Целое число меньше на единицу."""
    yield cst.parse_expression(str(node.evaluated_value - 1))


def other_mode(node: cst.SimpleString) -> Iterator[cst.SimpleString]:
    """Соседний режим из того же семейства."""
    for name in _neighbours(node.evaluated_value, _MODES):
        yield node.with_changes(value=repr(name))


def other_function(node: cst.Call) -> Iterator[cst.Call]:
    """Соседняя функция из того же семейства."""
    name = _called(node)
    for other in _neighbours(name, _FUNCTIONS):
        func = node.func
        changed = cst.Name(other)
        if isinstance(func, cst.Attribute):
            changed = func.with_changes(attr=cst.Name(other))
        yield node.with_changes(func=changed)


def lost_argument(node: cst.Call) -> Iterator[cst.Call]:
    """Забытый именованный аргумент: ``axis``, ``dtype``, ``keepdims``."""
    for at, argument in enumerate(node.args):
        if argument.keyword is not None:
            yield node.with_changes(args=[*node.args[:at], *node.args[at + 1 :]])


def swapped_arguments(node: cst.Call) -> Iterator[cst.Call]:
    """Соседние позиционные аргументы наоборот."""
    if _called(node) in _SYMMETRIC:
        return
    free = [argument.keyword is None and not argument.star for argument in node.args]
    for at in range(len(node.args) - 1):
        if free[at] and free[at + 1]:
            yield node.with_changes(args=_swapped(node.args, at, "value"))


def swapped_axes(node: cst.Tuple | cst.Subscript) -> Iterator[cst.CSTNode]:
    """Соседние числа пары или соседние индексы наоборот."""
    name, value = ("elements", "value") if isinstance(node, cst.Tuple) else ("slice", "slice")
    parts = getattr(node, name)
    for at in range(len(parts) - 1):
        if not any(isinstance(part, cst.StarredElement) for part in parts[at : at + 2]):
            yield node.with_changes(**{name: _swapped(parts, at, value)})


def lost_statement(node: cst.BaseStatement) -> Iterator[cst.BaseStatement]:
    """Вместо строки (или цикла, или условия целиком) — ничего."""
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return
    body = getattr(node, "body", ())
    if isinstance(node, cst.SimpleStatementLine) and isinstance(body[0], cst.Pass | cst.Import):
        return
    yield cst.SimpleStatementLine([cst.Pass()], leading_lines=node.leading_lines)


def lost_method(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """Забытые ``.T`` и ``.copy()``."""
    if isinstance(node, cst.Attribute) and node.attr.value == "T":
        yield node.value
    elif isinstance(node, cst.Call) and _called(node) == "copy" and not node.args:
        yield cst.ensure_type(node.func, cst.Attribute).value


OPERATORS = (
    Operator("число больше на 1", cst.BaseNumber, mutators.operator_number),
    Operator("число меньше на 1", cst.Integer, one_less),
    Operator("другое действие", cst.CSTNode, mutators.operator_swap_op),
    Operator("другое ключевое слово", cst.CSTNode, mutators.operator_keywords),
    Operator("отрицание потеряно", cst.UnaryOperation, mutators.operator_remove_unary_ops),
    Operator("другое логическое значение", cst.Name, mutators.operator_name),
    Operator("не накапливает", cst.AugAssign, mutators.operator_augmented_assignment),
    Operator("одна ветвь выражения", cst.IfExp, mutators.operator_if_exp),
    Operator("другой режим", cst.SimpleString, other_mode),
    Operator("другая функция", cst.Call, other_function),
    Operator("потерянный аргумент", cst.Call, lost_argument),
    Operator("аргументы наоборот", cst.Call, swapped_arguments),
    Operator("оси наоборот", cst.Tuple, swapped_axes),
    Operator("оси наоборот", cst.Subscript, swapped_axes),
    Operator("потерянная операция", cst.BaseExpression, lost_method),
    Operator("потерянная строка", cst.BaseStatement, lost_statement),
)


def _called(node: cst.Call) -> str:
    func = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    return func.value if isinstance(func, cst.Name) else ""


def _neighbours(name: str, families: Iterable[tuple[str, ...]]) -> list[str]:
    """Следующее имя в каждом семействе, где есть данное."""
    found = [
        family[(family.index(name) + 1) % len(family)] for family in families if name in family
    ]
    return list(dict.fromkeys(found))


def _swapped(parts: Iterable[cst.CSTNode], at: int, name: str) -> list[cst.CSTNode]:
    """Меняет значения двух соседей, оставляя запятые и пробелы на местах."""
    parts = list(parts)
    first, second = getattr(parts[at], name), getattr(parts[at + 1], name)
    parts[at] = parts[at].with_changes(**{name: second})
    parts[at + 1] = parts[at + 1].with_changes(**{name: first})
    return parts
