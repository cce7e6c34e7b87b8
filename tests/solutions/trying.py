"""Ответы на задачи, записанные в ``answers/``, и их проверка: сотни за один запуск песочницы."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.exam.records import Exam, Examination, Limits, Outcome
from autograder.grading.rehearsal import model_exams
from autograder.grading.workers import Job, LocalWorkers, examinations_of, examine

ANSWERS = Path(__file__).parent / "answers"
MARK = re.compile(r"^# %% (верно|ошибка): ([^|\n]+?)(?: \| (.+))?$", re.MULTILINE)
LIMITS = Limits(cell_timeout=20, notebook_timeout=60)


@dataclass(frozen=True)
class Answer:
    """Ответ на одну задачу.

    ``left`` — проверки, которые он проваливает: имя → сколько баллов остаётся.
    """

    assignment: str
    task: str
    right: bool
    title: str
    source: str
    left: dict[str, float] = field(default_factory=dict)


def read_answers(assignment: str) -> list[Answer]:
    """Все ответы на задачи задания по порядку файлов."""
    found = []
    for path in sorted(ANSWERS.glob(f"{assignment}/*.py")):
        pieces = MARK.split(path.read_text(encoding="utf-8"))[1:]
        for kind, title, losses, source in zip(*(pieces[at::4] for at in range(4)), strict=True):
            left = {}
            for loss in losses.split(", ") if losses else []:
                name, _, points = loss.partition("=")
                left[name] = float(points or 0)
            right = kind == "верно"
            if right == bool(left):
                raise ValueError(f"{path}: «{title}» — теряют баллы ошибки, и только они")
            found.append(Answer(assignment, path.stem, right, title, source.strip(), left))
    return found


def outcomes(course: Course, answers: list[Answer]) -> list[dict[str, Outcome]]:
    """Исходы проверок для каждого ответа, от его задачи до конца тетради."""
    with LocalWorkers(2) as workers:

        def grade(exams: list[Exam]) -> list[Examination]:
            jobs = [Job((exam,), LIMITS, "auto", course.private_paths()) for exam in exams]
            done = [workers.submit(examine, job) for job in jobs]
            return [examinations_of(future.result())[0] for future in done]

        names = sorted({answer.assignment for answer in answers})
        models = [model_exams(load_assignment(course, name))[0] for name in names]
        agreed = {
            name: replace(model, contract=rehearsal.contract)
            for name, model, rehearsal in zip(names, models, grade(models), strict=True)
        }
        graded = grade([answered(agreed[answer.assignment], answer) for answer in answers])
    return [{outcome.grade_id: outcome for outcome in found.outcomes} for found in graded]


def answered(model: Exam, answer: Answer) -> Exam:
    """Экзамен, в котором одна задача решена ответом; проверки до неё от него не зависят.

    После последней проверки — рисунки и вопросы для преподавателя, их исполнять незачем.
    """
    (place,) = (
        number
        for number, cell in enumerate(model.cells)
        if cell.role == "answer" and cell.grade_id == answer.task
    )
    end = 1 + max(number for number, cell in enumerate(model.cells) if cell.role == "test")
    cells = [cell for cell in model.cells[:place] if cell.role != "test"]
    cells.append(replace(model.cells[place], source=answer.source))
    return replace(model, cells=(*cells, *model.cells[place + 1 : end]))
