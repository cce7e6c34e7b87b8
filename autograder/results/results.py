"""Итоги для выгрузки, отзывов и отчёта: оценки из журнала nbgrader и исходы из журнала проверки."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from autograder.course.course import Course
from autograder.exam.records import Outcome
from autograder.grading.journal import Decision, Journal
from autograder.wording.problems import Problem
from autograder.wording.untrusted_text import alphabetical, visible


@dataclass(frozen=True)
class Result:
    """Итог одной работы.

    Attributes
    ----------
    status : str
        Состояние из журнала проверки: ``graded``, ``missing``, ``malformed``, ``too_large``.
    score, raw_score, penalty, max_score : float
        Балл с учётом штрафа, без него, сам штраф и наибольший балл.
    needs_manual : bool
        Ждёт ли что-нибудь оценки человека.
    tests : tuple of Outcome
        Исходы автоматических проверок.
    decision : Decision or None
        Запись журнала проверки; ``None``, если работу проверял сам nbgrader.
    """

    assignment: str
    student: str
    first_name: str
    last_name: str
    email: str
    status: str
    score: float
    raw_score: float
    penalty: float
    max_score: float
    needs_manual: bool
    timestamp: datetime | None
    tests: tuple[Outcome, ...]
    decision: Decision | None


def results(course: Course, assignment: str | None = None) -> list[Result]:
    """Итоги по заданию или по всем заданиям, в порядке имён.

    Raises
    ------
    Problem
        Если журнала оценок или задания в нём нет.
    """
    course.require_gradebook()
    with Journal(course.state) as journal, course.gradebook() as book:
        names = [assignment] if assignment else sorted(a.name for a in book.assignments)
        return [item for name in names for item in _of_assignment(book, journal, name)]


def _of_assignment(book: Gradebook, journal: Journal, name: str) -> Iterator[Result]:
    try:
        entry = book.find_assignment(name)
    except MissingEntry:
        raise Problem(
            f"Задания «{visible(name)}» нет в журнале оценок. Сначала выпустите его: "
            "autograder release ЗАДАНИЕ."
        ) from None
    decisions = {decision.student: decision for decision in journal.latest_all(name)}
    for submission in sorted(entry.submissions, key=lambda item: alphabetical(item.student.id)):
        yield _result(submission, decisions.get(submission.student.id))


def _result(submission: SubmittedAssignment, decision: Decision | None) -> Result:
    student = submission.student
    raw, penalty = float(submission.score), float(submission.late_submission_penalty or 0)
    return Result(
        assignment=submission.name,
        student=student.id,
        first_name=student.first_name or "",
        last_name=student.last_name or "",
        email=student.email or "",
        status=decision.status if decision else "graded",
        score=max(0.0, raw - penalty),
        raw_score=raw,
        penalty=penalty,
        max_score=float(submission.max_score),
        needs_manual=bool(submission.needs_manual_grade),
        timestamp=submission.timestamp,
        tests=decision.outcomes if decision else tuple(_from_grades(submission)),
        decision=decision,
    )


def _from_grades(submission: SubmittedAssignment) -> Iterator[Outcome]:
    """Исходы работы, которую проверял сам nbgrader: известны лишь баллы."""
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            if grade.auto_score is not None and grade.cell_type == "code":
                passed = grade.auto_score >= grade.max_score
                yield Outcome(
                    notebook.name,
                    grade.name,
                    "passed" if passed else "failed",
                    float(grade.auto_score),
                    float(grade.max_score),
                )
