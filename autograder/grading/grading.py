"""Проверка задания: от присланных работ до оценок в журнале.

Хозяин читает работы, раздаёт их исполнителю и один пишет всё на диск: сначала решение в журнал
проверки, затем тетради и оценки. Оборвавшись где угодно, он продолжит с того же места.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace

from autograder.course.assignment import Assignment, load_assignment
from autograder.course.course import Course, explained
from autograder.exam.records import Examination, Limits
from autograder.grading import incidents
from autograder.grading.autograded import (
    answers_on_disk,
    describe,
    draft_autograded,
    notebook_content,
)
from autograder.grading.contracts import contract_of
from autograder.grading.deciding import Ticket, decide
from autograder.grading.environment import fingerprint
from autograder.grading.gradebook import answers, record, transaction
from autograder.grading.journal import Decision, Journal
from autograder.grading.outcomes import EMPTY
from autograder.grading.rebuild import rebuild
from autograder.grading.rehearsal import Stage, rehearsed
from autograder.grading.workers import ATTEMPTS, Job, examinations_of, examine, weaknesses_of
from autograder.storage.writing import replace_folder
from autograder.submission.notebook import PlainNotebook
from autograder.submission.submission import Submission, load_submission
from autograder.wording.problems import BrokenEnvironment, CourseProblem, Problem
from autograder.wording.reasons import system_problem
from autograder.wording.untrusted_text import check_text, visible

_FATAL = {errno.ENOSPC, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}


def _unwatched(_: str) -> None:
    """За ходом проверки никто не следит."""


@dataclass(frozen=True)
class Conditions:
    """Условия проверки: пределы, изоляция и надо ли проверять уже проверенное."""

    limits: Limits = field(default_factory=Limits)
    isolation: str = "auto"
    force: bool = False


@dataclass
class Summary:
    """Итог: чьи работы проверены, чьи уже были проверены и с чьими не вышло (имя → почему).

    ``broken`` — чьи тетради не удалось прочесть, ``noticed`` — что и в чьих работах замечено
    (вид из :mod:`autograder.grading.incidents` → имена); и те и другие среди проверенных.
    ``weak`` — чего не хватало песочницам.
    """

    graded: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    noticed: dict[str, list[str]] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)


class Grading:
    """Проверка одного задания.

    Parameters
    ----------
    executor : Executor
        Кому отдавать работы (:class:`~autograder.grading.workers.LocalWorkers` или Dask).
    window : int
        Сколько работ держать в пути одновременно: память хозяина не зависит от их числа.
    """

    def __init__(
        self,
        course: Course,
        name: str,
        conditions: Conditions,
        executor: Executor,
        window: int,
        task: Callable[[Job], bytes] = examine,
    ) -> None:
        self._course = course
        self._assignment: Assignment = load_assignment(course, name)
        self._conditions = conditions
        self._executor, self._window, self._task = executor, window, task
        self._environment = fingerprint(conditions.limits, conditions.isolation)
        self._digest = self._assignment.digest
        self._contract: dict[str, tuple[str, ...]] | None = None

    def run(self, students: Iterable[str], watch: Callable[[str], None] = _unwatched) -> Summary:
        """Проверяет работы студентов; ``watch`` вызывается с именем после каждой.

        Raises
        ------
        Problem
            Если дальше идти нельзя: нет изоляции, недоступен журнал, кончилось место.
        """
        self._summary, self._watch = Summary(), watch
        self._pending: dict[Future, Ticket] = {}
        self._disturbed: list[str] = []
        journal = Journal(self._course.state, writable=True)
        with journal as self._journal, self._course.gradebook() as self._book:
            try:
                for student in students:
                    self._settle(self._window - 1)
                    self._guarded(student, lambda name=student: self._begin(name))
                self._settle(0)
                for student in self._disturbed:
                    self._guarded(student, lambda name=student: self._begin(name, alone=True))
                    self._settle(0)
            except OSError as exc:
                raise CourseProblem(
                    f"Проверка остановлена: {system_problem(exc)}. "
                    "Устраните причину и повторите команду: решённое заново не проверяется."
                ) from exc
            finally:
                for future in self._pending:
                    future.cancel()
        return self._summary

    def _guarded(self, student: str, step: Callable[[], None]) -> None:
        """Не даёт беде одного студента остановить остальных."""
        try:
            step()
        except CourseProblem:
            raise
        except Exception as exc:
            if isinstance(exc, OSError) and exc.errno in _FATAL:
                raise
            self._fail(student, _explanation(exc))

    def _fail(self, student: str, text: str) -> None:
        self._summary.failed[student] = visible(text)
        self._watch(student)

    def _begin(self, student: str, alone: bool = False) -> None:
        check_text(student)
        submission = load_submission(self._course, self._assignment, student)
        rebuilt = {
            source.name: rebuild(
                self._assignment,
                source,
                submission.notebooks.get(source.name, PlainNotebook(())),
                submission,
                self._journal.secret,
            )
            for source in self._assignment.notebooks
        }
        ticket = Ticket(submission, rebuilt, self._key(submission), 1 + alone, alone)
        known = None if self._conditions.force else self._known(student, ticket.key)
        if known is not None:
            self._resume(known, ticket)
        elif submission.notebooks:
            self._send(ticket)
        else:
            self._conclude(ticket, [])

    def _key(self, submission: Submission) -> str:
        parts = json.dumps([submission.digest, self._digest, self._environment])
        return hashlib.sha256(parts.encode()).hexdigest()

    def _known(self, student: str, key: str) -> Decision | None:
        decision = self._journal.latest(self._assignment.name, student)
        return decision if decision is not None and decision.key == key else None

    def _resume(self, known: Decision, ticket: Ticket) -> None:
        """Не проверяет заново; дописывает оценки, если прошлый раз до них не дошёл."""
        target = self._course.autograded(self._assignment.name, known.student)
        if not known.recorded or not target.is_dir():
            self._write(known, ticket, self._journal.examinations(known))
        self._summary.skipped.append(known.student)
        self._watch(known.student)

    def _send(self, ticket: Ticket) -> None:
        known = self._known_contract()
        exams = tuple(
            replace(ticket.rebuilt[name].exam, contract=known.get(name, ()))
            for name in ticket.submission.notebooks
        )
        limits, isolation = self._conditions.limits, self._conditions.isolation
        job = Job(exams, limits, isolation, self._course.private_paths())
        self._pending[self._executor.submit(self._task, job)] = ticket

    def _known_contract(self) -> dict[str, tuple[str, ...]]:
        """Договор задания; составляется однажды и лишь если есть что проверять."""
        if self._contract is None:
            limits, isolation = self._conditions.limits, self._conditions.isolation
            stage = Stage(self._executor, self._task, self._course, limits, isolation)
            self._contract = contract_of(
                self._course, self._assignment, lambda: rehearsed(self._assignment, stage)
            )
        return self._contract

    def _settle(self, allowed: int) -> None:
        """Ждёт, пока в пути останется не больше ``allowed`` работ."""
        while len(self._pending) > allowed:
            done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
            for future in done:
                ticket = self._pending.pop(future)
                self._guarded(
                    ticket.submission.student,
                    lambda future=future, ticket=ticket: self._finish(future, ticket),
                )

    def _finish(self, future: Future, ticket: Ticket) -> None:
        try:
            examinations = examinations_of(answer := future.result())
            self._summary.weak.update(weaknesses_of(answer))
        except BrokenEnvironment as exc:
            if ticket.attempts < ATTEMPTS:
                ticket.attempts += 1
                self._send(ticket)
            else:
                self._fail(ticket.submission.student, f"Неполадка среды: {exc}")
            return
        if not ticket.alone and any(done.disturbed for done in examinations):
            self._disturbed.append(ticket.submission.student)  # прочтётся заново, в памяти её нет
        else:
            self._conclude(ticket, examinations)

    def _conclude(self, ticket: Ticket, examinations: list[Examination]) -> None:
        decision = self._journal.append(
            decide(self._assignment, ticket, examinations, self._environment), examinations
        )
        self._write(decision, ticket, examinations)
        self._summary.graded.append(decision.student)
        if decision.status != "graded":
            self._summary.broken.append(decision.student)
        for kind in incidents.kinds(decision.incidents):
            self._summary.noticed.setdefault(kind, []).append(decision.student)
        self._watch(decision.student)

    def _write(self, decision: Decision, ticket: Ticket, examinations: list[Examination]) -> None:
        submission = ticket.submission
        done = dict(zip(submission.notebooks, examinations, strict=True))
        before = answers_on_disk(self._course, self._assignment, submission.student)
        answered = {name: answers(ticket.rebuilt[name], before) for name in done}
        notes = {name: describe(name, problem) for name, problem in submission.problems.items()}
        contents = {
            source.name: notebook_content(
                ticket.rebuilt[source.name],
                done.get(source.name, EMPTY),
                source.metadata,
                [item for item in decision.outcomes if item.notebook == source.name],
                note=notes.get(source.name, ""),
            )
            for source in self._assignment.notebooks
        }
        with explained(), transaction(self._book):
            book, course = self._book, self._course
            record(book, course, self._assignment, submission, decision.outcomes, answered)
            draft = draft_autograded(course, self._assignment, submission, contents)
        # Прежние ответы нужны, пока оценки не записаны: по ним видно, что изменилось.
        replace_folder(draft, course.autograded(self._assignment.name, submission.student))
        self._journal.mark_recorded(decision)


def _explanation(exc: Exception) -> str:
    if isinstance(exc, OSError):
        return f"Не вышло: {system_problem(exc)}."
    return str(exc) if isinstance(exc, Problem) else f"{type(exc).__name__}: {exc}"
