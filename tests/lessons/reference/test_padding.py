"""Отступ совпадает с numpy.pad, torch и scipy в их обозначениях."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons.reference import pad, pad_backward

NUMPY_NAME = {
    "zeros": "constant",
    "replicate": "edge",
    "reflect": "reflect",
    "symmetric": "symmetric",
    "circular": "wrap",
}
modes = st.sampled_from(sorted(NUMPY_NAME))
shapes = hnp.array_shapes(min_dims=1, max_dims=4, min_side=1, max_side=5)
dtypes = st.sampled_from([np.float32, np.float64, np.int64, np.uint8, np.bool_])


@st.composite
def arrays_with_widths(draw):
    shape = draw(shapes)
    x = np.arange(np.prod(shape)).reshape(shape).astype(draw(dtypes))
    width = st.integers(0, 12)
    widths = draw(st.lists(st.tuples(width, width), min_size=len(shape), max_size=len(shape)))
    return x, widths


@given(arrays_with_widths(), modes)
def test_every_mode_and_width_agrees_with_numpy(case, mode):
    x, widths = case
    padded = pad(x, widths, mode)
    np.testing.assert_array_equal(padded, np.pad(x, widths, NUMPY_NAME[mode]))
    assert padded.dtype == x.dtype


@pytest.mark.parametrize("width", [2, (1, 3), [[1, 0], [0, 2]], {1: 2}, {-1: (0, 1)}, ((1,), (2,))])
def test_widths_are_written_as_in_numpy(width):
    x = np.arange(12).reshape(3, 4)
    np.testing.assert_array_equal(pad(x, width, "reflect"), np.pad(x, width, "reflect"))


@given(arrays_with_widths(), modes)
def test_backward_is_the_adjoint_of_padding(case, mode):
    x, widths = case
    rng = np.random.default_rng(0)
    x = rng.integers(-9, 9, x.shape)
    padded = pad(x, widths, mode)
    y = rng.integers(-9, 9, padded.shape)
    assert np.vdot(padded, y) == np.vdot(x, pad_backward(y, x.shape, widths, mode))


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_torch_names_mean_the_same(mode):
    x = torch.arange(30.0).reshape(1, 1, 5, 6)
    theirs = torch.nn.functional.pad(x, (2, 3, 1, 4), mode=mode)
    np.testing.assert_array_equal(pad(x.numpy()[0, 0], ((1, 4), (2, 3)), mode), theirs[0, 0])


def test_padding_returns_a_new_array():
    x = np.arange(3)
    for mode in NUMPY_NAME:
        assert not np.shares_memory(pad(x, 0, mode), x)


@pytest.mark.parametrize(
    ("width", "mode", "message"),
    [
        (1, "mirror", "mode: получено 'mirror', ожидалось одно из zeros, replicate"),
        (-1, "zeros", "width: получено -1"),
        (1.5, "zeros", "width: получено 1.5"),
        ([(1, 2)] * 3, "zeros", "при 2 осях"),
        ({5: 1}, "zeros", "при 2 осях"),
        ("same", "zeros", "width: получено 'same'"),
    ],
)
def test_bad_arguments_are_named(width, mode, message):
    with pytest.raises(ValueError, match="^(mode|width): ") as error:
        pad(np.ones((2, 3)), width, mode)
    assert message in str(error.value)


def test_an_empty_axis_can_only_be_padded_with_zeros():
    np.testing.assert_array_equal(pad([], 2, "zeros"), np.zeros(4))
    with pytest.raises(ValueError, match="x: ось 0 пуста"):
        pad([], 2, "reflect")


@pytest.mark.parametrize(
    ("grad_shape", "mode", "message"),
    [
        ((4, 6), "zeros", r"grad_out: получена форма \(4, 6\), ожидалась \(4, 5\)"),
        ((5,), "reflect", r"grad_out: получена форма \(5,\)"),
        ((4, 5), "mirror", "mode: получено 'mirror'"),
    ],
)
def test_bad_arguments_of_backward_are_named(grad_shape, mode, message):
    with pytest.raises(ValueError, match="^" + message):
        pad_backward(np.ones(grad_shape), (2, 3), 1, mode)
