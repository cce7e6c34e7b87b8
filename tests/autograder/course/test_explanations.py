"""Слова о непройденной проверке: что не так и где, но ничего из скрытого."""

from __future__ import annotations

import pytest
from classrooms import Classroom, marked
from nbformat.v4 import new_code_cell

from autograder.grading.workers import close_examiners, examine

pytestmark = pytest.mark.sandbox

SOLUTION = "def mean(x):\n    ### BEGIN SOLUTION\n    return sum(x) / len(x)\n    ### END SOLUTION"
TESTS = {
    "open": "values = [1, 2, 6]\nassert mean(values) == 3, f'среднее {values} — это 3'",
    "bare": "assert mean([4]) == 4\nassert mean([1, 2]) == 1.5",
    "values": """
assert mean([5]) > 0
### BEGIN HIDDEN TESTS
secret = 987654
assert abs(mean([secret, secret]) - secret) < 1e-9
### END HIDDEN TESTS
""",
    "shape": """
### BEGIN HIDDEN TESTS
import numpy as np
assert np.shape(mean([1, 2])) == (), "СЕКРЕТ 123456"
### END HIDDEN TESTS
""",
    "tainted": """
### BEGIN HIDDEN TESTS
answer = 424242
### END HIDDEN TESTS
assert mean([answer, answer]) == answer, f"ожидалось {answer}"
""",
    "helper": """
def check(data, result):
    assert mean(data) == result, f"для {data} нужно {result}"
check([2], 2)
### BEGIN HIDDEN TESTS
check([777, 777], 777)
### END HIDDEN TESTS
""",
}
TESTS |= {
    "late": "pair = [1, 2]\nresult = mean(pair)\nassert result == 1.5, f'получено {result}'",
    "literal": "assert mean([1, 2]) == 1.5, 'у двух чисел среднее посередине'",
    "looped": "for pair in [(2, 4), (6, 8)]:\n"
    "    assert mean(pair) == sum(pair) / 2, f'набор {pair}: среднее посередине'",
}
ANSWERS = {
    "first": "def mean(x):\n    return x[0]",
    "half": "def mean(x):\n    if len(x) == 2:\n        return [x]\n    return sum(x) / len(x)",
    "crash": "def total(x):\n    return sum(x) / (len(x) - 2)\n\ndef mean(x):\n    return total(x)",
    "tells": "def mean(x):\n    if len(x) == 1:\n        return x[0]\n"
    "    raise type('Said%s' % x[0], (ValueError,), {})(f'вход {x}')",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Сообщения по студенту и проверке."""
    cells = [marked(new_code_cell(SOLUTION), "mean", solution=True)]
    cells += [
        marked(new_code_cell(source), name, grade=True, locked=True, points=1)
        for name, source in TESTS.items()
    ]
    room = Classroom(tmp_path_factory.mktemp("told") / "course", cells)
    for student, source in ANSWERS.items():
        room.submit(
            student, change=lambda nb, source=source: nb.cells[0].update(source=source) or nb
        )
    summary = room.grade(task=examine)
    close_examiners()
    assert sorted(summary.graded) == sorted(ANSWERS)
    return {
        student: {item.grade_id: item.message for item in room.decision(student).outcomes}
        for student in ANSWERS
    }


def test_a_visible_assertion_speaks_with_its_authors_words_and_its_line(told):
    assert told["first"]["open"] == (
        "среднее [1, 2, 6] — это 3\nСтрока 2 проверки: assert mean(values) == 3"
    )


def test_a_visible_assertion_without_words_shows_its_line(told):
    assert told["half"]["bare"].endswith("Строка 2 проверки: assert mean([1, 2]) == 1.5")


@pytest.mark.parametrize("student", ANSWERS)
def test_nothing_hidden_is_told(told, student):
    said = " ".join(told[student].values())
    for secret in ("987654", "123456", "424242", "777", "secret", "СЕКРЕТ", "np.shape"):
        assert secret not in said


def test_a_hidden_assertion_tells_what_kind_of_thing_went_wrong(told):
    assert told["half"]["shape"] == "Скрытая проверка: у результата не те размеры."


def test_a_message_with_a_hidden_value_is_told_without_it(told):
    assert told["half"]["tainted"].endswith("assert mean([answer, answer]) == answer")
    assert told["half"]["tainted"].startswith("ожидалось …\n")


def test_a_helper_called_from_a_hidden_line_keeps_its_words_to_itself(told):
    assert told["half"]["helper"].startswith("Скрытая проверка: ")


def test_a_crash_shows_the_students_own_lines(told):
    assert "ZeroDivisionError" in told["crash"]["shape"]
    assert "  ячейка «mean», строка 2: return sum(x) / (len(x) - 2)" in told["crash"]["shape"]


def test_a_name_of_an_exception_carries_no_hidden_input(told):
    assert "исключение ValueError" in told["tells"]["values"]


def test_a_late_visible_message_with_a_value_of_the_solution_is_not_repeated(told):
    assert told["half"]["late"] == "получено …\nСтрока 3 проверки: assert result == 1.5"
    assert told["half"]["literal"].startswith("у двух чисел среднее посередине\n")
    assert told["half"]["looped"].startswith("набор (2, 4): среднее посередине\n")
