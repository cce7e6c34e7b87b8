"""После скрытых строк повторяются лишь слова, в которых решение не участвует."""

from __future__ import annotations

import pytest

from autograder.course.assignment import SourceCell, SourceNotebook
from autograder.grading.secrecy import may_repeat

ANSWER = SourceCell("code", "mean", "answer", "def mean(x):\n    return x", "")
HIDDEN = SourceCell("code", "h", "test", "s = 1\nassert mean(s)", "", hidden=frozenset({1, 2}))


def repeated(source: str, *before: SourceCell) -> bool:
    test = SourceCell("code", "t", "test", source, source)
    notebook = SourceNotebook("n", (ANSWER, *before, test), {})
    return may_repeat(notebook, 1 + len(before), source.count("\n") + 1)


@pytest.mark.parametrize(
    "source",
    [
        "assert mean(2) == 2, 'два'",
        "for pair in [(2, 4)]:\n    assert mean(pair) == 3, f'{pair}'",
        "n = len([1, 2])\nassert mean(2) == n, f'нужно {n}'",
    ],
)
def test_words_of_the_author_alone_are_repeated(source):
    assert repeated(source, HIDDEN)


@pytest.mark.parametrize(
    "source",
    [
        "assert mean(3) == 3, f'{mean(3)}'",
        "r = mean(3)\nassert r == 3, f'{r}'",
        "for r in map(mean, [1]):\n    assert r == 3, f'{r}'",
        "q = []\nq.append(mean(2))\nassert 0, f'{q}'",
        "def g(v):\n    return mean(v)\nassert g(2), f'{g(2)}'",
        "assert 0, f'{s}'",
        "with open(mean(1)) as f:\n    assert 0, f'{f}'",
        "if (y := mean(3)):\n    assert 0, f'{y}'",
        "try:\n    mean(1)\nexcept Exception as e:\n    assert 0, f'{e}'",
        "import numpy\nnumpy.testing.assert_equal(mean(1), 2)",
    ],
)
def test_words_with_what_the_solution_gave_are_not(source):
    assert not repeated(source, HIDDEN)
    assert repeated(source)
