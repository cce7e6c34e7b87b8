"""Свёртка совпадает с torch и scipy и подчиняется алгебре."""

import tracemalloc

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import ndimage, signal

import lessons.reference.fast_convolution as fast_convolution
from lessons.reference import conv1d, conv2d, conv2d_naive, output_size
from lessons.reference.padding import PADDING_MODES

from .cases import convolutions, integers, torch_conv2d

dtypes = st.sampled_from([np.float32, np.float64])


@given(st.data())
def test_conv2d_agrees_with_torch(data):
    x, weight, bias, options = data.draw(convolutions(data.draw(dtypes)))
    out = conv2d(x, weight, bias, **options)
    np.testing.assert_array_equal(out, torch_conv2d(x, weight, bias, **options))
    assert out.dtype == x.dtype


@given(convolutions(), st.integers(1, 4))
def test_every_way_of_multiplying_gives_the_same(case, strip):
    x, weight, bias, options = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast_convolution, "STRIP", strip)
        for long_row in (1, 10**9):  # всегда по строкам, всегда по каналам
            patch.setattr(fast_convolution, "LONG_ROW", long_row)
            out = conv2d(x, weight, bias, **options)
            np.testing.assert_array_equal(out, torch_conv2d(x, weight, bias, **options))


@given(st.data())
def test_the_loops_agree_with_the_fast_version(data):
    case = data.draw(convolutions(data.draw(st.sampled_from([np.float64, np.int16]))))
    x, weight, bias, options = case
    slow, fast = (conv(x, weight, bias, **options) for conv in (conv2d_naive, conv2d))
    np.testing.assert_array_equal(slow, fast)
    assert slow.dtype == fast.dtype == x.dtype


SCIPY_NDIMAGE = {
    "zeros": "constant",
    "replicate": "nearest",
    "reflect": "mirror",
    "symmetric": "reflect",
    "circular": "wrap",
}
odd = st.integers(0, 3).map(lambda half: 2 * half + 1)


@given(st.integers(1, 9), st.integers(1, 9), odd, odd, st.sampled_from(PADDING_MODES))
def test_same_padding_agrees_with_ndimage_in_every_mode(height, width, rows, columns, mode):
    rng = np.random.default_rng(height * 10 + width)
    x, kernel = integers(rng, (height, width)), integers(rng, (rows, columns))
    expected = ndimage.correlate(x, kernel, mode=SCIPY_NDIMAGE[mode])
    padding = (rows // 2, columns // 2)
    np.testing.assert_array_equal(conv2d(x, kernel, padding=padding, padding_mode=mode), expected)
    np.testing.assert_array_equal(conv2d(x, kernel, padding="same", padding_mode=mode), expected)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 4), st.integers(1, 4))
def test_a_matrix_and_a_kernel_agree_with_correlate2d(height, width, rows, columns):
    assume(rows <= height and columns <= width)
    rng = np.random.default_rng(rows * 10 + columns)
    x, kernel = integers(rng, (height, width)), integers(rng, (rows, columns))
    np.testing.assert_array_equal(conv2d(x, kernel), signal.correlate2d(x, kernel, "valid"))
    full = conv2d(x, kernel, padding=(rows - 1, columns - 1))
    np.testing.assert_array_equal(full, signal.correlate2d(x, kernel, "full"))


@given(
    st.integers(1, 20),
    st.integers(1, 6),
    st.integers(1, 4),
    st.integers(0, 5),
    st.integers(1, 3),
    st.sampled_from(PADDING_MODES),
)
def test_conv1d_is_conv2d_of_one_row(n, r, stride, padding, dilation, mode):
    assume(dilation * (r - 1) < n + 2 * padding)
    rng = np.random.default_rng(n)
    x, kernel = integers(rng, n, int), integers(rng, r, int)
    options = {"stride": stride, "dilation": dilation, "padding_mode": mode}
    row = conv2d(x[None], kernel[None], padding=(0, padding), **options)[0]
    line = conv1d(x, kernel, padding=padding, **options)
    np.testing.assert_array_equal(line, row)
    assert line.size == output_size(n, r, stride, padding, dilation)
    assert line.dtype == x.dtype


