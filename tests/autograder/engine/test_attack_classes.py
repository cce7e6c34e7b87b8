"""Каждый вид нападений: образец и сосед получают всё, нападение — ничего, и оно настоящее."""

from __future__ import annotations

import pytest
from attacks import ATTACKS, Attack
from engine_cells import SETUP, answer, check
from plain import passes

from autograder.exam.records import Cell, Exam

NEIGHBOUR = answer("def good():\n    return 1")
CASES = [(kind, name) for kind, attacks in ATTACKS.items() for name in attacks]


def exam(attack: Attack, solution: str) -> Exam:
    """Тетрадь с решением ``solution``, доказательством и честным соседом."""
    cells = [
        Cell("setup", "setup", SETUP + "ran = []"),
        *([Cell("setup", "given", attack.given)] if attack.given else []),
        answer(solution, attack.reference),
        NEIGHBOUR,
        check(attack.test, grade_id="test"),
        *([check(attack.proof, grade_id="proof")] if attack.proof else []),
        check("assert good() == 1", grade_id="neighbour"),
        Cell("extra", "", "print('нападение было:', len(ran))"),
    ]
    return Exam("задание", "тетрадь", "студент", tuple(cells))


@pytest.mark.parametrize(("kind", "name"), CASES, ids=lambda part: part)
def test_the_attack_is_real_and_earns_nothing(kind, name, graded):
    attack = ATTACKS[kind][name]
    model = exam(attack, attack.reference)
    honest, cheat = graded(model, model), graded(exam(attack, attack.solution), model)
    scores = {item.grade_id: item.score for item in honest.outcomes}
    assert scores == {"test": 1, "neighbour": 1} | ({"proof": 0} if attack.proof else {}), honest
    found = {item.grade_id: item.score for item in cheat.outcomes}
    printed = "".join(str(output) for output in cheat.outputs[max(cheat.outputs)])
    assert "нападение было: 0" not in printed and "нападение было:" in printed, cheat.outputs
    assert found["proof" if attack.proof else "test"] == 0, cheat.outcomes
    assert found["neighbour"] == 1, cheat.outcomes


@pytest.mark.parametrize(("kind", "name"), CASES, ids=lambda part: part)
def test_the_attack_succeeds_in_one_process(kind, name):
    attack = ATTACKS[kind][name]
    cells = (SETUP.replace("%matplotlib inline\n", "") + "ran = []", attack.given)
    last = (attack.test, attack.proof) if attack.proof else (attack.test,)
    assert passes(*cells, attack.reference, attack.test) or not attack.plain  # нужен IPython
    assert passes(*cells, attack.solution, *last) is attack.plain
