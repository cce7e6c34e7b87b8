"""Присланная работа: что в ней есть и что из этого годится в дело."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.storage.untrusted_files import (
    MAX_FILES,
    MAX_TOTAL_BYTES,
    content_hash,
    read_regular,
    refusal,
    shadowed_module,
    walk,
)
from autograder.submission.notebook import MAX_BYTES, PlainNotebook, read_notebook, too_large
from autograder.wording.problems import SubmissionProblem
from autograder.wording.reasons import system_reason
from autograder.wording.untrusted_text import visible

_SERVICE = {"timestamp.txt", "submission_secret.txt"}


@dataclass
class Submission:
    """Одна работа одного студента.

    Attributes
    ----------
    notebooks : dict
        Прочитанные тетради по имени.
    problems : dict
        Тетради, которых нет или которые не читаются: имя → :class:`SubmissionProblem`.
    files : dict
        Прочие принятые файлы: относительный путь → содержимое.
    incidents : list
        Что пришлось не принять, по-русски.
    """

    student: str
    digest: str
    timestamp: datetime | None
    notebooks: dict[str, PlainNotebook] = field(default_factory=dict)
    problems: dict[str, SubmissionProblem] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    incidents: list[str] = field(default_factory=list)


def load_submission(course: Course, assignment: Assignment, student: str) -> Submission:
    """Читает работу студента; испорченное описывает, а не бросает."""
    root = course.submitted(assignment.name, student)
    if link := _link_on_the_way(root):
        text = f"Работа не принята: её каталог «{visible(link.name)}» — ссылка на другой каталог."
        barred = SubmissionProblem("malformed", text)
        problems = {notebook.name: barred for notebook in assignment.notebooks}
        return Submission(student, "", None, problems=problems, incidents=[text])
    found = Submission(student, content_hash(root), course.timestamp(assignment.name, student))
    for notebook in assignment.notebooks:
        try:
            found.notebooks[notebook.name] = _read(root, notebook.name)
        except SubmissionProblem as problem:
            found.problems[notebook.name] = problem
    expected = {f"{notebook.name}.ipynb" for notebook in assignment.notebooks}
    _read_files(found, root, expected, assignment)
    return found


def _link_on_the_way(root: Path) -> Path | None:
    """Каталог работы или студента, который на самом деле ссылка: за ней может быть чужая работа."""
    return next((folder for folder in (root, root.parent) if folder.is_symlink()), None)


def _read(root: Path, name: str) -> PlainNotebook:
    path = root / f"{name}.ipynb"
    try:
        info = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        others = sorted(visible(p.name) for p in root.glob("*.ipynb"))
        hint = f" В работе есть: {', '.join(others[:5])}." if others else ""
        raise SubmissionProblem("missing", f"Тетради {name}.ipynb в работе нет.{hint}") from None
    except OSError as exc:
        raise _unreadable(name, exc) from None
    if info.st_size > MAX_BYTES:
        raise SubmissionProblem("too_large", too_large(info.st_size))
    reason = "это каталог" if stat.S_ISDIR(info.st_mode) else refusal(info)
    if reason:
        raise SubmissionProblem("malformed", f"Файл {name}.ipynb не принят: {reason}.")
    try:
        return read_notebook(read_regular(path, MAX_BYTES))
    except OSError as exc:
        raise _unreadable(name, exc) from None


def _unreadable(name: str, exc: OSError) -> SubmissionProblem:
    return SubmissionProblem("malformed", f"Файл {name}.ipynb не читается: {system_reason(exc)}.")


def _read_files(found: Submission, root: Path, notebooks: set[str], assignment: Assignment) -> None:
    count, total = 0, sum(map(len, assignment.files.values()))
    for relative, info in walk(root):
        if relative in notebooks | _SERVICE or "/." in f"/{relative}":
            continue
        reason = _unwanted(relative, info, assignment, notebooks)
        replaces = relative not in assignment.files or relative in assignment.editable
        count, total = count + 1, total + (info.st_size if replaces and not reason else 0)
        if count > MAX_FILES or total > MAX_TOTAL_BYTES:
            found.incidents.append("Файлов слишком много: остальные не приняты.")
            return
        if reason:
            found.incidents.append(f"Файл «{visible(relative)}» не принят: {reason}.")
        elif replaces:
            try:
                found.files[relative] = read_regular(root / relative)
            except OSError as exc:
                found.incidents.append(
                    f"Файл «{visible(relative)}» не читается: {system_reason(exc)}."
                )


def _unwanted(relative: str, info, assignment: Assignment, notebooks: set[str]) -> str:
    reason = refusal(info)
    taken = assignment.files.keys() | notebooks | _SERVICE
    if not reason and any(_displaces(relative, path) for path in taken):
        return "на его месте файл или каталог задания"
    if not reason and relative not in assignment.files:
        module = shadowed_module(relative)
        reason = f"он заслонил бы библиотеку {module}" if module else ""
    return reason


def _displaces(relative: str, path: str) -> bool:
    """Не каталог ли одно из двух там, где другое — файл."""
    return path.startswith(f"{relative}/") or relative.startswith(f"{path}/")
