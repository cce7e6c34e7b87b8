"""Чужие имена показываются и пишутся безопасно."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.wording.problems import Problem
from autograder.wording.untrusted_text import (
    check_identifier,
    is_safe_identifier,
    spreadsheet,
    visible,
)


@given(st.text(alphabet=st.characters()))
def test_visible_text_has_no_control_or_bidirectional_characters(text):
    shown = visible(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for c in shown)
    shown.encode("utf-8")


def test_visible_keeps_ordinary_russian_and_asked_for_newlines():
    assert visible("Пётр «ё»\n", keep="\n") == "Пётр «ё»\n"
    assert visible("a\u202eb\x1b[31m\ud800") == "a\\u202eb\\x1b[31m\\ud800"


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/../b",
        "a/b",
        "a\\b",
        "-rf",
        "=1+1",
        "*",
        "a[b]",
        "a\nb",
        "a\u202eb",
        "a\0",
        ".hidden",
        "a..b",
        "x" * 129,
        "a ",
        "con:",
    ],
)
def test_hostile_identifiers_are_refused(name):
    assert not is_safe_identifier(name)
    with pytest.raises(Problem, match="Имя студента"):
        check_identifier(name)


@pytest.mark.parametrize(
    "name", ["ivanov", "Иванов Пётр", "o'neil", "a.b-c_d", "x@y.ru", "2021001"]
)
def test_ordinary_identifiers_are_accepted(name):
    assert check_identifier(name) == name


@pytest.mark.parametrize(
    "text", ["=1+1", "+7", "-2", "@x", "\t=1", "\r=1", "  =1", "|x", "\uff1d1", "\u3000=1"]
)
def test_spreadsheet_text_never_begins_a_formula(text):
    assert str(spreadsheet(text)).startswith("'")


@given(st.one_of(st.floats(allow_nan=False), st.integers(), st.none()))
def test_spreadsheet_numbers_stay_numbers(value):
    assert spreadsheet(value) == value
