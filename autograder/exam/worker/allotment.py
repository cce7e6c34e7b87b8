"""Файлы экзамена: что достанется каждому из ядер."""

from __future__ import annotations

from autograder.exam.records import Exam
from autograder.exam.worker.installed import is_standard, module_spec


def own_files(exam: Exam) -> tuple[dict[str, bytes], list[str]]:
    """Поданные файлы и имена тех из них, что отброшены.

    Поданный файл не заменяет файла задания и не заслоняет установленный модуль. Не заслоняет он
    и запрещённый, которого нет: запрет ищут импортом, когда чужому коду исполняться рано.
    """
    files, refused = {}, []
    forbidden = {name.partition(".")[0] for cell in exam.cells for name in cell.forbid}
    for path, content in exam.submitted_files.items():
        if path in exam.files:
            continue
        if (module := _module(path)) and (module in forbidden or _is_installed(module)):
            refused.append(path)
        else:
            files[path] = content
    return files, refused


def _module(path: str) -> str:
    """Имя модуля верхнего уровня, который заводит файл; пустая строка, если никакого."""
    top, _, rest = path.partition("/")
    if not path.endswith((".py", ".so", ".pyc")):
        return ""
    return top if rest else top.partition(".")[0]


def _is_installed(module: str) -> bool:
    return is_standard(module) or module_spec(module) is not None
