"""Прогон задания на решении самого преподавателя: оно обязано получить полный балл.

Проверка, которую не проходит и образцовое решение, отняла бы баллы у всех. Прогон идёт тем же
путём, что и работы студентов, поэтому заодно видно, исполнимо ли задание в изоляции.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace

from autograder.course.assignment import Assignment, SourceNotebook, load_assignment
from autograder.course.course import Course
from autograder.course.undefined import broken_cells, undefined_names
from autograder.exam.records import Exam, Examination, Limits, Outcome
from autograder.grading import contracts
from autograder.grading.contracts import Rehearsed
from autograder.grading.rebuild import rebuild
from autograder.grading.workers import ATTEMPTS, Job, LocalWorkers, examinations_of, examine
from autograder.submission.notebook import PlainCell, PlainNotebook
from autograder.submission.submission import Submission
from autograder.wording.problems import BrokenEnvironment, CourseProblem, NoIsolation


def model_exams(assignment: Assignment) -> tuple[Exam, ...]:
    """Экзамены, в которых ответы — решения преподавателя."""
    own = {path: assignment.files[path] for path in assignment.editable & assignment.files.keys()}
    submission = Submission("решение преподавателя", assignment.digest, None, files=own)
    return tuple(
        rebuild(assignment, notebook, _solved(notebook), submission, b"").exam
        for notebook in assignment.notebooks
    )


@dataclass(frozen=True)
class Rehearsal:
    """Прогон: исходы проверок (пусто там, где исполнять негде) и то, что вышло не так."""

    outcomes: tuple[Outcome, ...] = ()
    doubts: tuple[str, ...] = ()


def rehearse(course: Course, name: str) -> Rehearsal:
    """Прогоняет задание на решении преподавателя.

    Сомнения — это ячейки с синтаксической ошибкой, проверки с именами, которых никто не заводит,
    проверки, которых не прошло само решение преподавателя, и неполадка среды.

    Raises
    ------
    CourseProblem
        Если задание не читается.
    """
    assignment = load_assignment(course, name)
    doubts = name_doubts(assignment)
    if sys.platform != "linux":
        return Rehearsal(doubts=tuple(doubts))
    try:
        with LocalWorkers(1) as workers:
            found = rehearsed(assignment, Stage(workers, examine, course, Limits(), "auto"))
    except NoIsolation:
        return Rehearsal(doubts=tuple(doubts))
    except BrokenEnvironment as exc:
        failure = f"Решение преподавателя не удалось прогнать: {exc}"
        return Rehearsal(doubts=(*doubts, failure))
    contracts.keep(course, assignment, found)
    outcomes = tuple(outcome for item in found.examinations for outcome in item.outcomes)
    return Rehearsal(outcomes, (*doubts, *map(_failure, _failed(outcomes))))


@dataclass(frozen=True)
class Stage:
    """Где идёт прогон: кто его проводит и в каких условиях."""

    executor: Executor
    task: Callable[[Job], bytes]
    course: Course
    limits: Limits
    isolation: str

    def conduct(self, exams: tuple[Exam, ...]) -> list[Examination]:
        """Проводит экзамены; неполадку среды пережидает.

        Raises
        ------
        NoIsolation, BrokenEnvironment
            Если провести их нельзя.
        """
        job = Job(exams, self.limits, self.isolation, self.course.private_paths())
        for _ in range(ATTEMPTS - 1):
            with suppress(BrokenEnvironment):
                return examinations_of(self.executor.submit(self.task, job).result())
        return examinations_of(self.executor.submit(self.task, job).result())


def rehearsed(assignment: Assignment, stage: Stage) -> Rehearsed:
    """Прогоняет решение преподавателя дважды, на разных случайных входах."""
    models = model_exams(assignment)
    again = tuple(replace(exam, seed=exam.seed ^ 1) for exam in models)
    done = stage.conduct(models + again)
    facts: dict[str, set[str]] = {}
    for exam, examination in zip(models + again, done, strict=True):
        facts.setdefault(exam.notebook, set()).update(examination.contract)
    contract = {name: tuple(sorted(found)) for name, found in facts.items()}
    return Rehearsed(tuple(done[: len(models)]), contract)


def name_doubts(assignment: Assignment) -> list[str]:
    """Ячейки, которые не разбираются, и проверки с незнакомыми именами."""
    found = []
    for notebook in assignment.notebooks:
        found += [
            f"В ячейке «{grade_id}» тетради {notebook.name} синтаксическая ошибка, строка {line}."
            for grade_id, line in broken_cells(notebook).items()
        ]
        found += [
            f"Проверка «{grade_id}» тетради {notebook.name} зовёт имена, которых не заводит "
            f"ни одна ячейка задания: {', '.join(names)}."
            for grade_id, names in undefined_names(notebook).items()
        ]
    return found


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
    if failed := _failed(outcomes):
        listed = "\n".join(map(_failure, failed))
        raise CourseProblem(f"Задание «{name}»: есть непройденные проверки.\n{listed}")


def _failed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [item for item in outcomes if item.outcome != "passed"]


def _failure(item: Outcome) -> str:
    return (
        f"Решение преподавателя не проходит проверку {item.notebook}/{item.grade_id}: "
        f"{item.message}\n{item.detail}"
    ).rstrip()
