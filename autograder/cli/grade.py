"""Команда ``grade``."""

from __future__ import annotations

import math
import os
import sys
from contextlib import contextmanager

import click

from autograder.course.course import Course
from autograder.exam.records import Limits
from autograder.grading.grading import Conditions, Grading, Summary
from autograder.grading.incidents import KINDS
from autograder.sandbox.weaknesses import REMEDY
from autograder.storage.locking import only_one
from autograder.wording.console import fail, progress, say, warn
from autograder.wording.problems import Problem
from autograder.wording.untrusted_text import listed, visible

_DEFAULTS = Limits()


class _Seconds(click.FloatRange):
    def convert(self, value, param, ctx) -> float:
        """Отличить от числа и то, что в сравнениях числом не выглядит: ``nan``."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value} — не число секунд.", param, ctx)
        return seconds


_SECONDS = _Seconds(0, 86_400, min_open=True)


@click.command("grade", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.option(
    "--student",
    "students",
    metavar="ИМЯ",
    multiple=True,
    help="Проверить лишь этого студента; можно повторять.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 1024),
    help="Рабочих процессов; по умолчанию по числу ядер.",
)
@click.option(
    "--scheduler",
    metavar="АДРЕС",
    help="Планировщик dask.distributed: проверять на других машинах.",
)
@click.option(
    "--timeout",
    metavar="С",
    type=_SECONDS,
    default=_DEFAULTS.cell_timeout,
    show_default=True,
    help="Секунд на ячейку и на вызов функции студента.",
)
@click.option(
    "--notebook-timeout",
    metavar="С",
    type=_SECONDS,
    default=_DEFAULTS.notebook_timeout,
    show_default=True,
    help="Секунд на всю тетрадь.",
)
@click.option(
    "--memory",
    metavar="МБ",
    type=click.IntRange(64),
    default=_DEFAULTS.memory_mb,
    show_default=True,
    help="Мегабайт памяти на процесс студента.",
)
@click.option("--force", is_flag=True, help="Проверить заново и то, что уже проверено.")
@click.option(
    "--isolation",
    type=click.Choice(["auto", "bwrap", "landlock", "none"]),
    default="auto",
    show_default=True,
    help="Изоляция: auto требует всех слоёв, остальное ослабляет защиту.",
)
@click.pass_obj
def command(
    path,
    assignment: str,
    students: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    timeout: float,
    notebook_timeout: float,
    memory: int,
    force: bool,
    isolation: str,
) -> None:
    """Проверяет присланные работы и записывает оценки.

    Код студентов исполняется в изоляции: без сети, без доступа к курсу и к чужим работам.
    Уже проверенное пропускается; прерванную проверку можно просто запустить снова.

    \b
    Примеры:
      autograder grade ps1
      autograder grade ps1 --student ivanov --force
      autograder grade ps1 --workers 8 --timeout 60 --memory 4096
      autograder grade ps1 --scheduler tcp://10.0.0.5:8786
    """
    _require_linux(scheduler)
    course = Course(path)
    course.check_assignment(assignment)
    if isolation != "auto":
        warn(f"Защита ослаблена ключом --isolation {isolation}: код студентов может лишнее.")
    limits = Limits(cell_timeout=timeout, notebook_timeout=notebook_timeout, memory_mb=memory)
    conditions = Conditions(limits, isolation, force)
    with only_one(course.state / "lock"):
        course.require_gradebook()
        names = _choose(course, assignment, students)
        with _executor(scheduler, workers or os.cpu_count() or 1) as (executor, count):
            grading = Grading(course, assignment, conditions, executor, window=2 * count)
            with progress() as bar:
                task = bar.add_task(f"Проверка {visible(assignment)}", total=len(names))
                summary = grading.run(names, watch=lambda _: bar.advance(task))
    _tell(assignment, summary)
    if summary.failed:
        sys.exit(1)


def _tell(assignment: str, summary: Summary) -> None:
    say(
        f"Проверено: {len(summary.graded)}. Проверено ранее: {len(summary.skipped)}. "
        f"Не удалось: {len(summary.failed)}."
    )
    noticed = [(title, summary.noticed.get(kind)) for kind, title in KINDS.items()]
    for title, names in (("Нет тетради или она не читается", summary.broken), *noticed):
        if names:
            warn(
                f"{title}: {listed(sorted(names))}. "
                f"Подробно: autograder log {assignment} --student ИМЯ"
            )
    for weakness in sorted(summary.weak):
        warn(f"Песочница неполная. {weakness}.")
    if summary.weak:
        say(REMEDY)
    for student, reason in sorted(summary.failed.items()):
        fail(f"{visible(student)}: {reason}")


def _require_linux(scheduler: str | None) -> None:
    if sys.platform != "linux" and scheduler is None:
        raise Problem(
            "Проверка исполняет чужой код и потому нуждается в изоляции Linux (bubblewrap и "
            "Landlock). Запустите её на Linux, в WSL 2 или виртуальной машине либо укажите "
            "планировщик на Linux: --scheduler АДРЕС. Остальные команды работают и здесь."
        )


def _choose(course: Course, assignment: str, wanted: tuple[str, ...]) -> list[str]:
    present = course.students(assignment)
    unknown = [name for name in wanted if name not in present]
    if unknown:
        raise Problem(f"Работ этих студентов по заданию «{assignment}» нет: {listed(unknown)}.")
    if not present:
        place = course.submitted(assignment, "ИМЯ")
        raise Problem(
            f"Работ по заданию «{assignment}» нет. Положите их в {place} или примите командой "
            "autograder collect."
        )
    return list(dict.fromkeys(wanted)) or present


@contextmanager
def _executor(scheduler: str | None, workers: int):
    if scheduler is not None:
        from autograder.grading.cluster import cluster

        with cluster(scheduler) as pair:
            yield pair
        return
    from autograder.grading.workers import LocalWorkers

    with LocalWorkers(workers) as executor:
        yield executor, workers
