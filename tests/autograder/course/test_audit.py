"""Испытание проверок: какие ошибки вносятся, что проскакивает, что об этом сказано."""

from __future__ import annotations

import ast
import json

import pytest
from classrooms import Classroom, marked
from click.testing import CliRunner
from nbformat.v4 import new_code_cell

from autograder.audit import Audit
from autograder.audit.marks import equivalents
from autograder.audit.mutants import mutants
from autograder.audit.trial import solution_lines
from autograder.cli import cli
from autograder.results.pages.audit import write_audit
from autograder.wording.problems import CourseProblem

CLIP = """def clip(x):
    \"\"\"Не меньше нуля.\"\"\"
    ### BEGIN SOLUTION
    if x < 0:
        return 0
    return x
    ### END SOLUTION"""
WEAK = "assert clip(5) == 5"
STRONG = (
    "assert clip(5) == 5\nassert clip(-3) == 0\nassert clip(0.5) == 0.5\nassert clip(-0.5) == 0"
)
EQUIVALENT = "if x <= 0:"  # при x = 0 ответ тот же


def everywhere(source: str) -> frozenset[int]:
    return frozenset(range(1, source.count("\n") + 2))


def spoiled(source: str) -> set[str]:
    """Все испорченные тексты."""
    return {mutant.source for mutant in mutants(source, everywhere(source))}


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("y = a + b", "y = a - b"),
        ("y = a[1:]", "y = a[2:]"),
        ("y = a[1:]", "y = a[0:]"),
        ("y = a < b", "y = a <= b"),
        ("y = a and b", "y = a or b"),
        ("y = not a", "y = a"),
        ("y += a", "y = a"),
        ("y = a[::-1]", "y = a[::+1]"),
        ("y = a[i, j]", "y = a[j, i]"),
        ("y = np.zeros((h, w))", "y = np.zeros((w, h))"),
        ("y = np.zeros((h, w))", "y = np.ones((h, w))"),
        ("y = f(a, b)", "y = f(b, a)"),
        ("y = a.sum(axis=0)", "y = a.sum()"),
        ("y = a.sum(axis=0)", "y = a.sum(axis=1)"),
        ("y = a.T @ b", "y = a @ b"),
        ("y = a.copy()", "y = a"),
        ("y = pad(a, mode='reflect')", "y = pad(a, mode='symmetric')"),
        ("for i in a:\n    if i:\n        break", "for i in a:\n    if i:\n        return"),
        ("f(a)", "pass"),
        ("if a:\n    f(a)", "pass"),
    ],
)
def test_an_ordinary_mistake_is_made(right, wrong):
    assert wrong in spoiled(right)


@pytest.mark.parametrize(
    "source",
    [
        'def f(a: "x[1]"):\n    """Делит на 2."""',
        "raise ValueError('нужно не меньше 1, а не 0', 1 + 1)",
        "y = hypot(a, b)",
        "import numpy",
    ],
)
def test_what_does_not_change_the_answer_is_left_alone(source):
    assert spoiled(source) <= {"pass"}


def test_every_mutant_differs_from_the_solution_only_in_its_region():
    lines = frozenset({4, 5, 6})
    found = list(mutants(CLIP, lines))
    assert len(found) >= 8
    assert len({mutant.key for mutant in found}) == len(found)
    assert len({ast.dump(ast.parse(mutant.source)) for mutant in found}) == len(found)
    for mutant in found:
        assert mutant.line in lines
        assert ast.dump(ast.parse(mutant.source)) != ast.dump(ast.parse(CLIP))
        assert mutant.source.split("\n")[:3] == CLIP.split("\n")[:3]
        removed = [line[1:] for line in mutant.diff if line.startswith("-")]
        assert removed and all(line in CLIP for line in removed)


def test_keys_do_not_depend_on_the_rest_of_the_cell():
    longer = CLIP.replace("    return x\n", "    x = x * 1\n    return x\n")
    keys = {m.key for m in mutants(CLIP, everywhere(CLIP)) if m.line == 5}
    assert keys <= {m.key for m in mutants(longer, everywhere(longer))}


def test_only_the_region_of_the_solution_is_spoiled(classroom):
    assert solution_lines(classroom.course, CLIP) == {4, 5, 6}
    assert solution_lines(classroom.course, "y = 1\nz = 2") == {1, 2}


def test_a_mark_needs_a_key_and_a_reason():
    source = "x = 1\n    # autograder: equivalent 3f9a1c2b — до неё не доходит\n"
    assert equivalents(source) == {"3f9a1c2b": "до неё не доходит"}
    for bad in ("3f9a1c2b", "3f9a1c2b —", "нет — причины", ""):
        with pytest.raises(CourseProblem, match="причина"):
            equivalents(f"# autograder: equivalent {bad}")


def run_audit(root, solution: str, test: str) -> dict:
    """Испытывает задание в настоящей песочнице и читает JSON."""
    cells = [
        marked(new_code_cell(solution), "clip", solution=True),
        marked(new_code_cell(test), "test_clip", grade=True, locked=True, points=1),
    ]
    Classroom(root, cells)
    page = root / "audit.html"
    arguments = ["--course", str(root), "audit", "hw", "--output", str(page), "--workers", "1"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    found = json.loads((root / "audit.json").read_text(encoding="utf-8"))
    found["page"] = page.read_text(encoding="utf-8")
    return found


def survivors(found: dict) -> list[str]:
    return [
        line[1:].strip()
        for verdict in found["verdicts"]
        if verdict["status"] == "survived"
        for line in verdict["diff"]
        if line.startswith("+")
    ]


@pytest.mark.parametrize("name", ["ps1.v2", "ps1.v2.html", "ps1.v2.json"])
def test_the_page_and_the_json_never_overwrite_each_other(name, tmp_path):
    page, data = write_audit(Audit("ps1", (), {}, ()), tmp_path / name)
    assert (page.name, data.name) == ("ps1.v2.html", "ps1.v2.json")
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert json.loads(data.read_text())["mutants"] == 0


@pytest.mark.sandbox
@pytest.mark.slow
def test_weak_tests_let_mistakes_through_and_strong_ones_do_not(tmp_path):
    weak = run_audit(tmp_path / "weak", CLIP, WEAK)
    assert "pass" in survivors(weak) and "return 1" in survivors(weak)
    assert weak["caught"] >= 1 and "return 1" in weak["page"]
    strong = run_audit(tmp_path / "strong", CLIP, STRONG)
    assert survivors(strong) == [EQUIVALENT]
    key = next(v["mutant"] for v in strong["verdicts"] if v["status"] == "survived")
    notes = f"    # autograder: equivalent {key} — ноль и так ноль\n"
    notes += "    # autograder: equivalent 00000000 — такого нет\n"
    explained = run_audit(tmp_path / "marked", CLIP.replace("    if x", notes + "    if x"), STRONG)
    assert survivors(explained) == [] and explained["equivalent"] == 1
    assert "ноль и так ноль" in explained["page"]
    assert explained["stale_marks"] == [{"task": "clip", "mutant": "00000000"}]


@pytest.mark.sandbox
@pytest.mark.slow
def test_an_endless_mutant_costs_seconds_and_is_caught(tmp_path):
    solution = (
        "def clip(x):\n    ### BEGIN SOLUTION\n    steps = 0\n    while steps < 3:\n"
        "        steps += 1\n    return max(x, 0)\n    ### END SOLUTION"
    )
    found = run_audit(tmp_path / "endless", solution, STRONG)
    endless = [v for v in found["verdicts"] if "+        pass" in v["diff"]]
    assert [v["status"] for v in endless] == ["caught"]
