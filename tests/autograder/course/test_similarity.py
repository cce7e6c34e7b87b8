"""Похожие работы."""

from __future__ import annotations

import time

import nbformat
from nbformat.v4 import new_code_cell

from autograder.results.similarity import compare, similar_pairs

LOOP = """
def convolve(signal, kernel):
    result = []
    for start in range(len(signal) - len(kernel) + 1):
        total = 0
        for shift in range(len(kernel)):
            total = total + signal[start + shift] * kernel[shift]
        result.append(total)
    return result
"""
RENAMED = LOOP.replace("signal", "s").replace("kernel", "k").replace("total", "acc")
OTHER = """
def convolve(signal, kernel):
    import numpy as np
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(signal), len(kernel))
    return np.einsum('ij,j->i', windows, kernel)
"""


def test_renaming_variables_does_not_hide_copying():
    (pair,) = compare({"a": LOOP, "b": RENAMED, "c": OTHER}, "", 0.7)
    assert (pair.first, pair.second) == ("a", "b") and pair.share > 0.9


def test_released_code_is_not_similarity():
    assert compare({"a": LOOP, "b": LOOP}, LOOP, 0.1) == []


def test_what_most_of_the_class_wrote_is_not_similarity():
    codes = {f"s{i}": LOOP for i in range(8)}
    assert compare(codes, "", 0.5) == []
    rare = LOOP + "\n" + OTHER * 2
    assert [p.first for p in compare({**codes, "x": rare, "y": rare}, "", 0.8)] == ["x"]


def test_empty_answers_are_not_similar():
    assert compare({"a": "", "b": ""}, "", 0.0) == []


def test_copies_in_a_course_are_found(classroom):
    classroom.submit("ann", LOOP)
    classroom.submit("bob", RENAMED)
    classroom.submit("cat", OTHER)
    pairs = similar_pairs(classroom.course, "hw")
    assert [(p.first, p.second) for p in pairs] == [("ann", "bob")]


def test_a_huge_cell_neither_delays_nor_hides_copying(classroom):
    path = classroom.submit("ann", LOOP)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, new_code_cell("@" * (5 << 20)))
    nbformat.write(notebook, path)
    classroom.submit("bob", RENAMED)
    started = time.perf_counter()
    pairs = similar_pairs(classroom.course, "hw")
    assert [(p.first, p.second) for p in pairs] == [("ann", "bob")]
    assert time.perf_counter() - started < 30
