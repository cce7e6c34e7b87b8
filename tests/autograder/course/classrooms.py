"""Крошечные курсы, на которых проверяется обвязка."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from errands import naive_task
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course.assignment import load_assignment
from autograder.course.course import Course
from autograder.grading import contracts
from autograder.grading.grading import Conditions, Grading, Summary
from autograder.grading.workers import examine
from autograder.release.release import release

SOLUTION = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TEST = (
    "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(-31) == -62\n### END HIDDEN TESTS"
)


def marked(cell, grade_id: str, **flags):
    """Ставит ячейке метаданные nbgrader."""
    defaults = {"grade": False, "solution": False, "locked": False, "task": False}
    meta = {"grade_id": grade_id, "schema_version": 3, **defaults, **flags}
    cell.metadata["nbgrader"] = meta
    return cell


def source_cells() -> list:
    """Ячейки задания: импорт, ответ, проверка, частичный балл, письменный ответ, задача."""
    return [
        new_markdown_cell("# Удвоение"),
        new_code_cell("import math"),
        marked(new_code_cell(SOLUTION), "double", solution=True),
        new_code_cell("double(10)"),
        marked(new_code_cell(TEST), "test_double", grade=True, locked=True, points=2),
        marked(
            new_code_cell("0.5 if double(3) == 6 else 0"), "part", grade=True, locked=True, points=1
        ),
        marked(
            new_markdown_cell("Потому что сложение."), "why", grade=True, solution=True, points=3
        ),
        marked(
            new_markdown_cell(
                "Покажите пример.\n### BEGIN MARK SCHEME\nЛюбой пример годится.\n"
                "### END MARK SCHEME"
            ),
            "task",
            task=True,
            points=1,
            locked=True,
        ),
    ]


def write(path: Path, cells: list, **metadata) -> Path:
    """Пишет тетрадь из ячеек."""
    path.parent.mkdir(parents=True, exist_ok=True)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec, **metadata}), path)
    return path


class Classroom:
    """Курс с одним выпущенным заданием ``hw`` и удобные действия над ним."""

    def __init__(self, root: Path, cells: list | None = None) -> None:
        self.root = root
        write(root / "source" / "hw" / "main.ipynb", cells or source_cells())
        (root / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id='t'\n"
        )
        self.course = Course(root)
        release(self.course, "hw")

    @classmethod
    def copy(cls, template: Path, root: Path) -> Classroom:
        """Копия готового курса: создавать новый журнал оценок долго."""
        shutil.copytree(template, root)
        room = cls.__new__(cls)
        room.root, room.course = root, Course(root)
        return room

    def released(self):
        """Тетрадь, какой её получает студент."""
        return nbformat.read(self.root / "release" / "hw" / "main.ipynb", as_version=4)

    def submit(
        self,
        student: str,
        answer: str = "def double(x):\n    return 2 * x",
        why: str | None = None,
        change=None,
    ) -> Path:
        """Кладёт работу студента; ``change`` может переделать тетрадь перед записью."""
        nb = self.released()
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "double":
                cell.source = answer
            if why is not None and cell.metadata.get("nbgrader", {}).get("grade_id") == "why":
                cell.source = why
        nb = (change(nb) or nb) if change else nb
        path = self.root / "submitted" / student / "hw" / "main.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(nb), encoding="utf-8")
        return path

    def grade(self, *students: str, force: bool = False, task=naive_task) -> Summary:
        """Проверяет работы простодушным экзаменатором."""
        if task is not examine:  # простодушному экзаменатору договор ни к чему
            known = load_assignment(self.course, "hw")
            contracts.keep(self.course, known, contracts.Rehearsed((), {}))
        with ThreadPoolExecutor(1) as executor:
            grading = Grading(self.course, "hw", Conditions(force=force), executor, 2, task)
            return grading.run(students or self.course.students("hw"))

    def scores(self, student: str) -> dict[str, tuple]:
        """Оценки в журнале: ячейка → (автоматическая, ручная, ждёт ли человека)."""
        with self.course.gradebook() as book:
            entry = book.find_submission("hw", student)
            return {
                grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                for notebook in entry.notebooks
                for grade in notebook.grades
            }

    def decision(self, student: str):
        """Последняя запись журнала проверки."""
        from autograder.grading.journal import Journal

        with Journal(self.course.state) as journal:
            return journal.latest("hw", student)
