"""Выпуск задания: версия студента без решений, проверенная на утечки."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

from autograder.course.course import Course
from autograder.release.leaks import Leak, leaks, secrets
from autograder.wording.problems import CourseProblem
from autograder.wording.reasons import system_problem
from autograder.wording.untrusted_text import visible

_EXPLANATIONS = (
    ("no end solution statement", "в ячейке есть BEGIN SOLUTION, но нет END SOLUTION"),
    ("nested begin solution", "метка BEGIN SOLUTION стоит внутри другого решения"),
    (
        "Solution region detected in a non-solution",
        "решение стоит в ячейке, не помеченной как ответ (solution)",
    ),
    ("No end hidden tests statement", "в ячейке есть BEGIN HIDDEN TESTS, но нет END HIDDEN TESTS"),
    ("nested begin hidden tests", "метка BEGIN HIDDEN TESTS стоит внутри другой"),
    ("Hidden test region detected", "скрытые проверки стоят в ячейке, не помеченной как проверка"),
    ("no end mark scheme", "в ячейке есть BEGIN MARK SCHEME, но нет END MARK SCHEME"),
    (
        "there are submissions associated",
        "изменился набор ячеек или тетрадей, а работы студентов"
        " уже записаны в журнал оценок; верните прежние идентификаторы ячеек или удалите эти работы"
        " из журнала",
    ),
    ("Duplicate grade id", "идентификатор ячейки (grade_id) повторяется"),
    ("failed to validate", "метаданные nbgrader в ячейках испорчены"),
    (
        "Error accessing the nbgrader database",
        "журнал оценок занят или создан другой версией nbgrader",
    ),
    ("database is locked", "журнал оценок занят другой программой"),
)


@dataclass(frozen=True)
class Released:
    """Выпуск: пути тетрадей и то, что в нём показалось сомнительным."""

    notebooks: tuple[str, ...]
    doubts: tuple[str, ...]


def release(course: Course, assignment: str, *, accept: bool = False) -> Released:
    """Выпускает задание средствами nbgrader и доказывает, что тайное осталось тайным.

    Parameters
    ----------
    accept : bool
        Выпустить, даже если отдельные строки решения встретились в выпущенном. Решения целиком и
        скрытых проверок это не касается.

    Raises
    ------
    CourseProblem
        Если nbgrader отказал или в выпущенном нашлось тайное; тогда выпущенное удаляется.
    """
    course.check_assignment(assignment)
    hidden = secrets(course, assignment)
    with course.gradebook():
        pass  # создаёт журнал оценок, если его ещё нет
    result = course.api.generate_assignment(assignment, force=True, create=True)
    if not result["success"]:
        raise CourseProblem(f"Задание «{visible(assignment)}» не выпущено: {_explain(result)}.")
    target = course.release(assignment)
    found = leaks(hidden, target)
    if any(leak.certain for leak in found) or (found and not accept):
        withdraw(course, assignment)
        raise CourseProblem(_forbidden(assignment, found))
    notebooks = tuple(str(path) for path in sorted(target.rglob("*.ipynb")))
    return Released(notebooks, tuple(visible(str(leak)) for leak in found))


def _forbidden(assignment: str, found: list[Leak]) -> str:
    certain = [leak for leak in found if leak.certain]
    listed = "\n".join(f"  {visible(str(leak))}" for leak in (certain or found)[:10])
    shown = certain or found
    what = "решение целиком или скрытую проверку" if certain else "строки решения"
    advice = (
        "Уберите это из выпускаемых файлов: настоять на таком выпуске нельзя."
        if certain
        else "Уберите их или, если это не тайна, настаивайте: --accept ПРИЧИНА."
    )
    return (
        f"Задание «{visible(assignment)}» не выпущено: студенты увидели бы {what} "
        f"(тайные строки, всего {len(shown)}).\n{listed}\n{advice}"
    )


def withdraw(course: Course, assignment: str) -> None:
    """Отзывает выпуск: удаляет версию для студентов."""
    shutil.rmtree(course.release(assignment), ignore_errors=True)


def _explain(result: dict) -> str:
    text = f"{result.get('log', '')}\n{result.get('error', '')}"
    for mark, explanation in _EXPLANATIONS:
        if mark.lower() in text.lower():
            return explanation + _where(text)
    denied = re.search(r"\[Errno (\d+)\] [^:\n]*: '([^'\n]+)'", text)
    if denied:
        return system_problem(OSError(int(denied.group(1)), "", denied.group(2)))
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return visible(lines[-1].strip()) if lines else "nbgrader не объяснил причину"


def _where(text: str) -> str:
    match = re.search(r"Cell contents are:\s*\n?(.+)", text)
    return f" (ячейка начинается так: {visible(match.group(1).strip())[:80]})" if match else ""
