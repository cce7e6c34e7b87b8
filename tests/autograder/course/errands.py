"""Поручения рабочим процессам. Модуль лёгкий: его импортирует каждый новый процесс.

Простодушный экзаменатор исполняет всё в одном пространстве имён, без всякой защиты: он годится
лишь для проверки обвязки.
"""

from __future__ import annotations

import ast
import os
import signal
import time
from pathlib import Path

from autograder.exam.records import Exam, Examination, Outcome
from autograder.grading.codec import encode
from autograder.grading.workers import Job


class NaiveExaminer:
    """Исполняет экзамен без всякой защиты: годится лишь для проверки обвязки."""

    def examine(self, exam: Exam) -> Examination:
        space: dict = {}
        outputs, outcomes = {}, []
        for index, cell in enumerate(exam.cells):
            if cell.role == "prose":
                continue
            try:
                value = self._run(cell.source, space)
                verdict, score, message = "passed", cell.points, ""
                if cell.role == "test" and isinstance(value, int | float):
                    score = float(value)
            except Exception as exc:
                verdict, score, message = "failed", 0.0, f"{type(exc).__name__}: {exc}"
                outputs[index] = [
                    {
                        "output_type": "error",
                        "ename": type(exc).__name__,
                        "evalue": str(exc),
                        "traceback": [],
                    }
                ]
            if cell.role == "test":
                outcomes.append(
                    Outcome(exam.notebook, cell.grade_id, verdict, score, cell.points, message)
                )
        return Examination(tuple(outcomes), outputs, phases={"run": 0.001})

    @staticmethod
    def _run(source: str, space: dict):
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), space)
        return eval(compile(ast.Expression(last.value), "cell", "eval"), space) if last else None


def leave_mark(path: str) -> None:
    """Оставляет файл: этот вызов начался."""
    Path(path).touch()
    time.sleep(0.02)


def make_unsendable(_: object) -> object:
    """Возвращает то, что другому процессу не переслать."""
    return lambda: 1


def naive_task(job: Job) -> bytes:
    """Стоит на месте :func:`autograder.grading.workers.examine`."""
    examiner = NaiveExaminer()
    return b'{"examinations": ' + encode([examiner.examine(exam) for exam in job.exams]) + b"}"


def square(value: int) -> int:
    return value * value


def die_once(marker: str) -> str:
    path = Path(marker)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "жив"


def always_die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(_: object) -> None:
    raise ValueError("нет")


def slow_task(job: Job) -> bytes:
    time.sleep(0.02)
    return naive_task(job)


def kill_on_ann(job: Job) -> bytes:
    if job.exams[0].student == "ann":
        os.kill(os.getpid(), signal.SIGKILL)
    return naive_task(job)


def failing_task(job: Job) -> bytes:
    """Всякую проверку признаёт не пройденной."""
    done = [
        Examination(
            tuple(
                Outcome(exam.notebook, cell.grade_id, "failed", 0.0, cell.points, "Не тот ответ.")
                for cell in exam.cells
                if cell.role == "test"
            ),
            {},
        )
        for exam in job.exams
    ]
    return b'{"examinations": ' + encode(done) + b"}"
