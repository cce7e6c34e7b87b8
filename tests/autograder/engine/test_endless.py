"""Бесконечное вместо ответа: стоит одной проверки и не больше отведённого ей времени."""

from __future__ import annotations

import pytest
from engine_cells import answer, check, outcomes

from autograder.exam.records import Exam, Limits
from autograder.exam.worker import Examiner

GOOD = answer("def good():\n    return 1")
FOREVER = "def f():\n    while True:\n        yield 1.0"
CLASS = "class Endless:\n{}\ndef f():\n    return Endless()"
ITERATOR = CLASS.format("    def __iter__(self): return self\n    def __next__(self): return 1.0")
SEQUENCE = CLASS.format(
    "    def __len__(self): return 10 ** 12\n    def __getitem__(self, place): return 1.0"
)
WAYS = {
    "a_list_of_a_generator": (FOREVER, "assert list(f()) == [1.0]"),
    "a_sum_of_a_generator": (FOREVER, "assert sum(f()) == 1"),
    "a_loop_over_a_generator": (FOREVER, "for value in f():\n    pass"),
    "something_not_in_a_generator": (FOREVER, "assert 2 in f()"),
    "a_generator_that_only_thinks": ("def f():\n    while True: pass\n    yield", "next(f())"),
    "an_iterator": (ITERATOR, "assert sorted(f()) == [1.0]"),
    "a_library_iterator": (
        "import itertools\ndef f():\n    return itertools.count()",
        "assert max(f()) == 1",
    ),
    "a_sequence": (SEQUENCE, "assert [value for value in f()] == [1.0]"),
    "a_reversed_sequence": (SEQUENCE, "assert list(reversed(f())) == [1.0]"),
    "an_array_of_a_sequence": (SEQUENCE, "import numpy as np\nassert np.array(f()).sum() == 1"),
    "an_exhausted_callback": (
        "def f(g):\n    while True: g()",
        "calls = []\nf(lambda: calls.append(1))",
    ),
    "an_endless_argument": (
        "def f(xs):\n    return sum(xs)",
        "import itertools\nf(itertools.count())",
    ),
}


@pytest.fixture(scope="module")
def hasty():
    """Экзаменатор, который долго не ждёт."""
    with Examiner(Limits(cell_timeout=1.5, notebook_timeout=30, memory_mb=600)) as made:
        yield made


@pytest.mark.parametrize("name", WAYS)
def test_something_endless_costs_its_own_test(name, hasty):
    source, test = WAYS[name]
    before, after = (check("assert good() == 1", grade_id=place) for place in ("before", "after"))
    cells = (GOOD, answer(source, "def f(): pass"), before, check(test), after)
    examination = hasty.examine(Exam("a", "n", "s", cells))
    first, endless, last = outcomes(examination)
    assert first == last == "passed", examination
    assert endless in ("timeout", "killed", "error") and examination.outcomes[1].score == 0


def test_an_endless_answer_may_be_read_as_far_as_needed(hasty):
    test = (
        "import itertools\nassert list(itertools.islice(f(), 3)) == [1.0] * 3\n"
        "for count, value in enumerate(f()):\n    if count == 5: break\n"
        "assert next(f()) == 1 and dict(zip('ab', f())) == {'a': 1, 'b': 1}"
    )
    examination = hasty.examine(Exam("a", "n", "s", (answer(FOREVER), check(test))))
    assert outcomes(examination) == ["passed"], examination
