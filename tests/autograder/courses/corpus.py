"""Задания в манере открытых курсов nbgrader и работы к ним: каталог на задание.

``ТЕТРАДЬ.percent`` — исходная тетрадь, ``files/`` — файлы задания, ``students/ИМЯ.percent`` —
ответы, ``students/ИМЯ.files/`` — файлы, которые студент прислал вместе с ними. Метки исходника:
``# %% вид [grade_id [баллы]]``, где вид — ``markdown``, ``code``, ``answer``, ``test``, ``manual``
(код), ``essay`` (текст) или ``locked``; метки ответов — те же, что в ``building.py``.

У каждого задания есть ещё две работы: ``right`` — решения преподавателя и ``empty`` — нетронутая.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
from building import Block, build_notebook, read_answers
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

HERE = Path(__file__).parent
MARK = re.compile(r"^# %% +(.+?) *$", re.MULTILINE)
FLAGS = {
    "answer": {"solution": True},
    "test": {"grade": True, "locked": True},
    "manual": {"grade": True, "solution": True},
    "essay": {"grade": True, "solution": True},
    "locked": {"locked": True},
}
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "corpus"
c.ExecutePreprocessor.timeout = 60
c.Autograde.exclude_overwriting = {"own_module": ["mystats.py"]}
"""


def assignments() -> list[str]:
    """Имена заданий."""
    return sorted(path.name for path in HERE.iterdir() if list(path.glob("*.percent")))


def students(assignment: str) -> list[str]:
    """Имена работ задания."""
    written = {path.stem for path in (HERE / assignment / "students").glob("*.percent")}
    return sorted({*written, "right", "empty"})


def write_course(root: Path, names: list[str]) -> None:
    """Каталог курса nbgrader с исходниками заданий."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    for name in names:
        target = root / "source" / name
        target.mkdir(parents=True)
        if (HERE / name / "files").is_dir():
            shutil.copytree(HERE / name / "files", target, dirs_exist_ok=True)
        for path in (HERE / name).glob("*.percent"):
            nbformat.write(read_source(path), target / f"{path.stem}.ipynb")


def submit(root: Path, assignment: str, student: str) -> None:
    """Кладёт работу студента туда, где её ждёт nbgrader."""
    target = root / "submitted" / student / assignment
    shutil.copytree(root / "release" / assignment, target)
    blocks = _blocks(root, assignment, student)
    for path in target.glob("*.ipynb"):
        released = nbformat.read(path, as_version=4)
        here = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in released.cells}
        mine = [block for block in blocks if block.target in here]
        path.chmod(0o644)
        nbformat.write(build_notebook(released, mine), path)
    files = HERE / assignment / "students" / f"{student}.files"
    if files.is_dir():
        for path in files.iterdir():
            shutil.copyfile(path, target / path.name)


def read_source(path: Path) -> nbformat.NotebookNode:
    """Исходная тетрадь из текста; у ``old_metadata`` — такая, какой её писали прежние версии."""
    pieces = MARK.split(path.read_text(encoding="utf-8"))[1:]
    marks = zip(pieces[::2], pieces[1::2], strict=True)
    notebook = new_notebook(cells=[_cell(mark.split(), text.strip("\n")) for mark, text in marks])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    if path.parent.name == "old_metadata":
        notebook.nbformat_minor = 0
        for cell in notebook.cells:
            cell.pop("id", None)
            cell.metadata.pop("tags", None)
            cell.metadata.get("nbgrader", {}).update(checksum="0" * 32, cell_type=cell.cell_type)
    return notebook


def _cell(mark: list[str], text: str) -> nbformat.NotebookNode:
    kind, *rest = mark
    if kind == "markdown":
        return new_markdown_cell(re.sub(r"^# ?", "", text, flags=re.MULTILINE))
    cell = (new_markdown_cell if kind == "essay" else new_code_cell)(text)
    if kind in FLAGS:
        defaults = {"grade": False, "solution": False, "locked": False, "task": False}
        meta = {"grade_id": rest[0], "schema_version": 3, **defaults, **FLAGS[kind]}
        cell.metadata["nbgrader"] = meta | ({"points": int(rest[1])} if len(rest) > 1 else {})
    return cell


def _blocks(root: Path, assignment: str, student: str) -> list[Block]:
    """Ответы студента; ``right`` берёт их у преподавателя."""
    if student == "right":
        return [
            Block("replace", cell.metadata["nbgrader"]["grade_id"], cell.source)
            for path in (root / "source" / assignment).glob("*.ipynb")
            for cell in nbformat.read(path, as_version=4).cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        ]
    path = HERE / assignment / "students" / f"{student}.percent"
    return read_answers(path) if path.exists() else []
