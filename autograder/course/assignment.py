"""Задание глазами преподавателя: ячейки исходника, их роли и то, что увидел студент.

Порядок ячеек, решения и вспомогательные ячейки берутся из исходной тетради, а тексты проверок,
заготовки ответов и баллы — из журнала оценок, куда их записал выпуск: ровно так поступает и сам
nbgrader. Если исходник с тех пор изменился, задание надо выпустить заново.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError
from nbgrader.nbgraderformat import read as read_nbgrader
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearSolutions,
    IncludeHeaderFooter,
    InstantiateTests,
)

from autograder.course.course import Course
from autograder.storage.untrusted_files import read_trusted
from autograder.wording.problems import CourseProblem
from autograder.wording.reasons import system_problem


@dataclass(frozen=True)
class SourceCell:
    """Ячейка исходника.

    Attributes
    ----------
    kind : str
        ``test`` (автоматическая проверка), ``answer`` (ответ), ``locked`` (только для чтения),
        ``task`` (задание, оцениваемое вручную), ``plain`` (без метаданных nbgrader).
    source : str
        Полный текст: решение у ответа, скрытые проверки у проверки.
    released : str
        Текст, который получил студент.
    points : float
        Наибольший балл; 0 у неоцениваемых.
    manual : bool
        Оценивает ли ответ человек.
    metadata : dict
        Метаданные ``nbgrader`` для проверенной тетради.
    forbid : tuple of str
        Запрещённые имена из метаданных ``autograder.course.forbid``.
    hidden : frozenset of int
        Строки ``source`` (с единицы), которых студент не видел: скрытые проверки и указания.
    attachments : dict
        Картинки, вложенные в текстовую ячейку, в формате nbformat.
    """

    cell_type: str
    grade_id: str
    kind: str
    source: str
    released: str
    points: float = 0.0
    manual: bool = False
    metadata: dict = field(default_factory=dict)
    forbid: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()
    attachments: dict = field(default_factory=dict)


@dataclass(frozen=True)
class SourceNotebook:
    """Исходная тетрадь: имя без расширения, ячейки, метаданные."""

    name: str
    cells: tuple[SourceCell, ...]
    metadata: dict

    @property
    def tests(self) -> tuple[SourceCell, ...]:
        """Ячейки, которые оцениваются автоматически."""
        return tuple(cell for cell in self.cells if cell.kind == "test")


@dataclass(frozen=True)
class Assignment:
    """Задание целиком: тетради и сопутствующие файлы (относительный путь → содержимое)."""

    name: str
    notebooks: tuple[SourceNotebook, ...]
    files: dict[str, bytes]
    editable: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        """SHA-256 всего, от чего в задании зависит оценка."""
        mark = sha256()
        for notebook in self.notebooks:
            mark.update(notebook.name.encode())
            cells = [
                (c.kind, c.grade_id, c.cell_type, c.source, c.points, c.forbid)
                for c in notebook.cells
            ]
            mark.update(json.dumps(cells, ensure_ascii=False).encode())
        for path, content in sorted(self.files.items()):
            mark.update(json.dumps([path, len(content)]).encode() + content)
        return mark.hexdigest()


def load_assignment(course: Course, name: str) -> Assignment:
    """Читает задание из исходника, выпуска и журнала оценок.

    Raises
    ------
    CourseProblem
        Если задание не выпущено, изменено после выпуска, не на Python или не читается.
    """
    course.check_assignment(name)
    course.require_gradebook()
    released = course.release(name)
    with course.gradebook() as book:
        notebooks = tuple(
            _load_notebook(course, book, name, path)
            for path in sorted(course.source(name).glob("*.ipynb"))
        )
    files = read_trusted(released if released.is_dir() else course.source(name), course.dirs.ignore)
    editable = course.config.get("Autograde", {}).get("exclude_overwriting", {}).get(name, [])
    return Assignment(name, notebooks, files, frozenset(map(str, editable)))


def read_source(course: Course, path: Path) -> NotebookNode:
    """Читает исходную тетрадь вместе с шапкой и подвалом курса."""
    try:
        with path.open(encoding="utf-8") as stream:
            nb = read_nbgrader(stream, as_version=4)
        with utils.chdir(str(course.root)):
            nb, _ = course.converter(IncludeHeaderFooter).preprocess(nb, {})
    except OSError as exc:
        raise CourseProblem(f"Исходная тетрадь не читается: {system_problem(exc)}.") from exc
    except Exception as exc:
        raise CourseProblem(f"Исходная тетрадь {path} не читается: {_explained(exc)}.") from exc
    language = nb.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        raise CourseProblem(
            f"Тетрадь {path} написана на языке {language}, а проверяется только Python."
        )
    return nb


def _explained(exc: Exception) -> str:
    """Ошибка чтения тетради; nbgrader и nbformat говорят о них по-английски."""
    if isinstance(exc, SchemaTooOldError):
        return (
            f"метаданные nbgrader в ней старой версии {exc.actual_version}. Обновите тетрадь: "
            "nbgrader update ФАЙЛ, и повторите команду"
        )
    if isinstance(exc, SchemaTooNewError):
        return "метаданные nbgrader в ней новее самого nbgrader. Обновите его"
    text = str(exc).replace("Duplicate grade id", "повторяется grade_id")
    text = re.sub(r"(?s)Notebook does not appear to be JSON.*", "это не JSON", text)
    text = re.sub(r"nbgrader cell '(.*)' does not have points", r"у ячейки «\1» нет баллов", text)
    alien = re.search(r"On instance\['grade_id'\]:\s+'(.*)'", text)
    if alien:
        return f"grade_id «{alien[1]}» не годится, в нём могут быть латинские буквы, цифры, _ и -"
    if isinstance(exc, AttributeError | KeyError | TypeError):
        return f"метаданные nbgrader испорчены ({text})"
    return text.split("\n")[0].rstrip(".")


def _load_notebook(course: Course, book: Gradebook, name: str, path: Path) -> SourceNotebook:
    nb = read_source(course, path)
    stubs, _ = course.converter(ClearSolutions).preprocess(deepcopy(nb), {})
    try:
        entry = book.find_notebook(path.stem, name)
    except MissingEntry:
        raise CourseProblem(
            f"Тетрадь {path.name} задания «{name}» ещё не выпущена. Выполните: "
            f"autograder release {name}."
        ) from None
    saved = {cell.name: cell for cell in entry.source_cells}
    scores = {c.name: float(c.max_score) for c in [*entry.grade_cells, *entry.task_cells]}
    autotest = course.converter(InstantiateTests).autotest_delimiter
    cells, changed = [], set(saved)
    for cell, stub in zip(nb.cells, stubs.cells, strict=True):
        grade_id = _grade_id(cell)
        record = saved.get(grade_id)
        if grade_id and (record is None or _differs(stub, record, scores, autotest)):
            changed.add(grade_id)
            continue
        changed.discard(grade_id)
        cells.append(_source_cell(course, cell, record, scores.get(grade_id, 0.0)))
    if changed:
        raise CourseProblem(
            f"Исходник {path.name} задания «{name}» изменён после выпуска (ячейки: "
            f"{', '.join(sorted(changed))}). Выполните: autograder release {name}."
        )
    metadata = {"kernelspec": json.loads(entry.kernelspec or "{}")}
    return SourceNotebook(path.stem, tuple(cells), metadata)


def _grade_id(cell: NotebookNode) -> str:
    """Идентификатор ячейки, которую nbgrader хранит в журнале; иначе пустая строка."""
    marked = (utils.is_grade, utils.is_solution, utils.is_locked, utils.is_task)
    return cell.metadata["nbgrader"]["grade_id"] if any(test(cell) for test in marked) else ""


def _differs(stub: NotebookNode, record, scores: dict[str, float], autotest: str) -> bool:
    graded = utils.is_grade(stub) or utils.is_task(stub)
    points = float(stub.metadata["nbgrader"].get("points", 0)) if graded else None
    generated = autotest in stub.source
    return (
        stub.cell_type != record.cell_type
        or points != scores.get(record.name)
        or (stub.source != record.source and not generated)
    )


def _source_cell(course: Course, cell: NotebookNode, record, points: float) -> SourceCell:
    if record is None:
        pictures = dict(cell.get("attachments", {}))
        return SourceCell(
            cell.cell_type, "", "plain", cell.source, cell.source, attachments=pictures
        )
    solution, grade = utils.is_solution(cell), utils.is_grade(cell)
    kind = "task" if utils.is_task(cell) else "answer" if solution else "locked"
    kind = "test" if grade and not solution else kind
    metadata = dict(cell.metadata["nbgrader"], checksum=record.checksum)
    metadata["cell_type"] = cell.cell_type
    return SourceCell(
        cell.cell_type,
        record.name,
        kind,
        source=cell.source if solution else record.source,
        released=_released(course, record.source),
        points=points,
        manual=solution and grade,
        metadata=metadata,
        forbid=tuple(map(str, cell.metadata.get("autograder", {}).get("forbid", ()))),
        hidden=frozenset(_hidden_lines(course, record.source)),
        attachments=dict(cell.get("attachments", {})),
    )


def _hidden_lines(course: Course, source: str) -> Iterator[int]:
    tests, marks = course.converter(ClearHiddenTests), course.converter(ClearMarkScheme)
    borders = {
        tests.begin_test_delimeter: tests.end_test_delimeter,
        marks.begin_mark_scheme_delimeter: marks.end_mark_scheme_delimeter,
    }
    end = ""
    for number, line in enumerate(source.split("\n"), start=1):
        begin = next((mark for mark in borders if mark in line), "")
        if end or begin:
            yield number
        end = borders[begin] if begin and not end else "" if end and end in line else end


def _released(course: Course, source: str) -> str:
    """Убирает скрытые проверки и указания проверяющему так же, как выпуск."""
    cell = NotebookNode(cell_type="markdown", source=source, metadata=NotebookNode())
    course.converter(ClearHiddenTests)._remove_hidden_test_region(cell)
    course.converter(ClearMarkScheme)._remove_mark_scheme_region(cell)
    return cell.source