@given(st.integers(1, 30), st.integers(1, 7), st.integers(1, 5), st.integers(1, 3))
def test_same_keeps_the_length_divided_by_the_stride(n, r, stride, dilation):
    assert output_size(n, r, stride, "same", dilation) == -(-n // stride)


def test_each_side_may_have_its_own_way_of_writing_the_padding():
    x = np.arange(12).reshape(3, 4)
    mixed = conv2d(x, [[1]], padding=((1, 2), 3))
    np.testing.assert_array_equal(mixed, np.pad(x, ((1, 2), (3, 3))))


def test_half_precision_is_summed_in_single():
    rng = np.random.default_rng(0)
    x, weight = (rng.normal(size=s).astype(np.float16) for s in ((2, 64, 8, 8), (8, 64, 3, 3)))
    exact = torch_conv2d(
        x.astype(np.float64),
        weight.astype(np.float64),
        None,
        stride=1,
        padding=1,
        dilation=1,
        groups=1,
        padding_mode="zeros",
    )
    out = conv2d(x, weight, padding=1)
    assert out.dtype == np.float16
    assert np.abs(out - exact).max() <= np.abs(exact).max() * 2**-11


def test_same_puts_the_odd_row_and_column_at_the_bottom_and_right():
    x = np.arange(1, 10).reshape(3, 3)
    corner = np.array([[1, 0], [0, 0]])
    np.testing.assert_array_equal(conv2d(x, corner, padding="same"), x)
    explicit = ((0, 1), (0, 1))
    np.testing.assert_array_equal(conv2d(x, corner, padding=explicit), x)


@given(convolutions(), st.integers(-3, 3))
def test_convolution_is_linear_in_both_arguments(case, factor):
    x, weight, _, options = case
    other = np.roll(x, 1, axis=2)
    kernel = np.roll(weight, 1, axis=0)
    base = conv2d(x, weight, **options)
    np.testing.assert_array_equal(
        conv2d(x + factor * other, weight, **options),
        base + factor * conv2d(other, weight, **options),
    )
    np.testing.assert_array_equal(
        conv2d(x, weight + factor * kernel, **options),
        base + factor * conv2d(x, kernel, **options),
    )


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(1, 5), st.integers(1, 5))
def test_shifting_the_input_shifts_the_output(down, right, rows, columns):
    rng = np.random.default_rng(rows * 10 + columns)
    x, weight = integers(rng, (2, 3, 6, 7)), integers(rng, (4, 3, rows, columns))
    extend = {"padding": ((0, rows - 1), (0, columns - 1)), "padding_mode": "circular"}
    shifted = conv2d(np.roll(x, (down, right), axis=(2, 3)), weight, **extend)
    expected = np.roll(conv2d(x, weight, **extend), (down, right), axis=(2, 3))
    np.testing.assert_array_equal(shifted, expected)


@given(st.integers(1, 3), st.integers(1, 3))
def test_two_convolutions_in_a_row_are_one_with_the_convolved_kernel(rows, columns):
    rng = np.random.default_rng(rows * 10 + columns)
    x, first, second = integers(rng, (9, 8)), integers(rng, (rows, 2)), integers(rng, (3, columns))
    composed = signal.convolve2d(first, second)
    np.testing.assert_array_equal(conv2d(conv2d(x, first), second), conv2d(x, composed))


@given(st.integers(1, 4))
def test_a_stride_keeps_every_other_position(stride):
    rng = np.random.default_rng(stride)
    x, weight = integers(rng, (1, 2, 11, 9)), integers(rng, (3, 2, 3, 2))
    dense = conv2d(x, weight)
    np.testing.assert_array_equal(conv2d(x, weight, stride=stride), dense[:, :, ::stride, ::stride])


LAYERS = [
    ((64, 1, 32, 32), (6, 1, 5, 5), 1, 0),
    ((64, 6, 14, 14), (16, 6, 5, 5), 1, 0),
    ((1, 3, 224, 224), (64, 3, 11, 11), 4, 2),
    ((1, 64, 224, 224), (64, 64, 3, 3), 1, 1),
    ((1, 128, 56, 56), (256, 128, 3, 3), 1, 1),
    ((1, 512, 14, 14), (512, 512, 3, 3), 1, 1),
    ((1, 256, 56, 56), (64, 256, 1, 1), 1, 0),
]


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_of_real_networks_are_accurate_and_take_little_memory(layer):
    x_shape, weight_shape, stride, padding = layer
    rng = np.random.default_rng(0)
    x, weight = rng.normal(size=x_shape), rng.normal(size=weight_shape)
    for dtype, tolerance in ((np.float64, 1e-12), (np.float32, 1e-6)):
        x, weight = x.astype(dtype), weight.astype(dtype)
        tensors = (torch.from_numpy(array).double() for array in (x, weight))
        exact = torch.nn.functional.conv2d(*tensors, None, stride, padding).numpy()
        tracemalloc.start()
        out = conv2d(x, weight, stride=stride, padding=padding)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert np.linalg.norm(out - exact) <= tolerance * np.linalg.norm(exact)
        assert peak <= 3 * (x.nbytes + out.nbytes)


