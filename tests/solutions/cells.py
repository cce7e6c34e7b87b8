"""Ячейки тетради nbgrader по их роли."""

from __future__ import annotations

from nbformat import NotebookNode


def marked(notebook: NotebookNode) -> list[NotebookNode]:
    """Ячейки с метаданными nbgrader."""
    return [cell for cell in notebook.cells if "nbgrader" in cell.metadata]


def answers(notebook: NotebookNode) -> list[NotebookNode]:
    """Ячейки, которые заполняет студент."""
    return [cell for cell in marked(notebook) if cell.metadata.nbgrader.solution]


def machine_graded(notebook: NotebookNode) -> list[NotebookNode]:
    """Проверки, за которые ставит баллы машина."""
    return [
        cell
        for cell in marked(notebook)
        if cell.metadata.nbgrader.grade and not cell.metadata.nbgrader.solution
    ]


def hand_graded(notebook: NotebookNode) -> list[NotebookNode]:
    """Ответы, за которые ставит баллы преподаватель."""
    return [cell for cell in answers(notebook) if cell.metadata.nbgrader.grade]


def grade_id(cell: NotebookNode) -> str:
    return cell.metadata.nbgrader.grade_id


def errors(cell: NotebookNode) -> list[NotebookNode]:
    """Выводы ячейки, в которых исключение."""
    return [output for output in cell.get("outputs", []) if output.output_type == "error"]


def lines_between(notebook: NotebookNode, marker: str) -> set[str]:
    """Строки между ``### BEGIN marker`` и ``### END marker`` во всех ячейках."""
    lines: set[str] = set()
    for cell in notebook.cells:
        inside = False
        for line in cell.source.splitlines():
            if line.strip() in (f"### BEGIN {marker}", f"### END {marker}"):
                inside = line.strip() == f"### BEGIN {marker}"
            elif inside and line.strip():
                lines.add(line.strip())
    return lines
