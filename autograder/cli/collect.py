"""Команда ``collect``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.course.course import Course
from autograder.wording.console import fail, say, warn
from autograder.wording.untrusted_text import listed, visible


@click.command("collect", options_metavar="[КЛЮЧИ]")
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.argument("source", metavar="ОТКУДА", type=click.Path(path_type=Path))
@click.option(
    "--pattern",
    metavar="ВЫРАЖЕНИЕ",
    help="Регулярное выражение для путей с группой student (и, если надо, file, time).",
)
@click.option("--force", is_flag=True, help="Заменять и более новые работы.")
@click.pass_obj
def command(path, assignment: str, source: Path, pattern: str | None, force: bool) -> None:
    """Принимает работы из каталога или архива zip системы обучения.

    Имена файлов Moodle, Blackboard, Canvas, каталог на студента и файл на студента узнаются
    сами. Ссылки, каналы, пути наружу, слишком большие файлы и подозрительные имена не
    принимаются, о каждом сказано; остальное принимается.

    \b
    Примеры:
      autograder collect ps1 ~/Загрузки/moodle.zip
      autograder collect ps1 ~/работы
      autograder collect ps1 ~/работы --pattern '(?P<student>[a-z]+)-hw1-(?P<file>.+)'
    """
    from autograder.submission.collect import collect

    intake = collect(Course(path), assignment, source, pattern, force)
    for remark in intake.remarks:
        warn(remark)
    for student in intake.kept:
        warn(f"{visible(student)}: оставлена прежняя работа, она новее. Заменить: --force.")
    for reason in intake.refused:
        fail(reason)
    if intake.taken:
        say(f"Принято работ: {len(intake.taken)} ({listed(intake.taken)}).")
    elif not intake.kept:
        fail(
            f"Из «{visible(str(source))}» не принято ни одной работы. Если студенты узнаны "
            "неверно, задайте правило имён: --pattern."
        )
    if intake.refused or not (intake.taken or intake.kept):
        sys.exit(1)
