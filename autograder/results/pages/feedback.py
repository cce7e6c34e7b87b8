"""Отзывы студентам: таблица задач, а под ней — что сделано, что нет и почему.

Проверка показана словами: название берётся из видимой студенту части её ячейки, причина — из
сообщения, которое можно показать. Тексты скрытых проверок, их выводы и подробности появляются, лишь
если об этом попросил преподаватель.
"""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nbgrader.api import Gradebook, MissingEntry

from autograder.course.assignment import Assignment, SourceNotebook, load_assignment
from autograder.course.course import Course
from autograder.grading.journal import Decision, Journal
from autograder.results.pages import outline
from autograder.results.pages.rendering import render, write_page
from autograder.results.pages.surroundings import Surroundings
from autograder.results.pages.tasks import tasks
from autograder.storage.untrusted_files import read_regular
from autograder.storage.writing import write_file

MAX_ADDRESS = 1000  # байт: там строка времени или ключ сдачи


@dataclass(frozen=True)
class Options:
    """Что показать: ``show_tests`` — тексты проверок; ``links`` — откуда считать ссылки задания."""

    show_tests: bool = False
    links: str = ""


def write_feedback(
    course: Course, name: str, students: list[str], options: Options | None = None
) -> tuple[dict[str, list[Path]], list[str]]:
    """Пишет отзывы студентам.

    Returns
    -------
    pages : dict
        Студент → написанные страницы, по одной на тетрадь.
    absent : list of str
        Студенты, работы которых ещё не проверены.
    """
    options = options or Options()
    assignment = load_assignment(course, name)
    pages: dict[str, list[Path]] = {}
    absent: list[str] = []
    with Journal(course.state) as journal, course.gradebook() as book:
        for student in students:
            writer = _Writer(course, book, assignment, student, options)
            try:
                pages[student] = writer.write(journal.latest(name, student))
            except (MissingEntry, OSError, ValueError):
                absent.append(student)
            book.db.expunge_all()
    return pages, absent


@dataclass(frozen=True)
class _Writer:
    """Пишет отзыв одному студенту."""

    course: Course
    book: Gradebook
    assignment: Assignment
    student: str
    options: Options

    def write(self, decision: Decision | None) -> list[Path]:
        """Пишет страницу на каждую тетрадь."""
        entry = self.book.find_submission(self.assignment.name, self.student)
        graded = {notebook.name: notebook for notebook in entry.notebooks}
        self._address()
        return [
            self._write(source, graded[source.name], decision)
            for source in self.assignment.notebooks
        ]

    def _address(self) -> None:
        """Кладёт рядом то, по чему ``nbgrader release_feedback`` находит, чей это отзыв."""
        submitted = self.course.submitted(self.assignment.name, self.student)
        target = self.course.feedback(self.assignment.name, self.student)
        for name in ("timestamp.txt", "submission_secret.txt"):
            try:
                content = read_regular(submitted / name, MAX_ADDRESS)
            except OSError:
                continue  # работу сдали не через обмен nbgrader, или это не файл
            write_file(target / name, content)

    def _write(self, source: SourceNotebook, graded, decision: Decision | None) -> Path:
        folder = self.course.autograded(self.assignment.name, self.student)
        note = (decision.notes if decision else {}).get(source.name, "")
        cells = json.loads((folder / f"{source.name}.ipynb").read_bytes())["cells"]
        if note:  # о беде скажет сама страница
            cells = [cell for cell in cells if note not in cell["source"]]
        target = self.course.feedback(self.assignment.name, self.student) / f"{source.name}.html"
        around = Surroundings(self.assignment.files, self._links(target))
        penalty = float(graded.late_submission_penalty or 0)
        page = render(
            "feedback.html.j2",
            assignment=self.assignment.name,
            title=outline.title(source),
            student=self.student,
            notebook=source.name,
            several=len(self.assignment.notebooks) > 1,
            score=max(0.0, float(graded.score) - penalty),
            max_score=float(graded.max_score),
            penalty=penalty,
            waiting=bool(graded.needs_manual_grade),
            note=note,
            tasks=tasks(source, cells, graded, decision, around, self.options.show_tests),
        )
        write_page(target, page)
        return target

    def _links(self, page: Path) -> str:
        """Начало относительных ссылок задания, если читать их со страницы отзыва."""
        if self.options.links:
            return self.options.links.rstrip("/") + "/"
        release = self.course.release(self.assignment.name)
        return quote(posixpath.relpath(release.as_posix(), page.parent.as_posix())) + "/"
