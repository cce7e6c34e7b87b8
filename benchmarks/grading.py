"""Скорость проверки: autograder с полной изоляцией против ``nbgrader autograde``.

Обе программы проверяют одних и тех же честных студентов в одном запуске. Классов два: учебная
группа задания ``convolution_1d`` (без нападающих: запускать их без песочницы нельзя) и задание,
тетрадь которого импортирует numpy, torch и matplotlib.

    python benchmarks/grading.py --students 24
    python benchmarks/grading.py --scale

С ключом ``--scale`` сравниваются классы из 100 и 1000 работ: секунды на работу и память хозяина.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "autograder"))

from building import CLASSES, build_submission  # noqa: E402

from autograder.course.course import Course  # noqa: E402
from autograder.grading.journal import Journal  # noqa: E402

HONEST = (
    "comprehensions",
    "flipped_kernel",
    "half_done",
    "loops",
    "matrix",
    "mutates_input",
    "negative_slice",
    "off_by_one",
    "reflect",
    "stride_ignored",
    "truncated_numbers",
    "windows",
)
TORCH_TASK = "layers"


def cell(source: str, **nbgrader: object) -> nbformat.NotebookNode:
    """Ячейка с метаданными nbgrader."""
    role = {"grade": False, "solution": False, "task": False, "locked": True, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": role | nbgrader})


def torch_notebook() -> nbformat.NotebookNode:
    """Исходная тетрадь, которой нужны numpy, torch и matplotlib."""
    imports = "import matplotlib.pyplot as plt\nimport numpy as np\nimport torch"
    solution = (
        "def blur(image):\n    ### BEGIN SOLUTION\n"
        "    kernel = torch.full((1, 1, 3, 3), 1 / 9)\n"
        "    return torch.nn.functional.conv2d(image[None, None], kernel, padding=1)[0, 0]\n"
        "    ### END SOLUTION"
    )
    test = (
        "image = torch.zeros(5, 5)\nimage[2, 2] = 9\n"
        "assert torch.allclose(blur(image)[1:4, 1:4], torch.ones(3, 3))\n"
        "### BEGIN HIDDEN TESTS\n"
        "for size in (3, 8, 21):\n"
        "    image = torch.rand(size, size)\n"
        "    assert blur(image).shape == image.shape\n"
        "### END HIDDEN TESTS"
    )
    cells = [
        cell(imports, grade_id="setup"),
        cell(solution, grade_id="blur", solution=True, locked=False),
        cell(test, grade_id="test_blur", grade=True, points=2),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def make_course(folder: Path, assignment: str, count: int) -> None:
    """Курс с выпущенным заданием и ``count`` присланными работами."""
    (folder / "_build/course").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    source = folder / "solutions" / assignment
    if assignment == TORCH_TASK:
        source.mkdir(parents=True)
        nbformat.write(torch_notebook(), source / f"{assignment}.ipynb")
    else:
        shutil.copytree(ROOT / "solutions" / assignment, source)
    run(folder, "-m", "autograder", "--course", ".", "release", assignment)
    release = folder / "_build/course/release" / assignment
    for number in range(count):
        kind = "correct" if assignment == TORCH_TASK else HONEST[number % len(HONEST)]
        target = folder / "_build/course/submitted" / f"{kind}-{number:04d}" / assignment
        if assignment == TORCH_TASK:
            submit_correct(release, target, assignment)
        else:
            build_submission(release, CLASSES / assignment / kind, target)


def submit_correct(release: Path, target: Path, assignment: str) -> None:
    """Работа студента: выданная тетрадь, в которой решена единственная задача."""
    notebook = nbformat.read(release / f"{assignment}.ipynb", as_version=4)
    notebook.cells[1].source = torch_notebook().cells[1].source.replace("###", "#")
    target.mkdir(parents=True)
    nbformat.write(notebook, target / f"{assignment}.ipynb")


def run(folder: Path, *arguments: str) -> tuple[float, float]:
    """Исполняет модуль Python в каталоге курса: секунды и наибольшая память процесса, МБ."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": path}
    started, peak = time.perf_counter(), 0
    with tempfile.TemporaryFile("w+") as words:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=environment, stdout=words, stderr=words
        )
        observed = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, observed.memory_info().rss)
            time.sleep(0.05)
        if process.returncode:
            words.seek(0)
            raise RuntimeError(words.read())
    return time.perf_counter() - started, peak / 2**20


def phases(course: Path, assignment: str) -> dict[str, float]:
    """Средние секунды по этапам экзамена."""
    total: Counter[str] = Counter()
    with Journal(Course(course).state) as journal:
        decisions = list(journal.history(assignment))
    for decision in decisions:
        total.update(decision.phases)
    return {phase: seconds / len(decisions) for phase, seconds in total.items()}


def compare(assignment: str, count: int) -> tuple[list[str], str]:
    """Строка таблицы и время по этапам: обе программы проверяют весь класс одной командой."""
    with tempfile.TemporaryDirectory() as temporary:
        course = Path(temporary) / "course"
        make_course(course, assignment, count)
        peer = Path(temporary) / "peer"
        shutil.copytree(course, peer)
        ours, memory = run(course, "-m", "autograder", "--course", ".", "grade", assignment)
        theirs, _ = run(peer, "-m", "nbgrader", "autograde", assignment, "--create")
        spent = ", ".join(f"{name} {s:.3f}" for name, s in phases(course, assignment).items())
    seconds = [f"{ours / count:.3f}", f"{theirs / count:.3f}", f"{theirs / ours:.1f}×"]
    return [assignment, *seconds, f"{memory:.0f}"], f"{assignment}: {spent}"


def scale() -> None:
    """Классы из 100 и 1000 работ: растут ли время работы и память хозяина."""
    table = new_table("Рост класса", "работ", "с на работу", "отношение", "память хозяина, МБ")
    first = None
    for count in (100, 1000):
        with tempfile.TemporaryDirectory() as temporary:
            course = Path(temporary) / "course"
            make_course(course, TORCH_TASK, count)
            seconds, memory = run(course, "-m", "autograder", "--course", ".", "grade", TORCH_TASK)
        first = first or seconds / count
        share = f"{seconds / count / first:.2f}"
        table.add_row(str(count), f"{seconds / count:.3f}", share, f"{memory:.0f}")
    Console().print(table)


def new_table(title: str, *headers: str) -> Table:
    """Таблица, в которой первый столбец — слова, остальные — числа."""
    table = Table(title=title)
    for number, header in enumerate(headers):
        table.add_column(header, justify="right" if number else "left")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=24, help="работ в классе (24)")
    parser.add_argument("--scale", action="store_true", help="классы из 100 и 1000 работ")
    arguments = parser.parse_args()
    if arguments.scale:
        scale()
        return
    table = new_table(
        f"Секунд на работу, класс из {arguments.students}, полная изоляция",
        *("задание", "autograder", "nbgrader", "отношение", "память хозяина, МБ"),
    )
    spent = []
    for assignment in ("convolution_1d", TORCH_TASK):
        row, stages = compare(assignment, arguments.students)
        table.add_row(*row)
        spent.append(stages)
    Console().print(table)
    print("Секунды экзамена по этапам, в среднем", *spent, sep="\n  ")


if __name__ == "__main__":
    main()
