"""Задание как оглавление: разделы по заголовкам, у каждого — ответы, проверки и баллы.

Студент помнит задачу по заголовку («3. Четыре отступа»), а не по ``grade_id``. Раздел — от
заголовка до следующего; без заголовков раздел начинается с каждого ответа.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from autograder.course.assignment import SourceCell, SourceNotebook

_HEADING = re.compile(r"^ {0,3}(#{1,4})\s+(.+?)\s*#*\s*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Section:
    """Раздел задания: заголовок и номера ячеек исходной тетради."""

    title: str
    cells: tuple[int, ...]


def title(notebook: SourceNotebook) -> str:
    """Название тетради: её первый заголовок, а без него — имя файла."""
    return next((text for cell in notebook.cells for _, text in _headings(cell)), notebook.name)


def sections(notebook: SourceNotebook) -> tuple[Section, ...]:
    """Разделы тетради, в каждом из которых есть что оценивать; остальное примыкает к ближайшему."""
    headings = [number for number, cell in enumerate(notebook.cells) if list(_headings(cell))]
    by_answers = len(headings) < 2
    groups: list[list[int]] = [[]]
    for number, cell in enumerate(notebook.cells):
        starts = cell.kind == "answer" if by_answers else number in headings
        if starts and any(_graded(notebook.cells[i]) for i in groups[-1]):
            groups.append([])
        groups[-1].append(number)
    if len(groups) > 1 and not any(_graded(notebook.cells[i]) for i in groups[-1]):
        rest = groups.pop()
        groups[-1] += rest
    return tuple(Section(_section_title(notebook, group), tuple(group)) for group in groups)


def test_titles(notebook: SourceNotebook) -> dict[str, str]:
    """Проверка → её название словами: описание или раздел и номер в нём."""
    found = {}
    for section in sections(notebook):
        tests = [notebook.cells[i] for i in section.cells if notebook.cells[i].kind == "test"]
        for number, test in enumerate(tests, start=1):
            plain = f"Проверка {number}" if len(tests) > 1 else "Проверка"
            found[test.grade_id] = description(test.released) or plain
    return found


def section_titles(notebook: SourceNotebook) -> dict[str, str]:
    """Идентификатор ячейки → заголовок раздела, в котором она стоит."""
    return {
        notebook.cells[i].grade_id: section.title
        for section in sections(notebook)
        for i in section.cells
        if notebook.cells[i].grade_id
    }


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
        if "autograder:" not in line and not line.startswith("###"):
            lines.append(line.lstrip("# ").strip())
    return " ".join(line for line in lines if line)


def _section_title(notebook: SourceNotebook, group: list[int]) -> str:
    """Последний заголовок перед первой оцениваемой ячейкой, иначе имя того, что надо написать."""
    found = ""
    for number in group:
        cell = notebook.cells[number]
        found = next((text for _, text in reversed(list(_headings(cell)))), found)
        if _graded(cell) and found:
            return found
    answers = [notebook.cells[i] for i in group if notebook.cells[i].kind == "answer"]
    return found or next((_defined(cell) for cell in answers), "Задание")


def _defined(cell: SourceCell) -> str:
    found = re.search(r"^(?:async )?(?:def|class) (\w+)", cell.source, re.MULTILINE)
    return found[1] if found else cell.grade_id


def _graded(cell: SourceCell) -> bool:
    return cell.kind in ("test", "task") or cell.manual


def _headings(cell: SourceCell):
    """Заголовки текстовой ячейки: уровень и текст без разметки."""
    if cell.cell_type != "markdown" or cell.kind == "answer":
        return
    for marks, text in _HEADING.findall(_FENCE.sub("", cell.released)):
        plain = re.sub(r"[*`]|<[^>]*>", "", _LINK.sub(r"\1", text)).strip()
        if plain:
            yield len(marks), plain
