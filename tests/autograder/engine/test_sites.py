"""Где проверка сравнивает операцией класса из задания: узнают на решении преподавателя."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from engine_cells import answer, check, outcomes

from autograder.exam.peers.mutation import duplicate, replace_content
from autograder.exam.records import Cell, Exam

VECTOR = """\
class Vector:
    def __init__(self, *items):
        self.items = list(items)

    def __eq__(self, other):
        return self.items == list(getattr(other, "items", other))

    def __sub__(self, other):
        return Vector(*(a - b for a, b in zip(self.items, other)))

    def __abs__(self):
        return sum(item**2 for item in self.items) ** 0.5

    def __contains__(self, item):
        return item in self.items


def norm(vector):
    return abs(vector)


def double(vector):
    return Vector(*(2 * item for item in vector.items))
"""
CHECKS = {
    "class": "assert Vector(3, 4) == [3, 4]\nassert Vector(3, 4) != [4, 3]",
    "norm": "assert norm(Vector(3, 4)) == 5",
    "close": "assert abs(norm(Vector(3, 4)) - 5.0) < 1e-9",
    "reversed": "assert 5 == norm(Vector(3, 4))",
    "function": "def same(a, b):\n    assert a == b\n\nsame(norm(Vector(3, 4)), 5)",
    "helper": "import checks\nchecks.same(norm(Vector(3, 4)), 5)",
    "found": "assert 3 in Vector(3, 4)\nassert norm(Vector(3, 4)) in [5]",
    "returned": "assert double(Vector(3, 4)) == [6, 8]\nassert double(Vector(1)) == Vector(2)",
    "suite": (
        "import unittest\nclass Suite(unittest.TestCase):\n"
        "    def test(self):\n"
        "        self.assertEqual(Vector(3), [3])\n"
        "        self.assertEqual(norm(Vector(3, 4)), 5)\n"
        "assert unittest.TextTestRunner().run(\n"
        "    unittest.defaultTestLoader.loadTestsFromTestCase(Suite)).wasSuccessful()"
    ),
}
FILES = {"checks.py": b"def same(a, b):\n    assert a == b\n"}
LIE = (
    VECTOR
    + """
class Liar(Vector):
    __hash__ = None
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0.0

Liar.__name__ = Liar.__qualname__ = "Vector"

def norm(vector):
    return Liar()
"""
)


@pytest.fixture(scope="module")
def exam():
    """Экзамен, который решает преподаватель."""
    tests = [check(text, grade_id=name) for name, text in CHECKS.items()]
    cells = (Cell("setup", "", "import torch"), answer(VECTOR), *tests)
    return Exam("задание", "тетрадь", "студент", cells, FILES)


@pytest.fixture(scope="module")
def sites(examiner, exam):
    """Места сравнений, узнанные на его решении."""
    done = examiner.examine(exam)
    assert outcomes(done) == ["passed"] * len(CHECKS)
    return done.contract


def _submitted(exam: Exam, source: str, sites) -> Exam:
    """То же с ответом студента и его собственной ячейкой: номера ячеек сдвинуты."""
    setup, _, *tests = exam.cells
    own = Cell("extra", "", "print('моя ячейка')")
    return replace(exam, cells=(own, setup, answer(source, VECTOR), *tests), contract=sites)


def test_the_same_comparisons_are_accepted(examiner, exam, sites):
    """Честная работа сравнивается там же, где и решение преподавателя."""
    assert outcomes(examiner.examine(_submitted(exam, VECTOR, sites))) == ["passed"] * len(CHECKS)


def test_another_implementation_is_accepted(examiner, exam, sites):
    """Студент вправе написать и ``__ne__``, и норму через ``math.hypot``."""
    source = VECTOR.replace("return abs(vector)", "import math; return math.hypot(*vector.items)")
    source = source.replace(
        "    def __sub__",
        "    def __ne__(self, other):\n        return not self == other\n\n    def __sub__",
    )
    assert outcomes(examiner.examine(_submitted(exam, source, sites))) == ["passed"] * len(CHECKS)


def test_an_object_equal_to_everything_is_no_number(examiner, exam, sites):
    """Где у преподавателя было число, двойник класса из задания не проходит."""
    done = examiner.examine(_submitted(exam, LIE, sites))
    passed = {item.grade_id for item in done.outcomes if item.outcome == "passed"}
    assert passed == {"class", "returned"}
    assert any("объект" in item.message for item in done.outcomes)


SILENT = """
from contextlib import contextmanager

