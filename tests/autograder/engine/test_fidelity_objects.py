"""Честные решения из ``honest`` получают полный балл."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from engine_cells import answer, check, outcomes

sys.path.insert(0, str(Path(__file__).parents[1]))

from honest import HONEST  # noqa: E402

from autograder.codec import encode  # noqa: E402


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_answer_passes_with(name, grade):
    solution, test = (part.strip("\n") for part in HONEST[name])
    examination = grade(answer(solution), check(test))
    assert outcomes(examination) == ["passed"], (examination.outcomes, examination.outputs)
    encode([examination])
