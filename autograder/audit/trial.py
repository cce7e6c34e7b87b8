"""Испытание проверок: ловят ли они решения преподавателя, испорченные одной ошибкой.

Каждое испорченное решение проверяется тем же путём, что и работа студента. Если все проверки
тетради дали за него столько же баллов, сколько за верное, оно проскочило: такой ошибки студента
проверки не заметят.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace

from nbgrader.preprocessors import ClearSolutions

from autograder.audit.marks import equivalents
from autograder.audit.mutants import Mutant, mutants
from autograder.course.assignment import Assignment, load_assignment
from autograder.course.course import Course
from autograder.exam.records import Exam, Examination, Limits
from autograder.grading.rehearsal import model_exams, name_doubts, require_full_marks
from autograder.grading.workers import ATTEMPTS, Job, examinations_of, examine
from autograder.wording.problems import BrokenEnvironment, CourseProblem


@dataclass(frozen=True)
class Verdict:
    """Приговор одному испорченному решению.

    ``caught_by`` — проверки, которые его поймали; ``reason`` — почему преподаватель считает его
    верным (пусто, если пометки нет).
    """

    notebook: str
    task: str
    mutant: Mutant
    caught_by: tuple[str, ...]
    reason: str = ""

    @property
    def status(self) -> str:
        """``caught`` — поймано, ``equivalent`` — помечено верным, ``survived`` — проскочило."""
        if self.caught_by:
            return "caught"
        return "equivalent" if self.reason else "survived"


@dataclass(frozen=True)
class Audit:
    """Итог испытания.

    ``tests`` — все проверки по тетрадям; ``stale`` — пометки, которые больше ни к чему не
    относятся или относятся к пойманному: задача и ключ.
    """

    assignment: str
    verdicts: tuple[Verdict, ...]
    tests: dict[str, tuple[str, ...]]
    stale: tuple[tuple[str, str], ...]

    def count(self, status: str, task: str | None = None) -> int:
        """Сколько приговоров данного вида (по задаче или всего)."""
        return sum(v.status == status and task in (None, v.task) for v in self.verdicts)

    @property
    def tasks(self) -> tuple[str, ...]:
        """Задачи, решения которых испорчены."""
        return tuple(dict.fromkeys(verdict.task for verdict in self.verdicts))


@dataclass(frozen=True)
class _Attempt:
    exam: Exam
    task: str
    mutant: Mutant
    reason: str


def audit(
    course: Course,
    name: str,
    executor: Executor,
    watch: Callable[[int, int], None] = lambda done, total: None,
    sample: int | None = None,
) -> Audit:
    """Испытывает проверки задания.

    Parameters
    ----------
    executor : Executor
        Кому отдавать экзамены (:class:`~autograder.grading.workers.LocalWorkers`).
    watch : callable
        Зовётся с числом испытанных и общим числом испорченных решений.
    sample : int, optional
        Испытать лишь столько, выбрав наугад, но всякий раз одни и те же. По умолчанию все.

    Raises
    ------
    CourseProblem
        Если задание не выпущено, решение преподавателя не проходит проверок, портить нечего или
        песочница недоступна.
    """
    assignment = load_assignment(course, name)
    if doubts := name_doubts(assignment):
        raise CourseProblem(doubts[0])
    exams = {exam.notebook: exam for exam in model_exams(assignment)}
    run = _Runner(course, executor)
    models = dict(zip(exams, run.model(tuple(exams.values()), name), strict=True))
    possible = list(_attempts(course, assignment, exams, models))
    if not possible:
        raise CourseProblem(f"В задании «{name}» нет решений, которые можно испортить.")
    attempts = possible
    if sample is not None:
        attempts = random.Random(name).sample(possible, min(sample, len(possible)))
    verdicts = []
    watch(0, len(attempts))
    for attempt, done in run.attempts(attempts, models):
        caught_by = _worse(done, models[attempt.exam.notebook])
        verdicts.append(
            Verdict(attempt.exam.notebook, attempt.task, attempt.mutant, caught_by, attempt.reason)
        )
        watch(len(verdicts), len(attempts))
    order = {id(attempt.mutant): place for place, attempt in enumerate(possible)}
    verdicts.sort(key=lambda verdict: order[id(verdict.mutant)])
    tests = {
        notebook.name: tuple(cell.grade_id for cell in notebook.tests)
        for notebook in assignment.notebooks
    }
    return Audit(name, tuple(verdicts), tests, tuple(_stale(assignment, possible, verdicts)))


def _attempts(
    course: Course,
    assignment: Assignment,
    exams: dict[str, Exam],
    models: dict[str, Examination],
) -> Iterator[_Attempt]:
    """Все испорченные решения; ответы, которые оценивает человек, не трогаем."""
    for notebook in assignment.notebooks:
        exam = exams[notebook.name]
        for cell in notebook.cells:
            if cell.kind != "answer" or cell.manual or cell.cell_type != "code":
                continue
            marks = equivalents(cell.source)
            for mutant in mutants(cell.source, solution_lines(course, cell.source)):
                changed = tuple(
                    replace(item, source=mutant.source)
                    if item.role == "answer" and item.grade_id == cell.grade_id
                    else item
                    for item in exam.cells
                )
                spoiled = replace(
                    exam,
                    cells=changed,
                    seed=int(mutant.key, 16),
                    contract=models[notebook.name].contract,
                )
                yield _Attempt(spoiled, cell.grade_id, mutant, marks.get(mutant.key, ""))


def solution_lines(course: Course, source: str) -> frozenset[int]:
    """Строки решения (с единицы): между знаками решения, а без знаков — вся ячейка."""
    settings = course.converter(ClearSolutions)
    inside, found = False, set()
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        if settings.begin_solution_delimeter in line:
            inside = True
        elif settings.end_solution_delimeter in line:
            inside = False
        elif inside:
            found.add(number)
    return frozenset(found or range(1, len(lines) + 1))


class _Runner:
    """Отдаёт экзамены исполнителю и читает ответы."""

    def __init__(self, course: Course, executor: Executor) -> None:
        self._hidden = course.private_paths()
        self._executor = executor

    def model(self, exams: tuple[Exam, ...], name: str) -> list[Examination]:
        """Экзамены с решениями преподавателя: за них полагается полный балл."""
        job = Job(exams, Limits(), "auto", self._hidden)
        done = examinations_of(self._executor.submit(_patiently, job).result())
        require_full_marks(name, [outcome for item in done for outcome in item.outcomes])
        return done

    def attempts(
        self, attempts: list[_Attempt], models: dict[str, Examination]
    ) -> Iterator[tuple[_Attempt, Examination]]:
        """Экзамены с испорченными решениями, в порядке готовности."""
        limits = _limits(models.values())
        waiting = {
            self._executor.submit(
                _patiently, Job((attempt.exam,), limits, "auto", self._hidden)
            ): attempt
            for attempt in attempts
        }
        for future in as_completed(waiting):
            yield waiting[future], examinations_of(future.result())[0]


def _patiently(job: Job) -> bytes:
    """Экзамен в рабочем процессе; неполадка среды — не повод судить о проверках."""
    for _ in range(ATTEMPTS):
        answer = examine(job)
        try:
            examinations_of(answer)
        except BrokenEnvironment:
            continue
        break
    return answer


def _limits(models: Iterator[Examination]) -> Limits:
    """Пределы по времени верного решения: зациклившееся не должно занимать минуты."""
    longest = max(sum(model.phases.values()) for model in models)
    return Limits(cell_timeout=1 + 2 * longest, notebook_timeout=2 + 4 * longest)


def _worse(done: Examination, model: Examination) -> tuple[str, ...]:
    """Проверки, которые дали испорченному решению меньше баллов, чем верному, или не прошли."""
    full = {outcome.grade_id: outcome.score for outcome in model.outcomes}
    return tuple(
        outcome.grade_id
        for outcome in done.outcomes
        if outcome.outcome != "passed" or outcome.score < full[outcome.grade_id]
    )


def _stale(
    assignment: Assignment, possible: list[_Attempt], verdicts: list[Verdict]
) -> Iterator[tuple[str, str]]:
    needed = {(attempt.task, attempt.mutant.key) for attempt in possible}
    needed -= {(v.task, v.mutant.key) for v in verdicts if v.status == "caught"}
    for notebook in assignment.notebooks:
        for cell in notebook.cells:
            if cell.kind == "answer":
                for key in equivalents(cell.source):
                    if (cell.grade_id, key) not in needed:
                        yield cell.grade_id, key
