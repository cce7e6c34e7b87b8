"""Прогон задания на решении самого преподавателя: оно обязано получить полный балл.

Проверка, которую не проходит и образцовое решение, отняла бы баллы у всех. Прогон идёт тем же
путём, что и работы студентов, поэтому заодно видно, исполнимо ли задание в изоляции.
"""

from __future__ import annotations

import sys

from autograder.assignment import Assignment, SourceNotebook, load_assignment
from autograder.course import Course
from autograder.notebook import PlainCell, PlainNotebook
from autograder.problems import BrokenEnvironment, CourseProblem, NoIsolation
from autograder.rebuild import rebuild
from autograder.records import Exam, Limits, Outcome
from autograder.submission import Submission
from autograder.undefined import broken_cells, undefined_names
from autograder.workers import Job, LocalWorkers, examinations_of, examine


def model_exams(assignment: Assignment) -> tuple[Exam, ...]:
    """Экзамены, в которых ответы — решения преподавателя."""
    submission = Submission("решение преподавателя", assignment.digest, None)
    return tuple(
        rebuild(assignment, notebook, _solved(notebook), submission, b"").exam
        for notebook in assignment.notebooks
    )


def rehearse(course: Course, name: str) -> list[Outcome]:
    """Прогоняет задание на решении преподавателя.

    Returns
    -------
    list of Outcome
        Исходы всех проверок; пусто там, где проверять нельзя (не Linux).

    Raises
    ------
    CourseProblem
        Если ячейка не разбирается, проверка зовёт имя, которого никто не заводит, прогон не
        удался или решение преподавателя не прошло хотя бы одной проверки.
    """
    assignment = load_assignment(course, name)
    check_names(assignment)
    if sys.platform != "linux":
        return []
    job = Job(model_exams(assignment), Limits(), "auto", course.private_paths())
    with LocalWorkers(1) as workers:
        answer = workers.submit(examine, job).result()
    try:
        found = examinations_of(answer)
    except NoIsolation:
        return []
    except BrokenEnvironment as exc:
        raise CourseProblem(f"Решение преподавателя не удалось прогнать: {exc}") from exc
    outcomes = [outcome for examination in found for outcome in examination.outcomes]
    require_full_marks(name, outcomes)
    return outcomes


def check_names(assignment: Assignment) -> None:
    """Убеждается, что ячейки разбираются и проверкам знакомы все имена.

    Raises
    ------
    CourseProblem
        Если в решении или проверке синтаксическая ошибка или какого-то имени не заводит ни одна
        ячейка преподавателя.
    """
    for notebook in assignment.notebooks:
        for grade_id, line in broken_cells(notebook).items():
            raise CourseProblem(
                f"В ячейке «{grade_id}» тетради {notebook.name} синтаксическая ошибка, "
                f"строка {line}."
            )
        for grade_id, names in undefined_names(notebook).items():
            raise CourseProblem(
                f"Проверка «{grade_id}» тетради {notebook.name} зовёт имена, которых не заводит "
                f"ни одна ячейка задания: {', '.join(names)}."
            )


def _solved(notebook: SourceNotebook) -> PlainNotebook:
    return PlainNotebook(
        tuple(
            PlainCell(
                cell.cell_type,
                cell.source if cell.kind == "answer" else cell.released,
                cell.metadata,
            )
            for cell in notebook.cells
        )
    )


def require_full_marks(name: str, outcomes: list[Outcome]) -> None:
    """Убеждается, что решение преподавателя прошло все проверки.

    Raises
    ------
    CourseProblem
        Со списком проверок, которых оно не прошло.
    """
    failed = [item for item in outcomes if item.outcome != "passed"]
    if failed:
        listed = "\n".join(
            f"  {item.notebook}/{item.grade_id}: {item.message}\n{item.detail}".rstrip()
            for item in failed
        )
        raise CourseProblem(
            f"Решение преподавателя в задании «{name}» не проходит его же проверок:\n{listed}"
        )
