"""Отзывы студентам: что сделано, что нет и почему — без скрытых проверок.

Проверка показана словами: описание берётся из видимой студенту части её ячейки, причина — из
сообщения, которое экзаменатор разрешил показать. Тексты проверок, их выводы и подробности
появляются, лишь если об этом попросил преподаватель.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from nbgrader.api import Gradebook, MissingEntry, SubmittedNotebook

from autograder.assignment import Assignment, SourceCell, SourceNotebook, load_assignment
from autograder.course import Course
from autograder.journal import Decision, Journal
from autograder.pages import inert
from autograder.pages.rendering import render, write_page
from autograder.records import Outcome


@dataclass(frozen=True)
class Block:
    """Кусок страницы: ``prose``, ``code``, ``test`` или ``mark``, и то, что в нём показать."""

    kind: str
    body: Markup = Markup("")
    outputs: tuple[Markup, ...] = ()
    title: str = ""
    outcome: str = ""
    message: str = ""
    score: float = 0.0
    max_score: float = 0.0
    waiting: bool = False
    comment: str = ""
    own: bool = False


def write_feedback(
    course: Course, name: str, students: list[str], show_tests: bool = False
) -> tuple[list[Path], list[str]]:
    """Пишет отзывы студентам.

    Parameters
    ----------
    show_tests : bool
        Показать тексты проверок, скрытых в том числе, и подробности ошибок.

    Returns
    -------
    pages : list of Path
        Написанные страницы.
    absent : list of str
        Студенты, работы которых ещё не проверены.
    """
    assignment = load_assignment(course, name)
    pages: list[Path] = []
    absent: list[str] = []
    with Journal(course.state) as journal, course.gradebook() as book:
        for student in students:
            decision = journal.latest(name, student)
            try:
                written = _write_student(course, book, assignment, student, decision, show_tests)
            except (MissingEntry, OSError, ValueError):
                absent.append(student)
            else:
                pages += written
            book.db.expunge_all()
    return pages, absent


def _write_student(
    course: Course,
    book: Gradebook,
    assignment: Assignment,
    student: str,
    decision: Decision | None,
    show_tests: bool,
) -> list[Path]:
    entry = book.find_submission(assignment.name, student)
    graded = {notebook.name: notebook for notebook in entry.notebooks}
    pages = []
    for source in assignment.notebooks:
        path = course.autograded(assignment.name, student) / f"{source.name}.ipynb"
        note = (decision.notes if decision else {}).get(source.name, "")
        cells = json.loads(path.read_bytes())["cells"]
        if note:  # о беде скажет сама страница
            cells = [cell for cell in cells if note not in cell["source"]]
        notebook = graded[source.name]
        penalty = float(notebook.late_submission_penalty or 0)
        page = render(
            "feedback.html.j2",
            assignment=assignment.name,
            student=student,
            notebook=source.name,
            score=max(0.0, float(notebook.score) - penalty),
            max_score=float(notebook.max_score),
            penalty=penalty,
            waiting=bool(notebook.needs_manual_grade),
            note=note,
            blocks=_blocks(source, cells, notebook, decision, show_tests),
        )
        target = course.feedback(assignment.name, student) / f"{source.name}.html"
        write_page(target, page)
        pages.append(target)
    return pages


def _blocks(
    source: SourceNotebook,
    cells: list[dict],
    notebook: SubmittedNotebook,
    decision: Decision | None,
    show_tests: bool,
) -> list[Block]:
    origins = {cell.grade_id: cell for cell in source.cells if cell.grade_id}
    outcomes = {
        item.grade_id: item
        for item in (decision.outcomes if decision else ())
        if item.notebook == source.name
    }
    grades = {grade.name: grade for grade in notebook.grades}
    comments = {comment.name: comment.comment for comment in notebook.comments}
    given = {cell.source.strip() for cell in source.cells if cell.kind == "plain"}
    blocks = []
    for cell in cells:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        origin, grade = origins.get(grade_id), grades.get(grade_id)
        if origin is not None and origin.kind == "test":
            blocks.append(_test(origin, outcomes.get(grade_id), grade, show_tests))
            continue
        blocks.append(_content(cell, origin, own=cell["source"].strip() not in given))
        if grade is not None or comments.get(grade_id):
            blocks.append(_mark(grade, comments.get(grade_id) or ""))
    return blocks


def _content(cell: dict, origin: SourceCell | None, own: bool) -> Block:
    fixed = origin is not None and origin.kind != "answer"
    source = origin.released if fixed else cell["source"]
    own = own and not fixed and (origin is None or source != origin.released)
    if cell["cell_type"] != "code":
        return Block("prose", inert.markdown(source), own=own)
    outputs = tuple(inert.output(item) for item in cell.get("outputs", []))
    return Block("code", inert.text(source), outputs, own=own)


def _test(origin: SourceCell, outcome: Outcome | None, grade, show_tests: bool) -> Block:
    score = float(grade.score) if grade is not None else 0.0
    kind = outcome.outcome if outcome else ("passed" if score >= origin.points else "failed")
    message = outcome.message if outcome else ""
    if show_tests and outcome and outcome.detail:
        message = f"{message}\n{outcome.detail}".strip()
    return Block(
        "test",
        inert.text(origin.source) if show_tests else Markup(""),
        title=description(origin.released) or f"Проверка {origin.grade_id}",
        outcome=kind,
        message=message,
        score=score,
        max_score=origin.points,
        waiting=bool(grade is not None and grade.needs_manual_grade),
    )


def _mark(grade, comment: str) -> Block:
    if grade is None:
        return Block("mark", comment=comment, max_score=-1)
    return Block(
        "mark",
        score=float(grade.score),
        max_score=float(grade.max_score),
        waiting=bool(grade.needs_manual_grade),
        comment=comment,
    )


def description(released: str) -> str:
    """Что проверяет ячейка, словами: её строка документации или первые строки-комментарии.

    Parameters
    ----------
    released : str
        Текст ячейки, какой видел студент: скрытых проверок в нём уже нет.
    """
    try:
        documented = ast.get_docstring(ast.parse(released))
    except (SyntaxError, ValueError):
        documented = None
    if documented:
        return documented.split("\n\n")[0]
    lines = []
    for line in released.strip().splitlines():
        if not line.startswith("#"):
            break
        if "autograder:" not in line:
            lines.append(line.lstrip("# ").strip())
    return " ".join(line for line in lines if line)
