"""Запись оценок в журнал nbgrader: одна работа — одна транзакция.

Правила те же, что у ``nbgrader autograde``: ответ, не отличающийся от заготовки, получает 0;
изменённый ответ, который оценивает человек, ждёт его; штраф за опоздание считает надстройка
курса. Ручная оценка сохраняется, пока не изменился ответ, за который она поставлена.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties

from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.exam.records import Outcome
from autograder.grading.rebuild import Rebuilt
from autograder.submission.submission import Submission
from autograder.wording.problems import Problem

NO_RESPONSE = "Ответа нет."


@dataclass(frozen=True)
class Answer:
    """Присланный ответ: есть ли он, отличается ли от заготовки и от проверенного прежде."""

    given: bool
    changed: bool


def answers(rebuilt: Rebuilt, before: dict) -> dict[str, Answer]:
    """Сведения об ответах одной тетради по ``grade_id``.

    Parameters
    ----------
    before : dict
        Ответы из прошлой проверки: ``(тетрадь, grade_id)`` → текст.
    """
    found = {}
    for place in rebuilt.places:
        if place.origin is None or place.origin.kind != "answer":
            continue
        grade_id = place.origin.grade_id
        previous = before.get((rebuilt.exam.notebook, grade_id), place.source)
        given = place.answered and place.source != place.origin.released
        found[grade_id] = Answer(given, place.answered and previous != place.source)
    return found


def record(
    book: Gradebook,
    course: Course,
    assignment: Assignment,
    submission: Submission,
    outcomes: tuple[Outcome, ...],
    answered: dict[str, dict[str, Answer]],
) -> list[str]:
    """Записывает оценки за работу; транзакцию завершает вызвавший (:func:`transaction`).

    Parameters
    ----------
    answered : dict
        Тетрадь → сведения об ответах; тетрадей, которых нет, здесь нет.

    Returns
    -------
    list of str
        О чём стоит знать преподавателю: например, снятые ручные оценки.

    Raises
    ------
    Problem
        Если студента нет в журнале, а настройки запрещают заводить новых.
    """
    entry = _submission(book, course, assignment.name, submission)
    scores = {(item.notebook, item.grade_id): item.score for item in outcomes}
    notes: list[str] = []
    for notebook in entry.notebooks:
        given = answered.get(notebook.name)
        for grade in notebook.grades:
            if given is None:
                grade.auto_score, grade.needs_manual_grade = 0, False
            else:
                _grade(grade, scores.get((notebook.name, grade.name)), given, notes)
        for comment in notebook.comments:
            answer = (given or {}).get(comment.name)
            blank = answer is not None and not answer.given
            comment.auto_comment = NO_RESPONSE if blank else None
    book.db.flush()
    _assign_penalties(book, course, entry, submission.student)
    return notes


def _submission(
    book: Gradebook, course: Course, assignment: str, submission: Submission
) -> SubmittedAssignment:
    student = submission.student
    if course.config.get("Autograde", {}).get("create_student", True):
        book.update_or_create_student(student)
    else:
        try:
            book.find_student(student)
        except MissingEntry:
            raise Problem(
                "Студента нет в журнале оценок, а настройка Autograde.create_student запрещает "
                "заводить новых. Добавьте его: nbgrader db student add ИМЯ."
            ) from None
    times = {} if submission.timestamp is None else {"timestamp": submission.timestamp}
    with book.db.no_autoflush:  # иначе SQLAlchemy предупреждает о каждой недособранной записи
        return book.update_or_create_submission(assignment, student, **times)


def _grade(grade, score: float | None, given: dict[str, Answer], notes: list[str]) -> None:
    if score is not None:
        grade.auto_score = score
        grade.needs_manual_grade = grade.manual_score is not None
        return
    answer = given.get(grade.name)
    if answer is None:  # задание целиком для человека: автопроверка его не трогает
        return
    if answer.changed and grade.manual_score is not None:
        notes.append(
            f"Ручная оценка {grade.manual_score:g} за «{grade.name}» снята: ответ изменился."
        )
        grade.manual_score = None
    grade.auto_score = None if answer.given else 0
    grade.needs_manual_grade = grade.manual_score is not None or answer.given


def _assign_penalties(
    book: Gradebook, course: Course, entry: SubmittedAssignment, student: str
) -> None:
    rules = course.converter(AssignLatePenalties)
    rules.init_plugin()
    late = entry.total_seconds_late
    for notebook in entry.notebooks:
        notebook.late_submission_penalty = None
        if late > 0:
            notebook.late_submission_penalty = _penalty(book, rules, notebook, student, late)


def _penalty(
    book: Gradebook,
    rules: AssignLatePenalties,
    notebook: SubmittedNotebook,
    student: str,
    late: float,
) -> float | None:
    book.db.refresh(notebook)
    penalty = rules.plugin_inst.late_submission_penalty(student, notebook.score, late)
    if penalty is None or not math.isfinite(penalty):
        return None
    return rules._check_late_penalty(notebook, penalty)


@contextmanager
def transaction(book: Gradebook) -> Iterator[None]:
    """Объединяет все правки одной работы: методы nbgrader сохраняют каждую по отдельности."""
    book.db.commit = book.db.flush
    try:
        yield
    except BaseException:
        book.db.rollback()
        raise
    else:
        del book.db.commit
        book.db.commit()
    finally:
        book.db.__dict__.pop("commit", None)
        book.db.expunge_all()
