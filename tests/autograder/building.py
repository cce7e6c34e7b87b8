"""Превращает короткий файл ответов в тетрадь, поданную студентом.

Работа студента — папка. В ней либо ``answers.py`` — ответы, которые вносятся в выданную тетрадь, —
либо ``notebook.txt`` — дословное содержимое поданной тетради, даже если это вовсе не тетрадь.
Прочие файлы, кроме ``expected.toml``, прилагаются к работе как есть.

``answers.py`` — файл в формате percent; его метки:

``# %% base ../loops``
    взять сперва все ответы из соседней папки;
``# %% grade_id``
    заменить исходный текст ячейки — решения или, если студент хитрит, проверки;
``# %% [markdown] grade_id``
    то же для текста: в начале каждой строки снимается ``# ``;
``# %% extra after=grade_id``
    вставить свою ячейку после названной;
``# %% delete grade_id``
    удалить ячейку;
``# %% forge grade_id {"points": 100}``
    подменить метаданные nbgrader.

Строки до первой метки — шапка для читателя и линтера, в тетрадь они не попадают.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

MARK = re.compile(r"^# %% +(.+?) *$", re.MULTILINE)
OWN_FILES = {"answers.py", "notebook.txt", "expected.toml"}
CLASSES = Path(__file__).parent / "class"  # группа задания — папка с его именем


@dataclass(frozen=True)
class Block:
    """Одна метка файла ответов: действие, ячейка и текст под меткой."""

    action: str
    target: str
    source: str


def read_answers(path: Path) -> list[Block]:
    """Метки файла ``answers.py`` по порядку; метка ``base`` раскрыта."""
    pieces = MARK.split(path.read_text(encoding="utf-8"))[1:]
    blocks: list[Block] = []
    for mark, source in zip(pieces[::2], pieces[1::2], strict=True):
        word, _, rest = mark.partition(" ")
        if word == "base":
            blocks += read_answers((path.parent / rest / "answers.py").resolve())
        elif word == "[markdown]":
            blocks.append(Block("replace", rest, re.sub(r"^# ?", "", source.strip(), flags=re.M)))
        elif word == "extra":
            blocks.append(Block("extra", rest.removeprefix("after="), source.strip()))
        elif word == "delete":
            blocks.append(Block("delete", rest, ""))
        elif word == "forge":
            target, _, metadata = rest.partition(" ")
            blocks.append(Block("forge", target, metadata))
        elif rest:
            raise ValueError(f"{path}: непонятная метка «{mark}»")
        else:
            blocks.append(Block("replace", word, source.strip()))
    return blocks


def build_notebook(released: nbformat.NotebookNode, blocks: list[Block]) -> nbformat.NotebookNode:
    """Копия выданной тетради, в которую внесены ответы.

    Raises
    ------
    ValueError
        В тетради нет ячейки с названным ``grade_id``.
    """
    notebook = nbformat.from_dict(json.loads(nbformat.writes(released)))
    last_extra: dict[str, str] = {}
    for number, block in enumerate(blocks):
        anchor = last_extra.get(block.target, block.target)
        position = _position(notebook, anchor if block.action == "extra" else block.target)
        cell = notebook.cells[position]
        if block.action == "replace":
            cell.source = block.source
        elif block.action == "delete":
            del notebook.cells[position]
        elif block.action == "forge":
            cell.metadata.nbgrader.update(json.loads(block.source))
        else:
            extra = new_code_cell(block.source)
            extra["id"] = last_extra[block.target] = f"extra-{number}"
            notebook.cells.insert(position + 1, extra)
    return notebook


def _position(notebook: nbformat.NotebookNode, name: str) -> int:
    for position, cell in enumerate(notebook.cells):
        if name in (cell.metadata.get("nbgrader", {}).get("grade_id"), cell.get("id")):
            return position
    raise ValueError(f"в выданной тетради нет ячейки «{name}»")


def build_submission(release_dir: Path, student_dir: Path, target_dir: Path) -> None:
    """Кладёт в ``target_dir`` то, что подал бы студент.

    Parameters
    ----------
    release_dir : Path
        Выданное задание; тетрадь в нём называется так же, как папка.
    student_dir : Path
        Папка с ``answers.py`` или ``notebook.txt``.
    target_dir : Path
        Папка поданной работы; прежнее её содержимое удаляется.
    """
    shutil.rmtree(target_dir, ignore_errors=True)
    shutil.copytree(release_dir, target_dir)
    notebook = target_dir / f"{release_dir.name}.ipynb"
    if (student_dir / "notebook.txt").exists():
        shutil.copy(student_dir / "notebook.txt", notebook)
    else:
        released = nbformat.read(notebook, as_version=4)
        blocks = read_answers(student_dir / "answers.py")
        nbformat.write(build_notebook(released, blocks), notebook)
    for file in student_dir.iterdir():
        if file.is_file() and file.name not in OWN_FILES:
            shutil.copy(file, target_dir / file.name)


def assignments() -> list[str]:
    """Задания, у которых есть учебная группа."""
    return sorted({path.parents[1].name for path in CLASSES.glob("*/*/expected.toml")})


def students(class_dir: Path) -> list[str]:
    """Имена студентов учебной группы: папки, где записан ожидаемый результат."""
    return sorted(path.parent.name for path in class_dir.glob("*/expected.toml"))


def build_class(release_dir: Path, class_dir: Path, submitted_dir: Path) -> list[str]:
    """Раскладывает работы группы так, как их ждёт nbgrader: ``студент/задание``."""
    names = students(class_dir)
    for name in names:
        build_submission(release_dir, class_dir / name, submitted_dir / name / release_dir.name)
    return names


def main() -> None:
    parser = argparse.ArgumentParser(description="Раскладывает работы учебных групп.")
    parser.add_argument(
        "assignments",
        nargs="+",
        metavar="ЗАДАНИЕ",
        choices=assignments(),
        help="имя задания, например convolution_1d",
    )
    parser.add_argument("--release", type=Path, default=Path("_build/course/release"))
    parser.add_argument("--submitted", type=Path, default=Path("_build/course/submitted"))
    arguments = parser.parse_args()
    for name in arguments.assignments:
        release_dir = arguments.release / name
        if not (release_dir / f"{name}.ipynb").exists():
            parser.error(f"нет выданного задания {release_dir}; его готовит autograder release")
        built = build_class(release_dir, CLASSES / name, arguments.submitted)
        print(f"{name}: работ разложено {len(built)} → {arguments.submitted}")


if __name__ == "__main__":
    main()
