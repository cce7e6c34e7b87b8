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
