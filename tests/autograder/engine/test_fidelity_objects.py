"""Честные решения из ``honest`` получают полный балл, неверные — ничего."""

from __future__ import annotations

import pytest
from engine_cells import answer, check, outcomes
from honest import GIVEN, HONEST, WRONG

from autograder.exam.records import Cell
from autograder.grading.codec import encode


def given(name: str) -> list[Cell]:
    """Ячейка условия, если она нужна."""
    return [Cell("setup", "given", GIVEN[name])] if name in GIVEN else []


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_fails_with(name, grade):
    solution, test = (part.strip("\n") for part in HONEST[name])
    examination = grade(*given(name), answer(WRONG[name], solution), check(test))
    assert outcomes(examination)[0] in ("failed", "error")


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_answer_passes_with(name, grade):
    solution, test = (part.strip("\n") for part in HONEST[name])
    examination = grade(*given(name), answer(solution), check(test))
    assert outcomes(examination) == ["passed"], (examination.outcomes, examination.outputs)
    encode([examination])


def test_type_names_the_class_of_a_foreign_object(grade):
    """Имя ``type`` при этом остаётся собой: его подписывают, наследуют и занимают."""
    solution = "class Point:\n    pass\n\ndef make():\n    return Point()"
    test = (
        "assert type(make()) is Point and type(make()) is not int and type(Point) is type\n"
        "assert type(*[3]) is int and type('A', (), {}).__module__ == '__main__'\n"
        "def named(kind: type[int]) -> str:\n    return type.__name__ + kind.__name__\n"
        "assert named(int) == 'typeint'\n"
        "assert [type('3') for type in (int, str)] == [3, '3']"
    )
    assert outcomes(grade(answer(solution), check(test))) == ["passed"]
