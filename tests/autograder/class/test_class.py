"""Учебные группы проверены в песочнице, и каждая работа получает свою оценку."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from building import CLASSES, assignments, build_class, students
from laboratory import laboratory

ROOT = Path(__file__).parents[3]
STUDENTS = [(name, who) for name in assignments() for who in students(CLASSES / name)]
pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def autograder(course: Path, *arguments: str) -> str:
    """Команда автопроверки; возвращает её вывод."""
    command = [sys.executable, "-m", "autograder", "--course", str(course), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """Курс, в котором все группы проверены."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    built = course / "_build/course"
    built.mkdir(parents=True)
    for name in assignments():
        shutil.copytree(ROOT / "solutions" / name, course / "solutions" / name)
        autograder(course, "release", name)
        build_class(built / "release" / name, CLASSES / name, built / "submitted")
        autograder(course, "grade", name, "--timeout", "15", "--workers", "2")
    return course


@pytest.fixture(scope="module")
def grades(course) -> dict[tuple[str, str], dict]:
    """Итоги всех студентов по заданиям: как их выгружает ``export --format json``."""
    exported = autograder(course, "export", "--format", "json", "--output", "-")
    return {(found["assignment"], found["student"]): found for found in json.loads(exported)}


@pytest.fixture(params=STUDENTS, ids="-".join)
def student(request) -> tuple[str, str]:
    """Задание и имя студента."""
    return request.param


@pytest.fixture
def expected(student) -> dict:
    return tomllib.loads(CLASSES.joinpath(*student, "expected.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("assignment", assignments())
def test_class_has_twenty_four_students(assignment):
    assert len(students(CLASSES / assignment)) == 24


def test_every_student_is_graded(grades):
    assert sorted(grades) == STUDENTS


def test_student_gets_the_expected_score(student, expected, grades):
    got = grades[student]
    assert (got["status"], got["score"]) == (expected.get("status", "graded"), expected["score"])


def test_every_test_of_the_student_has_the_expected_outcome(student, expected, grades):
    got = {test["grade_id"]: test for test in grades[student]["tests"]}
    named = expected.get("tests", {})
    assert named.keys() <= got.keys()
    for grade_id, test in got.items():
        wanted = named.get(grade_id, {"outcome": "passed", "score": test["max_score"]})
        assert test["score"] == wanted["score"], f"{grade_id}: {test['message']}"
        assert test["outcome"] == wanted.get("outcome", test["outcome"]), grade_id


def test_outcomes_add_up_to_the_score(student, expected, grades):
    assert sum(test["score"] for test in grades[student]["tests"]) == expected["score"]


def test_unearned_points_come_with_an_explanation(student, grades):
    for test in grades[student]["tests"]:
        if test["score"] == 0:
            assert test["message"], test["grade_id"]


@pytest.mark.browser
@pytest.mark.parametrize("assignment", assignments())
def test_formgrader_of_nbgrader_shows_the_scores_and_the_notebooks(
    assignment, course, grades, chromium, tmp_path
):
    with laboratory(course, tmp_path) as address:
        page = chromium.new_page()
        page.goto(f"{address}/formgrader/gradebook/{assignment}/{assignment}")
        rows = page.locator("table tbody tr", has_text="Submission #")
        rows.first.wait_for()
        shown = sorted(
            float(text.split(" / ")[0])
            for text in rows.locator("td:nth-child(3)").all_inner_texts()
        )
        assert shown == sorted(
            found["score"] for (name, _), found in grades.items() if name == assignment
        )
        rows.first.locator("a").first.click()
        page.get_by_text("Как работать.").first.wait_for()
        page.close()
