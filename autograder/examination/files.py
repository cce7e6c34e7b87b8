"""Файлы экзамена: что достанется каждому из ядер."""

from __future__ import annotations

import importlib.util
import sys

from autograder.records import Exam


def sort_files(exam: Exam) -> tuple[dict[str, bytes], list[str]]:
    """Файлы для ядра студента и имена тех поданных, что отброшены.

    Поданный файл не заменяет файла задания и не заслоняет установленный модуль.
    """
    files, refused = dict(exam.files), []
    for path, content in exam.submitted_files.items():
        if path in exam.files:
            continue
        if _shadows_module(path):
            refused.append(path)
        else:
            files[path] = content
    return files, refused


def submitted_modules(exam: Exam, files: dict[str, bytes]) -> tuple[str, ...]:
    """Имена модулей верхнего уровня, которые подал студент."""
    own = files.keys() - exam.files.keys()
    return tuple(sorted(path[:-3] for path in own if path.endswith(".py") and "/" not in path))


def module_path(name: str) -> str | None:
    """Где лежит модуль или пакет с таким именем; None, если это не модуль."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        return None
    if spec is None or not spec.has_location:
        return None
    folders = spec.submodule_search_locations
    return folders[0] if folders else spec.origin


def _shadows_module(path: str) -> bool:
    top, _, rest = path.partition("/")
    if not path.endswith((".py", ".so", ".pyc")):
        return False
    name = top if rest else top.partition(".")[0]
    if name in sys.stdlib_module_names:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False
