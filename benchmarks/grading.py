"""Скорость проверки: autograder с полной изоляцией против ``nbgrader autograde``.

Обе программы проверяют одних и тех же честных студентов в одном запуске. Классов два: учебная
группа задания ``convolution_1d`` (без нападающих: запускать их без песочницы нельзя) и задание,
тетрадь которого импортирует numpy, torch и matplotlib.

    python benchmarks/grading.py --students 24
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "autograder"))

from building import CLASS_DIR, build_submission  # noqa: E402

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
            shutil.copytree(source, target)
        else:
            build_submission(release, CLASS_DIR / kind, target)


def run(folder: Path, *arguments: str) -> float:
    """Исполнить модуль Python в каталоге курса; вернуть секунды."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": path}
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return time.perf_counter() - started


def compare(assignment: str, count: int) -> tuple[float, float]:
    """Секунды на работу: autograder и nbgrader, каждый проверяет весь класс одной командой."""
    with tempfile.TemporaryDirectory() as temporary:
        course = Path(temporary) / "course"
        make_course(course, assignment, count)
        peer = Path(temporary) / "peer"
        shutil.copytree(course, peer)
        ours = run(course, "-m", "autograder", "--course", ".", "grade", assignment)
        theirs = run(peer, "-m", "nbgrader", "autograde", assignment, "--create")
        return ours / count, theirs / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=24, help="работ в классе (24)")
    count = parser.parse_args().students
    table = Table(title=f"Секунд на работу, класс из {count}, полная изоляция")
    for header in ("задание", "autograder", "nbgrader", "отношение"):
        table.add_column(header, justify="left" if header == "задание" else "right")
    for assignment in ("convolution_1d", TORCH_TASK):
        ours, theirs = compare(assignment, count)
        table.add_row(assignment, f"{ours:.2f}", f"{theirs:.2f}", f"{theirs / ours:.1f}×")
    Console().print(table)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Наибольшая память одного процесса: {peak:.0f} МБ")


if __name__ == "__main__":
    main()
