"""Проверенная работа на диске: тетради с выводами, какие открывает formgrader."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.exam.records import Examination, Outcome
from autograder.grading.rebuild import Place, Rebuilt
from autograder.storage.writing import draft_folder, recover_folder
from autograder.submission.submission import Submission
from autograder.wording.untrusted_text import visible

NO_ANSWER = "Ответа в работе нет."


def notebook_content(
    rebuilt: Rebuilt,
    examination: Examination,
    metadata: dict,
    outcomes: Iterable[Outcome] = (),
    note: str = "",
) -> dict:
    """Тетрадь в формате nbformat 4: тексты из экзамена, выводы из проверки.

    Под непройденной проверкой стоит та же причина, что и в отзыве: её видно и в formgrader.

    Parameters
    ----------
    metadata : dict
        Метаданные исходной тетради (ядро).
    note : str
        Объяснение, почему тетрадь не удалось проверить; ставится первой ячейкой.
    """
    reasons = {item.grade_id: [_reason(item)] for item in outcomes if item.message}
    cells = []
    for index, place in enumerate(rebuilt.places):
        tested = place.origin is not None and place.origin.kind == "test"
        told = reasons.get(place.origin.grade_id, []) if tested else []
        cells.append(_cell(place, [*examination.outputs.get(index, []), *told]))
    if note:
        cells.insert(0, {"cell_type": "markdown", "metadata": {}, "source": f"**{note}**"})
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}


def _reason(outcome: Outcome) -> dict:
    return {
        "output_type": "stream",
        "name": "stderr",
        "text": visible(outcome.message, keep="\n\t"),
    }


def _cell(place: Place, outputs: list[dict]) -> dict:
    metadata: dict = {}
    if place.origin is not None and place.origin.metadata:
        metadata["nbgrader"] = place.origin.metadata
        if place.origin.kind != "answer":
            metadata |= {"deletable": False, "editable": False}
    source = place.source
    if not place.answered:
        source = f"# {NO_ANSWER}" if place.cell_type == "code" else NO_ANSWER
    cell = {"cell_type": place.cell_type, "metadata": metadata, "source": source}
    if place.attachments and place.cell_type == "markdown":
        cell["attachments"] = place.attachments
    if place.cell_type == "code":
        cell |= {"execution_count": None, "outputs": outputs}
    return cell


def answers_on_disk(course: Course, assignment: Assignment, student: str) -> dict:
    """Ответы из прошлой проверки: ``(тетрадь, grade_id)`` → текст; пусто, если её не было."""
    target = course.autograded(assignment.name, student)
    recover_folder(target)
    found = {}
    for notebook in assignment.notebooks:
        path = target / f"{notebook.name}.ipynb"
        try:
            cells = json.loads(path.read_bytes())["cells"]
        except (OSError, ValueError, KeyError):
            continue
        for cell in cells:
            grade_id = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
            source = cell.get("source", "")
            found[notebook.name, grade_id] = source if isinstance(source, str) else "".join(source)
    return found


def draft_autograded(
    course: Course, assignment: Assignment, submission: Submission, contents: dict[str, dict]
) -> Path:
    """Собирает проверенную работу целиком; на место её ставит :func:`.writing.replace_folder`.

    Parameters
    ----------
    contents : dict
        Имя тетради → её содержимое (:func:`notebook_content`).
    """
    fresh = draft_folder(course.autograded(assignment.name, submission.student))
    for relative, data in {**submission.files, **_trusted(assignment, submission)}.items():
        path = fresh / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if submission.timestamp is not None:
        (fresh / "timestamp.txt").write_text(f"{submission.timestamp} UTC", encoding="utf-8")
    for name, content in contents.items():
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (fresh / f"{name}.ipynb").write_text(text, encoding="utf-8", errors="replace")
    _protect(fresh, 0o664 if course.dirs.groupshared else 0o444)
    return fresh


def _trusted(assignment: Assignment, submission: Submission) -> dict[str, bytes]:
    """Файлы задания, кроме тех, что преподаватель разрешил менять и студент прислал."""
    kept = assignment.editable & submission.files.keys()
    return {path: data for path, data in assignment.files.items() if path not in kept}


def _protect(root: Path, mode: int) -> None:
    for path in root.rglob("*"):
        if path.is_file():
            path.chmod(mode)


def describe(name: str, problem: Exception) -> str:
    """Фраза о тетради, которую не удалось проверить."""
    return f"Тетрадь {visible(name)} не проверена. {problem}"
