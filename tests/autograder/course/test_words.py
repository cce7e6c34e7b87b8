"""Слова и числа для человека."""

from __future__ import annotations

import pytest

from autograder.wording.untrusted_text import alphabetical, listed
from autograder.wording.words import number, plural


@pytest.mark.parametrize(
    ("count", "word"),
    [(0, "работ"), (1, "работа"), (2, "работы"), (5, "работ"), (11, "работ"), (12, "работ"),
     (21, "работа"), (24, "работы"), (111, "работ"), (200, "работ")],
)  # fmt: skip
def test_a_word_agrees_with_its_number(count, word):
    assert plural(count, "работа", "работы", "работ") == word


def test_numbers_are_written_with_a_comma():
    assert [number(value) for value in (2, 2.5, 1 / 3, 0)] == ["2", "2,5", "0,33", "0"]


def test_yo_stands_next_to_ye():
    names = ["Жуков", "Ёлкин", "Еремин", "Ежов", "Анна"]
    assert sorted(names, key=alphabetical) == ["Анна", "Ежов", "Еремин", "Ёлкин", "Жуков"]


def test_a_long_list_of_names_is_cut_with_a_count():
    assert listed(["а", "б", "в"], most=2) == "а, б и ещё 1"
    assert listed(["а", "б\u202e"], most=2) == "а, б\\u202e"
