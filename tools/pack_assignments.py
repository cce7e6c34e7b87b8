"""Архивы заданий для студентов: выданное и ``requirements.txt``, где лишь то, что ему нужно.

Что нужно, видно по самой тетради: пакеты, которые она импортирует, да JupyterLab с расширением
nbgrader. Версии — те же, что у курса: с ними задание проверено.

    python tools/pack_assignments.py convolution_1d image_and_linear
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
COURSE = ROOT / "_build/course"
LAB = ("jupyterlab", "jupyterlab-language-pack-ru-RU", "nbgrader")


def requirements(notebook: nbformat.NotebookNode) -> list[str]:
    """Строки ``requirements.txt`` для выданной тетради: ``пакет==версия`` по алфавиту.

    Raises
    ------
    ValueError
        Тетрадь импортирует то, чего нет в ``requirements.txt`` курса.
    """
    pins = course_pins()
    needed = {name for name in LAB if name.lower() in pins}
    for module in imported(notebook) - sys.stdlib_module_names:
        found = {name for name in packages_distributions().get(module, ()) if name.lower() in pins}
        if not found:
            raise ValueError(f"модуля {module} нет ни в одном пакете из requirements.txt курса")
        needed |= found
    return [pins[name] for name in sorted({name.lower() for name in needed})]


def imported(notebook: nbformat.NotebookNode) -> set[str]:
    """Имена модулей верхнего уровня, которые импортируют ячейки тетради."""
    modules = set()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add(node.module.partition(".")[0])
    return modules


def course_pins() -> dict[str, str]:
    """Закреплённые строки ``requirements.txt`` курса: имя пакета строчными → строка."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return {
        line.partition("==")[0].lower(): line.strip()
        for line in text.splitlines()
        if re.match(r"[\w.-]+==", line)
    }


def pack(released: Path, archive: Path) -> None:
    """Складывает выданное в архив вместе с ``requirements.txt``."""
    notebook = nbformat.read(released / f"{released.name}.ipynb", as_version=4)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(released.rglob("*")):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                packed.write(path, path.relative_to(released.parent))
        lines = "".join(f"{line}\n" for line in requirements(notebook))
        packed.writestr(f"{released.name}/requirements.txt", lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Складывает выпущенные задания в архивы.")
    parser.add_argument("assignments", nargs="+", metavar="ЗАДАНИЕ")
    for name in parser.parse_args().assignments:
        archive = COURSE / f"{name}.zip"
        pack(COURSE / "release" / name, archive)
        print(f"Архив: {archive}")


if __name__ == "__main__":
    main()
