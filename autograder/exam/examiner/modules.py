"""Импорт в ядре экзаменатора: свои модули — из памяти, поданные студентом — посредниками.

Рабочий каталог в пути поиска не входит: файл, написанный студентом, не подменит библиотеку.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import os
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from autograder.exam.peers import proxies


class HelperFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Находит модули среди доверенных файлов задания, не читая их с диска.

    Исполняет их так же, как ячейки: с теми же правками кода и именами, на которые он опирается.
    """

    def __init__(
        self, files: dict[str, bytes], edits: list[ast.NodeTransformer], names: dict[str, Any]
    ) -> None:
        self._files = files
        self._edits = edits
        self._names = names

    def exec_module(self, module: ModuleType) -> None:
        """Исполнить модуль."""
        vars(module).update(self._names)
        super().exec_module(module)

    def source_to_code(self, data: Any, path: str = "<string>") -> CodeType:
        """Скомпилировать исправленный текст."""
        tree = ast.parse(data)
        for edit in self._edits:
            tree = edit.visit(tree)
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Найти ``name.py`` или ``name/__init__.py``."""
        stem = fullname.replace(".", "/")
        for file, is_package in ((f"{stem}.py", False), (f"{stem}/__init__.py", True)):
            if file in self._files:
                origin = os.path.join(os.getcwd(), file)
                found = ModuleSpec(fullname, self, origin=origin, is_package=is_package)
                found.has_location = True
                return found
        return None

    def get_source(self, fullname: str) -> str:
        """Исходный текст модуля."""
        origin = os.path.relpath(self.find_spec(fullname).origin)
        return importlib.util.decode_source(self._files[origin])

    def is_package(self, fullname: str) -> bool:
        """Пакет ли это."""
        return self.find_spec(fullname).submodule_search_locations is not None


class SubmittedFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Вместо поданного модуля даёт посредника: исполняет модуль ядро студента."""

    def __init__(self, is_submitted: Callable[[str], bool], fetch: Callable[[str], Any]) -> None:
        self._is_submitted = is_submitted
        self._fetch = fetch

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Найти имя среди поданных модулей."""
        return ModuleSpec(fullname, self) if self._is_submitted(fullname) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Создать модуль, чьи атрибуты живут у студента."""
        module = ModuleType(spec.name)
        remote = self._fetch(spec.name)
        module.__getattr__ = lambda name: proxies.member(remote, name)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Исполнять здесь нечего."""


def install(
    helpers: HelperFinder, is_submitted: Callable[[str], bool], fetch: Callable[[str], Any]
) -> None:
    """Поставить оба способа импорта: свои модули раньше библиотек, поданные — после всех."""
    sys.meta_path.insert(0, helpers)
    sys.meta_path.append(SubmittedFinder(is_submitted, fetch))
