"""Названия вместо идентификаторов: задача и проверка, как их знает студент."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.course.assignment import Assignment, load_assignment
from autograder.course.course import Course
from autograder.exam.records import Outcome
from autograder.results.pages import outline
from autograder.wording.problems import CourseProblem


@dataclass(frozen=True)
class Titles:
    """Названия одного задания.

    ``tasks`` — заголовки задач с автоматическими проверками по порядку; ``task_of`` и ``test_of`` —
    ``(тетрадь, grade_id)`` → номер задачи и название проверки.
    """

    assignment: str
    tasks: tuple[str, ...]
    task_of: dict[tuple[str, str], int]
    test_of: dict[tuple[str, str], str]

    def task(self, item: Outcome) -> str:
        """Задача, к которой относится исход; у неизвестной — имя тетради."""
        number = self.task_of.get((item.notebook, item.grade_id))
        return item.notebook if number is None else self.tasks[number]

    def test(self, item: Outcome) -> str:
        """Название проверки."""
        return self.test_of.get((item.notebook, item.grade_id), item.grade_id)


def titles_of(course: Course, name: str) -> Titles:
    """Названия по исходнику; если он с выпуска изменился, остаются идентификаторы."""
    try:
        return read_titles(load_assignment(course, name))
    except CourseProblem:
        return Titles(name, (), {}, {})


def read_titles(assignment: Assignment) -> Titles:
    """Названия задания."""
    tasks: list[str] = []
    task_of: dict[tuple[str, str], int] = {}
    test_of: dict[tuple[str, str], str] = {}
    for notebook in assignment.notebooks:
        named = outline.test_titles(notebook)
        test_of |= {(notebook.name, grade_id): text for grade_id, text in named.items()}
        for section in outline.sections(notebook):
            cells = [notebook.cells[number] for number in section.cells]
            tests = [cell.grade_id for cell in cells if cell.kind == "test"]
            if tests:
                task_of |= {(notebook.name, grade_id): len(tasks) for grade_id in tests}
                tasks.append(section.title)
    first = assignment.notebooks[0] if assignment.notebooks else None
    title = outline.title(first) if first and len(assignment.notebooks) == 1 else assignment.name
    return Titles(title, tuple(tasks), task_of, test_of)
