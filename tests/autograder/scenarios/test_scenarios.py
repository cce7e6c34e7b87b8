"""Нападения из каталогов рядом: каждое проверено настоящей командой, все за один запуск.

Что записать в ``expected.toml`` и как добавить сценарий, рассказывает ``README.md``.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from staging import ASSIGNMENT, FULL_SCORE, LIMITS, Scenario, Stage, scenarios

from autograder.grading.journal import Decision
from autograder.release.leaks import leaks, secrets

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]
BREACH = "ПРОРЫВ"
REFUSED = "не вышло: "
TRACES = ("refused", "present", "incidents", "feedback_present", "student")
ANNOUNCED = "нападение было: "
HARMLESS = {7, 18}  # перепутанные ячейки и верное, но необычное — не нападения
ALL = scenarios()
_SET_CHILD_SUBREAPER = 36


@dataclass
class Played:
    """Сыгранная сцена: итоги, записи журнала и то, что изменилось вокруг."""

    stage: Stage
    results: dict[str, dict]
    decisions: dict[str, Decision]
    touched: list[str]
    survivors: list[str]
    litter: list[str]
    caught: list[str]


@pytest.fixture(scope="session")
def stage():
    """Сцена не в ``/tmp``: тот у каждой песочницы свой, и попытки в нём не в счёт."""
    root = Path(tempfile.mkdtemp(prefix="autograder-scenarios-", dir="/var/tmp"))
    yield Stage(root)
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="session")
def played(stage, request) -> Played:
    """Выпуск, проверка всех работ одним запуском, отзывы и выгрузка."""
    asked = {item.callspec.params["scenario"].name for item in _asked(request)}
    stage.prepare()
    for scenario in ALL:
        if scenario.name in asked or not asked:
            stage.submit(scenario)
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)  # сироты проверки достанутся нам
    before, kin = stage.snapshot(), _children()
    stage.autograder("grade", ASSIGNMENT, *LIMITS)
    time.sleep(0.2)
    after, survivors = stage.snapshot(), [_line(pid) for pid in _children() - kin]
    litter = [path.name for path in stage.scratch.iterdir()]
    stage.autograder("feedback", ASSIGNMENT)
    touched = [path for path in before | after if before.get(path) != after.get(path)]
    caught = stage.traps.caught()
    return Played(stage, stage.results(), stage.decisions(), touched, survivors, litter, caught)


def _asked(request) -> list[pytest.Item]:
    """Отобранные тесты сценариев: ключ ``-k`` избавляет и от лишней проверки."""
    items = [item for item in request.session.items if item.path == Path(__file__)]
    return [item for item in items if "scenario" in getattr(item, "callspec", _Bare).params]


class _Bare:
    params: dict = {}


def _children() -> set[int]:
    """Живые процессы, чей родитель — мы."""
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{name}/stat").read_text(errors="replace").rpartition(")")[2]
        except OSError:
            continue
        state, parent = fields.split()[:2]
        if int(parent) == os.getpid() and state != "Z":
            found.add(int(name))
    return found


def _line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return str(pid)


@pytest.fixture(params=ALL, ids=lambda scenario: scenario.name)
def scenario(request) -> Scenario:
    return request.param


def test_the_attack_ends_as_expected(scenario, played):
    got, expected = played.results[scenario.student], scenario.expected
    wanted = expected.get("tests", {})
    outcomes = {test["grade_id"]: test for test in got["tests"]}
    assert len(outcomes) == len(got["tests"]) == 4
    assert wanted.keys() <= outcomes.keys()
    assert got["status"] == expected.get("status", "graded")
    story = f"{got['tests']}\n{played.stage.outputs(scenario.student)[-3000:]}"
    for grade_id, test in outcomes.items():
        row = wanted.get(grade_id, {"outcome": ["passed"], "score": 2})
        assert test["score"] == row["score"], f"{grade_id}\n{story}"
        allowed = row.get("outcome", [test["outcome"]])
        assert test["outcome"] in ([allowed] if isinstance(allowed, str) else allowed), story
        assert test["score"] == 2 or test["message"], grade_id
    assert got["score"] == expected["score"] == sum(test["score"] for test in got["tests"])
    assert got["max_score"] == FULL_SCORE


def test_the_attack_gets_nothing(scenario, played):
    outputs = played.stage.outputs(scenario.student)
    assert BREACH not in outputs, outputs
    assert played.stage.canary not in outputs + str(played.results[scenario.student])
    assert outputs.count(REFUSED) == scenario.expected.get("refused", 0), outputs
    for words in scenario.expected.get("present", ()):
        assert words in outputs, outputs[-3000:]
    for words in scenario.expected.get("absent", ()):
        assert words not in outputs, words


def test_the_attack_is_noticed(scenario, played):
    noticed = "\n".join(played.decisions[scenario.student].incidents)
    for words in scenario.expected.get("incidents", ()):
        assert words in noticed, noticed


def test_the_attack_proves_that_it_ran(scenario, played):
    """Ни с чем осталась бы и опечатка: нужен след, который оставляет лишь само нападение.

    Убитый отметок не назовёт, но и честные ячейки никого не убивают.
    """
    outcomes = {test["outcome"] for test in played.results[scenario.student]["tests"]}
    traces = [scenario.expected.get(key) for key in TRACES]
    announced = ANNOUNCED in played.stage.outputs(scenario.student)
    harmless = set(scenario.classes) <= HARMLESS
    broken = scenario.expected.get("status", "graded") != "graded"
    assert harmless or broken or any(traces) or announced or outcomes & {"killed", "timeout"}


def test_the_attack_leaves_the_feedback_inert(scenario, played):
    page = played.stage.feedback(scenario.student)
    assert played.stage.canary not in page
    for words in scenario.expected.get("feedback_absent", ()):
        assert words not in page, words
    for words in scenario.expected.get("feedback_present", ()):
        assert words in page, words


def test_the_neighbour_is_unharmed(scenario, played):
    got = played.results[scenario.neighbour]
    assert got["score"] == FULL_SCORE, got["tests"]
    assert played.decisions[scenario.neighbour].incidents == ()
    assert played.decisions[scenario.neighbour].attempts == 1


def test_nothing_outside_is_touched(played):
    assert played.touched == []


def test_nothing_survives_the_grading(played):
    assert played.survivors == []
    assert played.litter == []


def test_nobody_reaches_the_network(played):
    assert played.caught == []


def test_no_hidden_test_reaches_the_students(played):
    course = played.stage.course
    hidden = [s for s in secrets(course, ASSIGNMENT) if s.grade_id.startswith("test_")]
    assert len(hidden) > 10
    feedback = course.feedback(ASSIGNMENT, ".").parents[0]
    assert len(list(feedback.rglob("*.html"))) >= 2
    assert leaks(hidden, feedback) == []


def test_the_release_has_no_secret(played):
    released = "".join(
        path.read_text("utf-8", "replace")
        for path in (played.stage.path / "release").rglob("*")
        if path.is_file()
    )
    assert "window_sum" in released and played.stage.canary not in released


def test_every_class_that_needs_a_student_has_a_scenario():
    played_here = {number for scenario in ALL for number in scenario.classes}
    assert {*range(1, 20), 22, 23} <= played_here
