"""Запрещённый целиком пакет: у студента его нет вовсе, у экзаменатора — есть."""

from __future__ import annotations

import pytest
from engine_cells import check, outcomes

from autograder.exam.records import Cell, Exam, Limits
from autograder.exam.worker import Examiner

HONEST = "def f(x):\n    return [sum(x[: place + 1]) for place in range(len(x))]"
TEST = "import scipy.integrate, numpy as np\nx = np.arange(4.0)\n"
TEST += "area = scipy.integrate.trapezoid(f(list(x)), x)\nassert area == 7"
WAYS = {
    "by_import": "import scipy",
    "by_importlib": "import importlib\nimportlib.import_module('scipy.integrate')",
    "by_loader": (
        "import importlib.machinery as m, sys\n"
        "m.PathFinder.find_spec('scipy', sys.path).loader.load_module('scipy')"
    ),
    "by_loaded_modules": "import sys\nsys.modules['scipy']",
    "by_reading": "import numpy as np\nopen(np.__file__[:-17] + 'scipy/__init__.py').read(1)[0]",
    "by_garbage": (
        "import gc, types\n"
        "[o for o in gc.get_objects() if type(o) is types.ModuleType "
        "and o.__name__.startswith('scipy')][0]"
    ),
}


def exam(source: str, test: str = TEST, forbid: tuple[str, ...] = ("scipy",)) -> Exam:
    cells = (Cell("answer", "answer", source, reference=HONEST, forbid=forbid), check(test))
    return Exam("a", "n", "s", cells)


@pytest.fixture(scope="module")
def examiner():
    with Examiner(Limits(cell_timeout=10, notebook_timeout=60, memory_mb=600)) as made:
        yield made


def servers(examiner) -> dict[str, int]:
    """Сервер порождения под каждым именем: номер его процесса."""
    running = examiner._servers._running
    assert all(sandbox.alive for sandbox, _ in running.values())
    return {name: sandbox._server.pid for name, (sandbox, _) in running.items()}


def test_the_tests_may_use_what_the_student_may_not(examiner):
    examination = examiner.examine(exam(HONEST))
    assert outcomes(examination) == ["passed"] and not examination.incidents, examination


@pytest.mark.parametrize("way", WAYS)
def test_the_package_is_not_there(way, examiner):
    examination = examiner.examine(exam(f"{WAYS[way]}\n{HONEST}"))
    errors = [item for item in examination.outputs[0] if item["output_type"] == "error"]
    assert errors, examination.outputs
    assert examination.outcomes[0].score == 0, examination


def test_each_kernel_has_its_own_server_and_keeps_it(examiner):
    examiner.examine(exam(HONEST))
    first = servers(examiner)
    assert first.keys() == {"shared", "student"} and first["shared"] != first["student"]
    examiner.examine(exam(HONEST))
    assert servers(examiner) == first


def test_a_server_that_has_loaded_too_much_is_replaced(examiner):
    needs_nothing = "assert f([1, 2]) == [1, 3]"
    free = "import scipy.integrate\n" + HONEST
    assert outcomes(examiner.examine(exam(free, TEST, forbid=()))) == ["passed"]
    loaded = servers(examiner)["shared"]
    spied = exam(f"{WAYS['by_garbage']}\n{HONEST}", needs_nothing)
    assert outcomes(examiner.examine(spied)) == ["error"]
    assert servers(examiner)["shared"] != loaded


def test_a_dead_server_of_the_student_is_started_again(examiner):
    examiner.examine(exam(HONEST))
    sandbox, _ = examiner._servers._running["student"]
    sandbox._server.kill()
    sandbox._server.wait()
    assert outcomes(examiner.examine(exam(HONEST))) == ["passed"]