def test_an_empty_batch_gives_an_empty_result():
    assert conv2d(np.ones((0, 3, 5, 5)), np.ones((2, 3, 3, 3))).shape == (0, 2, 3, 3)


def test_integers_stay_integers_and_a_real_bias_makes_them_real():
    x, kernel = np.arange(9, dtype=np.int32).reshape(3, 3), np.ones((2, 2), np.int8)
    assert conv2d(x, kernel).dtype == np.int32
    assert conv2d(x, kernel, 0.5).dtype == np.float64
    np.testing.assert_array_equal(conv2d(x, kernel, 0.5), conv2d(x, kernel) + 0.5)


def test_python_lists_and_numbers_yield_to_float32():
    x = np.ones((3, 4), np.float32)
    assert conv2d(x, [[1, 0, -1]], 0.5).dtype == np.float32
    assert conv1d(x[0], [0.5, 1]).dtype == np.float32
    assert conv2d(x.astype(np.uint8), [[-1, 0]]).min() == -1


X, W = np.ones((2, 4, 5, 6)), np.ones((6, 2, 3, 3))


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((X, W[:, :1]), {"groups": 2}, "weight: получено каналов 1, ожидалось 2"),
        ((X, W), {}, "weight: получено каналов 2, ожидалось 4"),
        ((X, W), {"groups": 3}, "groups: получено 3"),
        ((X, W), {"groups": 0}, "groups: получено 0, ожидалось целое число не меньше 1"),
        ((X[0], W), {}, r"x: получена форма \(4, 5, 6\)"),
        ((X, W[0]), {}, "weight: получена форма"),
        ((X[0, 0], W), {}, "x: получена форма"),
        ((X, W, np.ones(5)), {"groups": 2}, r"bias: получена форма \(5,\), ожидалась \(6,\)"),
        ((X, W), {"groups": 2, "stride": 0}, "stride: получено 0"),
        ((X, W), {"groups": 2, "stride": (1, 2, 3)}, "stride: получено"),
        ((X, W), {"groups": 2, "dilation": -1}, "dilation: получено -1"),
        ((X, W), {"groups": 2, "padding": -1}, "padding: получено -1"),
        ((X, W), {"groups": 2, "padding": "full"}, "padding: получено 'full'"),
        ((X, W), {"groups": 2, "padding": 1.5}, "padding: получено 1.5"),
        ((X, W), {"groups": 2, "padding": ((1, 2, 3), 1)}, r"padding: получено \(1, 2, 3\)"),
        ((torch.ones(2, 4, 5, 6), W), {"groups": 2}, "x: получен тензор torch, ожидался массив"),
        ((X, torch.nn.Parameter(torch.ones(6, 2, 3, 3))), {"groups": 2}, "weight: получен тензор"),
        (([[1, 2], [3]], [[1]]), {}, "x: получены строки разной длины"),
        (([["a"]], [[1]]), {}, "x: получен тип <U1, ожидался массив чисел"),
        ((X, W), {"groups": 2, "dilation": 3}, "kernel: с расширением занимает 7"),
        ((X, W), {"groups": 2, "padding_mode": "edge"}, "padding_mode: получено 'edge'"),
    ],
)
@pytest.mark.parametrize("convolve", [conv2d, conv2d_naive])
def test_bad_arguments_are_named(convolve, arguments, options, message):
    with pytest.raises(ValueError, match="^" + message):
        convolve(*arguments, **options)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([[1, 2]], [1]), {}, r"signal: получена форма \(1, 2\)"),
        (([1, 2], []), {}, r"kernel: получена форма \(0,\)"),
        (([1, 2], [1, 1, 1]), {}, "kernel: с расширением занимает 3"),
        (([1, 2], [1]), {"stride": 0.5}, "stride: получено 0.5"),
    ],
)
def test_bad_signals_are_named(arguments, options, message):
    with pytest.raises(ValueError, match="^" + message):
        conv1d(*arguments, **options)
