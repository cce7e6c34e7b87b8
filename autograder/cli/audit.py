"""Команда ``audit``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from autograder.course.course import Course
from autograder.wording.console import progress, say, warn
from autograder.wording.untrusted_text import visible


@click.command("audit", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.option(
    "--output",
    metavar="ФАЙЛ",
    type=click.Path(path_type=Path),
    help="Страница; рядом ляжет JSON. По умолчанию audit-ЗАДАНИЕ.html в текущем каталоге.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 1024),
    help="Рабочих процессов; по умолчанию по числу ядер.",
)
@click.option(
    "--sample",
    metavar="N",
    type=click.IntRange(1),
    help="Испытать лишь N испорченных решений, всякий раз одни и те же; по умолчанию все.",
)
@click.pass_obj
def command(
    path, assignment: str, output: Path | None, workers: int | None, sample: int | None
) -> None:
    """Испытывает сами проверки: какие неверные решения они пропускают.

    В решение преподавателя по одной вносятся ошибки (другой знак, сдвиг на единицу, другой
    режим, потерянная строка, оси наоборот), и каждое испорченное решение проверяется как работа
    студента. На странице видно, что проскочило. Если испорченное решение на деле верно, его
    помечают строкой «# autograder: equivalent КЛЮЧ — причина» внутри решения.

    \b
    Примеры:
      autograder audit ps1
      autograder audit ps1 --output ~/ps1-audit.html
      autograder audit ps1 --sample 50
    """
    from autograder.audit import audit
    from autograder.grading.workers import LocalWorkers
    from autograder.results.pages.audit import write_audit

    course = Course(path)
    course.check_assignment(assignment)
    with LocalWorkers(workers or os.cpu_count() or 1) as executor, progress() as bar:
        task = bar.add_task(f"Испытание {visible(assignment)}", total=None)
        found = audit(
            course,
            assignment,
            executor,
            watch=lambda done, total: bar.update(task, completed=done, total=total),
            sample=sample,
        )
    page, data = write_audit(found, output or Path(f"audit-{assignment}"))
    say(
        f"Испорченных решений: {len(found.verdicts)}. Поймано: {found.count('caught')}. "
        f"Проскочило: {found.count('survived')}. Помечено верными: {found.count('equivalent')}."
    )
    if found.stale:
        listed = ", ".join(f"{task} {key}" for task, key in found.stale)
        warn(f"Пометки, которые пора снять: {listed}.")
    say(f"Страница: {page}\nJSON: {data}")
