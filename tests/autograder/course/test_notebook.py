"""Чтение присланной тетради: что угодно на входе, понятное состояние на выходе."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submission import notebook
from autograder.submission.notebook import read_notebook
from autograder.wording.problems import SubmissionProblem


def as_bytes(cells, version=4, **metadata) -> bytes:
    content = {"cells": cells, "metadata": metadata, "nbformat": version, "nbformat_minor": 0}
    return json.dumps(content).encode()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary(max_size=300))
def test_random_bytes_give_a_status_not_a_crash(data):
    with pytest.raises(SubmissionProblem) as problem:
        read_notebook(data)
    assert problem.value.status == "malformed"


@given(st.lists(json_values, max_size=5), json_values)
def test_random_cells_give_plain_cells_or_a_status(cells, metadata):
    content = {"cells": cells, "metadata": metadata, "nbformat": 4}
    read = read_notebook(json.dumps(content).encode())
    assert len(read.cells) == sum(isinstance(cell, dict) for cell in cells)
    for cell in read.cells:
        assert cell.cell_type in {"code", "markdown", "raw"}
        cell.source.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "пуст"),
        (b"   \n", "пуст"),
        (b"{", r"не JSON \(строка 1, знак 2\)"),
        (b"1" * 5000, "негодное число"),
        (b"[1]", "другого вида"),
        (b"\xff\xfe\x00", "не текст UTF-8"),
        (b'{"nbformat": 4}', "нет списка ячеек"),
        (b'{"nbformat": 5, "cells": []}', "Неизвестная версия"),
        (b'{"nbformat": true, "cells": []}', "Неизвестная версия"),
        (b"[" * 200_000 + b"]" * 200_000, "глубокий"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "глубокий"),
    ],
)
def test_malformed_notebooks_are_explained(data, words):
    with pytest.raises(SubmissionProblem, match=words) as problem:
        read_notebook(data)
    assert problem.value.status == "malformed"


def test_a_huge_notebook_is_too_large(monkeypatch):
    monkeypatch.setattr(notebook, "MAX_BYTES", 1000)
    with pytest.raises(SubmissionProblem) as problem:
        read_notebook(as_bytes([{"cell_type": "code", "source": "x" * 2000}]))
    assert problem.value.status == "too_large"


def test_an_old_notebook_is_upgraded_only_while_it_is_small():
    worksheets = [{"cells": [{"cell_type": "markdown", "source": "x" * (5 << 20)}]}]
    with pytest.raises(SubmissionProblem) as problem:
        read_notebook(json.dumps({"nbformat": 3, "worksheets": worksheets}).encode())
    assert problem.value.status == "too_large"


def test_too_many_cells_are_too_large():
    with pytest.raises(SubmissionProblem) as problem:
        read_notebook(as_bytes([{"cell_type": "code", "source": ""}] * (notebook.MAX_CELLS + 1)))
    assert problem.value.status == "too_large"


def test_version_3_notebook_is_upgraded():
    cell = {
        "cell_type": "code",
        "input": "x = 1",
        "language": "python",
        "outputs": [],
        "metadata": {"nbgrader": {"grade_id": "a"}},
        "prompt_number": 1,
        "collapsed": False,
    }
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": [cell], "metadata": {}}],
    }
    read = read_notebook(json.dumps(old).encode())
    assert [(c.cell_type, c.source, c.grade_id) for c in read.cells] == [("code", "x = 1", "a")]


def test_sources_may_be_lists_of_lines():
    read = read_notebook(as_bytes([{"cell_type": "code", "source": ["a\n", 3, "b"]}]))
    assert read.cells[0].source == "a\nb"
