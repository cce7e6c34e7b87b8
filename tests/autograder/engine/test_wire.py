"""Провод: данные доходят такими же, а испорченные байты дают только WireError."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, deque
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.wire import (
    WireError,
    dumps,
    libraries,  # noqa: F401 — заводит типы библиотек
    loads,
)

ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
KEYS = st.integers() | st.text() | st.booleans()
DATA = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner),
    max_leaves=20,
)


@given(DATA)
@settings(max_examples=200, deadline=None)
def test_plain_data_survive_the_wire(value):
    assert repr(loads(dumps(value))) == repr(value)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_random_bytes_never_break_the_decoder(data):
    try:
        loads(data)
    except WireError:
        return


@given(DATA, st.data())
@settings(max_examples=200, deadline=None)
def test_a_corrupted_frame_never_breaks_the_decoder(value, data):
    frame = bytearray(dumps([value, np.arange(3.0), torch.ones(2)]))
    place = data.draw(st.integers(0, len(frame) - 1))
    frame[place] = data.draw(st.integers(0, 255))
    try:
        loads(frame)
    except WireError:
        return


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3)[:, ::2],
        np.array(3.5),
        np.array(["а", "бв"]),
        np.zeros((0, 4), dtype=np.complex64),
        np.array([1, "x", None], dtype=object),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
    ],
)
def test_arrays_survive_the_wire(array):
    back = loads(dumps(array))
    assert back.dtype == array.dtype and back.shape == array.shape
    assert back.tolist() == array.tolist()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.int64, torch.bool])
def test_tensors_survive_the_wire(dtype):
    tensor = torch.tensor([[0, 1], [1, 0]]).to(dtype)
    back = loads(dumps(tensor))
    assert back.dtype == dtype and torch.equal(back, tensor)


def test_parameters_stay_parameters():
    parameter = torch.nn.Parameter(torch.ones(2))
    parameter.grad = torch.full((2,), 3.0)
    back = loads(dumps(parameter))
    assert isinstance(back, torch.nn.Parameter) and back.grad.tolist() == [3, 3]


@pytest.mark.parametrize(
    "value", [Fraction(1, 3), Counter("ааб"), OrderedDict(a=1), deque([1]), {1, 2}, range(3)]
)
def test_library_values_keep_their_type(value):
    back = loads(dumps(value))
    assert back == value and type(back) is type(value)


def test_aliases_stay_aliases():
    inner = [1]
    first, second = loads(dumps([inner, inner]))
    assert first is second


class _Loud(list):
    def __iter__(self):
        raise AssertionError("чужой метод вызван")

    __len__ = __eq__ = __getitem__ = __iter__


class _LoudFloat(float):
    def __float__(self):
        raise AssertionError("чужой метод вызван")

    __add__ = __eq__ = __float__


def test_subclasses_become_plain_without_calling_their_methods():
    assert type(loads(dumps(_Loud([1, 2])))) is list
    back = loads(dumps(_LoudFloat(2.5)))
    assert type(back) is float and math.isclose(back, 2.5)


def test_a_list_inside_itself_is_refused():
    value: list = []
    value.append(value)
    with pytest.raises(WireError):
        dumps(value)


def test_a_frame_that_points_inside_itself_is_refused():
    with pytest.raises(WireError):
        loads(b"[\x00\x00\x00\x01*@\x00\x00\x00\x00")


HUGE = {
    "array": lambda: np.zeros(9_000_000),
    "integer": lambda: 1 << (1 << 20),
    "bytes": lambda: b"x" * (65 << 20),
    "list": lambda: [None] * 5_000_000,
}


@pytest.mark.parametrize("kind", HUGE)
def test_huge_values_are_refused(kind):
    with pytest.raises(WireError):
        dumps(HUGE[kind]())


def test_opaque_objects_do_not_cross_without_handles():
    with pytest.raises(WireError):
        dumps(object())