@contextmanager
def ignoring(kind):
    try:
        yield 5
    except kind:
        pass
"""
LOUD = """
class ignoring:
    def __init__(self, kind): pass
    def __enter__(self): return None
    def __exit__(self, *failure): return True
"""


def test_exceptions_are_silenced_only_where_the_model_solution_does_it(examiner):
    """``with`` из решения гасит то, что гасил и эталон, а провала проверки — никогда."""
    tests = (
        check("with ignoring(ValueError):\n    int('x')", grade_id="silent"),
        check("with ignoring(KeyError) as five:\n    assert five.real == 5", grade_id="value"),
    )
    exam = Exam("задание", "тетрадь", "студент", (answer(SILENT), *tests))
    done = examiner.examine(exam)
    assert outcomes(done) == ["passed", "passed"]
    for source, expected in ((SILENT, ["passed", "passed"]), (LOUD, ["passed", "error"])):
        cells = (answer(source, SILENT), *tests)
        found = examiner.examine(replace(exam, cells=cells, contract=done.contract))
        assert outcomes(found) == expected, found.outcomes


CHANGED = {
    "after": "x = np.arange(4.0)\nassert np.allclose(cumulate(x), np.cumsum(x))",
    "points": "x = np.arange(4.0)\n1 + np.allclose(cumulate(x), np.cumsum(x))",
    "centred": "x = np.arange(4.0)\nassert np.allclose(centre(x), x - x.mean())",
    "kept": "before = shared.copy()\ncentre(shared)\nassert np.allclose(shared, before)",
    "shared": "assert np.allclose(cumulate(shared), np.cumsum(shared))",
    "in_place": "x = [3, 1, 2]\nreverse(x)\nassert x == [2, 1, 3]",
}
HONEST = """
def cumulate(x):
    return np.cumsum(x)

def centre(x):
    return x - x.mean()

def reverse(x):
    x.reverse()
"""
CARELESS = HONEST.replace("return x - x.mean()", "x -= x.mean()\n    return x")
ERASER = """
def cumulate(x):
    x[:] = 0
    return np.zeros(len(x))

def centre(x):
    answer = x - x.mean()
    x[:] = 0
    return answer

def reverse(x):
    x.reverse()
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (HONEST, {}),
        (CARELESS, {"kept": 0}),
        (ERASER, {"after": 0, "points": 1, "centred": 0, "kept": 0, "shared": 0}),
    ],
    ids=["honest", "careless", "eraser"],
)
def test_an_erased_argument_makes_no_answer_right(examiner, source, expected):
    """Обнулив вход, не выдать ноль за верный ответ; задание «измени на месте» при этом цело."""
    tests = [check(text, points=2.0, grade_id=name) for name, text in CHANGED.items()]
    setup = Cell("setup", "", "import numpy as np\nshared = np.arange(5.0)")
    model = Exam("задание", "тетрадь", "студент", (setup, answer(HONEST), *tests))
    sites = examiner.examine(model).contract
    cells = (setup, answer(source, HONEST), *tests)
    done = examiner.examine(replace(model, cells=cells, contract=sites))
    scores = {item.grade_id: item.score for item in done.outcomes}
    assert scores == dict.fromkeys(CHANGED, 2) | expected


@pytest.mark.parametrize("kind", ["leaf", "inside_the_graph", "array", "list"])
def test_changed_data_returns_to_what_it_was(kind):
    made = {
        "leaf": torch.ones(3, requires_grad=True),
        "inside_the_graph": torch.ones(3, requires_grad=True) * 2,
        "array": np.ones(3),
        "list": [1, 1, 1],
    }[kind]
    before, kept = [float(item) for item in made], duplicate(made)
    (made.data if isinstance(made, torch.Tensor) else made)[0] = 7
    assert [float(item) for item in made] != before
    replace_content(made, kept)
    assert [float(item) for item in made] == before


def test_the_same_line_of_another_cell_is_a_place_of_its_own(examiner):
    line = "found = double(Vector(1))\nassert found.items == [2]"
    tests = check(f"assert norm(Vector(3, 4)) == 5\n{line}"), check(f"one = 1\n{line}")
    exam = Exam("задание", "тетрадь", "студент", (answer(VECTOR), *tests), {})
    agreed = examiner.examine(exam)
    assert outcomes(agreed) == ["passed", "passed"]
    wrong = answer(VECTOR.replace("** 0.5", "** 2"))
    done = examiner.examine(replace(exam, cells=(wrong, *tests), contract=agreed.contract))
    assert outcomes(done) == ["failed", "passed"]
