"""Ни в выданном задании, ни в архиве, ни в книге нет решений и скрытых проверок."""

from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.release.leaks import leaks, secrets

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "_build"
ASSIGNMENTS = sorted(path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb"))


@pytest.fixture(params=ASSIGNMENTS)
def assignment(request):
    return request.param


@pytest.fixture
def hidden(assignment):
    return secrets(Course(ROOT), assignment)


def existing(path: Path) -> Path:
    assert path.exists(), f"нет {path.relative_to(ROOT)}: его готовит make test"
    return path


def test_the_source_is_recognised_as_full_of_secrets(assignment, hidden):
    assert len(leaks(hidden, ROOT / "solutions" / assignment)) > 50


def test_the_released_assignment_holds_no_secret(assignment, hidden):
    assert leaks(hidden, existing(BUILT / "course/release" / assignment)) == []


def test_the_archive_for_students_holds_no_secret(assignment, hidden):
    assert leaks(hidden, existing(BUILT / f"course/{assignment}.zip")) == []


def test_the_book_holds_no_secret(hidden):
    # Отдельная строка вроде «return result» в книге законна, две строки решения подряд — уже нет.
    assert leaks(hidden, existing(BUILT / "html"), run=2) == []
