"""Что импортировать заранее: модули, которые упоминает тетрадь преподавателя."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from IPython.core.inputtransformer2 import TransformerManager

from autograder.exam.records import Exam
from autograder.exam.worker.installed import is_standard, longest_module

_USUAL = ("numpy", "matplotlib.pyplot")
# Первый же оптимизатор и ``assert_close`` импортируют ещё три секунды модулей.
_TORCH_LATER = "torch._dynamo"
_TORCH_LATER_WORDS = ("optim", "assert_close")


def imported_modules(exam: Exam) -> set[str]:
    """Установленные модули, которые упоминают доверенные ячейки экзамена.

    Запрещённые функции тоже нужно загрузить: запрет ставится на загруженное. Запрещённые целиком
    пакеты — нет: чего не загружали, того и не найти. Стандартная библиотека импортируется быстро
    и без подготовки.
    """
    own = {path.partition("/")[0].removesuffix(".py") for path in exam.files}
    names: set[str] = set(_USUAL)
    for cell in exam.cells:
        text = cell.reference if cell.role == "answer" else cell.source
        if cell.role in ("setup", "test", "answer"):
            names |= set(_names(text))
            if "torch" in names and any(word in text for word in _TORCH_LATER_WORDS):
                names.add(_TORCH_LATER)
        names |= set(cell.forbid) - forbidden_packages(exam)
    modules = {longest_module(name) for name in names if not _is_light(name, own)}
    return {module for module in modules if module}


def forbidden_packages(exam: Exam) -> set[str]:
    """Пакеты, запрещённые целиком."""
    return {name for cell in exam.cells for name in cell.forbid if "." not in name}


def _is_light(name: str, own: set[str]) -> bool:
    return is_standard(name) or name.partition(".")[0] in own


def _names(source: str) -> Iterable[str]:
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
