"""Файлы экзамена: что достанется каждому из ядер."""

from __future__ import annotations

from autograder.examination.installed import is_standard, module_spec
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


def _shadows_module(path: str) -> bool:
    top, _, rest = path.partition("/")
    if not path.endswith((".py", ".so", ".pyc")):
        return False
    name = top if rest else top.partition(".")[0]
    return is_standard(name) or module_spec(name) is not None
