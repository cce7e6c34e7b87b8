"""Пулинг совпадает с torch, а его градиенты — ещё и с конечными разностями."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from lessons.reference import (
    adaptive_avg_pool2d,
    adaptive_avg_pool2d_backward,
    adaptive_max_pool2d,
    adaptive_max_pool2d_backward,
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_naive,
    avg_pool2d_naive_backward,
    l2_pool2d,
    l2_pool2d_backward,
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_naive,
    max_pool2d_naive_backward,
    weighted_pool2d,
    weighted_pool2d_backward,
)

from .cases import both, integers, pairs
from .gradients import assert_gradient


@st.composite
def poolings(draw, dtypes=(np.float32, np.float64)):
    """Вход и параметры (size, stride, padding), согласованные между собой."""
    size = draw(pairs(1, 4))
    half = [k // 2 for k in both(size)]
    padding = draw(st.tuples(*(st.integers(0, most) for most in half)))
    stride = draw(st.none() | pairs(1, 3))
    shape = [draw(st.integers(k, k + 6)) for k in both(size)]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = integers(rng, (draw(st.integers(1, 2)), 2, *shape), draw(st.sampled_from(dtypes)))
    return x, size, stride, padding


def check(case, ours, ours_backward, theirs, exact=True):
    """Прямой и обратный проходы против torch."""
    x, *parameters = case
    compare = np.testing.assert_array_equal if exact else np.testing.assert_allclose
    options = {} if exact else {"rtol": 1e-5, "atol": 1e-6}
    leaf = torch.from_numpy(x).requires_grad_()
    expected = theirs(leaf, *parameters)
    out = ours(x, *parameters)
    compare(out, expected.detach().numpy(), **options)
    grad_out = integers(np.random.default_rng(1), out.shape, x.dtype)
    expected.backward(torch.from_numpy(grad_out))
    grad = ours_backward(grad_out, x, *parameters)
    compare(grad, leaf.grad.numpy(), **options)
    assert out.dtype == grad.dtype == x.dtype


@given(poolings())
def test_max_pooling_agrees_with_torch_ties_included(case):
    check(case, max_pool2d, max_pool2d_backward, F.max_pool2d)


@given(poolings(), st.booleans())
def test_average_pooling_agrees_with_torch(case, count):
    check(
        case,
        lambda *a: avg_pool2d(*a, count_include_pad=count),
        lambda *a: avg_pool2d_backward(*a, count_include_pad=count),
        lambda *a: F.avg_pool2d(*a, count_include_pad=count),
        exact=False,
    )


@given(poolings(dtypes=(np.float16, np.float32, np.float64, np.int16, np.uint8)), st.booleans())
def test_the_loops_over_windows_agree_with_the_steps_over_taps(case, count):
    x, *parameters = case
    include = {"count_include_pad": count}
    for slow, fast, slow_backward, fast_backward, options in (
        (max_pool2d_naive, max_pool2d, max_pool2d_naive_backward, max_pool2d_backward, {}),
        (avg_pool2d_naive, avg_pool2d, avg_pool2d_naive_backward, avg_pool2d_backward, include),
    ):
        expected, out = slow(x, *parameters, **options), fast(x, *parameters, **options)
        np.testing.assert_allclose(out, expected, rtol=2e-3 if x.dtype == np.float16 else 1e-6)
        assert out.dtype == expected.dtype
        grad_out = integers(np.random.default_rng(1), out.shape)
        expected = slow_backward(grad_out, x, *parameters, **options)
        grad = fast_backward(grad_out, x, *parameters, **options)
        np.testing.assert_allclose(grad, expected, rtol=1e-12, atol=1e-12)


@given(poolings())
def test_l2_pooling_is_torch_lp_pooling_divided_by_the_root_of_the_area(case):
    x, size, stride, _ = case
    x = np.abs(x) + 1  # torch берёт корень из суммы квадратов, в нуле его градиент — nan
    area = np.prod(both(size))

    def theirs(x, size, stride):
        return F.lp_pool2d(x, 2.0, size, stride) / area**0.5

    check((x, size, stride), l2_pool2d, l2_pool2d_backward, theirs, exact=False)


@given(poolings())
def test_weighted_pooling_is_a_depthwise_convolution_with_shares(case):
    x, size, stride, _ = case
    weights = np.random.default_rng(2).integers(1, 5, both(size)).astype(x.dtype)

    def theirs(x, weights, stride):
        kernel = torch.from_numpy(weights / weights.sum()).expand(2, 1, -1, -1)
        return F.conv2d(x, kernel, stride=stride or both(size), groups=2)

    check((x, weights, stride), weighted_pool2d, weighted_pool2d_backward, theirs, exact=False)


@given(poolings(), pairs(1, 9))
def test_adaptive_pooling_agrees_with_torch(case, size):
    x, *_ = case
    pairs_of_functions = (
        (adaptive_avg_pool2d, adaptive_avg_pool2d_backward, F.adaptive_avg_pool2d),
        (adaptive_max_pool2d, adaptive_max_pool2d_backward, F.adaptive_max_pool2d),
    )
    for ours, backward, theirs in pairs_of_functions:
        check((x, size), ours, backward, theirs, exact=False)


NUMERICAL = {
    "max": (max_pool2d, max_pool2d_backward, (3, 2, 1), {}),
    "avg": (avg_pool2d, avg_pool2d_backward, (3, 2, 1), {}),
    "avg_inside": (avg_pool2d, avg_pool2d_backward, (3, 2, 1), {"count_include_pad": False}),
    "weighted": (weighted_pool2d, weighted_pool2d_backward, ([[1, 2], [3, -1]], 1), {}),
    "l2": (l2_pool2d, l2_pool2d_backward, ((2, 3), 1, 1), {}),
    "adaptive_avg": (adaptive_avg_pool2d, adaptive_avg_pool2d_backward, ((3, 4),), {}),
    "adaptive_max": (adaptive_max_pool2d, adaptive_max_pool2d_backward, ((3, 4),), {}),
}


@pytest.mark.parametrize("name", NUMERICAL)
def test_gradients_agree_with_finite_differences(name):
    forward, backward, arguments, options = NUMERICAL[name]
    rng = np.random.default_rng(0)
    x = rng.permutation(2 * 5 * 6).reshape(2, 5, 6) - 25.5  # без равных: максимум гладок
    grad_out = rng.normal(size=forward(x, *arguments, **options).shape)
    grad = backward(grad_out, x, *arguments, **options)
    assert_gradient(lambda x: forward(x, *arguments, **options), x, grad_out, grad)


@pytest.mark.parametrize("name", [n for n in NUMERICAL if "max" not in n and n != "l2"])
def test_linear_poolings_are_adjoint_to_their_backward(name):
    forward, backward, arguments, options = NUMERICAL[name]
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, 5, 6))
    out = forward(x, *arguments, **options)
    y = rng.normal(size=out.shape)
    back = backward(y, x, *arguments, **options)
    assert np.isclose(np.vdot(out, y), np.vdot(x, back), rtol=1e-12)


def test_padding_never_becomes_the_maximum():
    np.testing.assert_array_equal(max_pool2d(-np.ones((2, 2)), 2, padding=1), -np.ones((2, 2)))
    integers_below_zero = np.full((2, 2), -7)
    out = max_pool2d(integers_below_zero, 2, padding=1)
    np.testing.assert_array_equal(out, integers_below_zero)
    assert out.dtype == integers_below_zero.dtype


@pytest.mark.parametrize("x", [np.zeros((2, 2), np.uint8), np.full((2, 2), -np.inf)])
def test_padding_never_gets_the_gradient_of_the_maximum(x):
    grad = max_pool2d_backward(np.ones((2, 2)), x, 2, padding=1)
    np.testing.assert_array_equal(grad, np.ones((2, 2)))


def test_not_a_number_is_the_maximum_and_takes_the_gradient():
    x = np.array([[1.0, np.nan], [3.0, 2.0]])
    assert np.isnan(max_pool2d(x, 2)).all()
    np.testing.assert_array_equal(max_pool2d_backward([[5.0]], x, 2), [[0, 5], [0, 0]])


@pytest.mark.parametrize("value", [30_000, 300])
def test_sums_of_half_precision_do_not_overflow(value):
    x = np.full((1, 1, 4, 4), value, np.float16)
    weights = np.ones((4, 4))
    for pooled in (avg_pool2d(x, 4), l2_pool2d(x, 4), weighted_pool2d(x, weights)):
        assert pooled.dtype == np.float16
        np.testing.assert_array_equal(pooled, F.avg_pool2d(torch.from_numpy(x), 4))


def test_the_average_of_large_integers_does_not_wrap():
    assert avg_pool2d(np.full((2, 2), 2**62), 2) == 2.0**62


def test_equal_maxima_send_the_gradient_to_the_first():
    grad = max_pool2d_backward([[1.0]], np.ones((2, 2)), 2)
    np.testing.assert_array_equal(grad, [[1, 0], [0, 0]])


def test_a_window_of_zeros_has_no_l2_gradient():
    np.testing.assert_array_equal(
        l2_pool2d_backward([[1.0]], np.zeros((2, 2)), 2), np.zeros((2, 2))
    )


def test_a_shift_within_the_window_does_not_change_the_maximum():
    x = np.zeros((4, 4))
    x[0, 0] = 1
    np.testing.assert_array_equal(max_pool2d(x, 2), max_pool2d(np.roll(x, (1, 1), (0, 1)), 2))


def test_averages_of_integers_are_real():
    assert avg_pool2d(np.arange(4).reshape(2, 2), 2) == 1.5
    assert adaptive_avg_pool2d(np.arange(4).reshape(2, 2), 1) == 1.5
    assert max_pool2d(np.arange(4, dtype=np.uint8).reshape(2, 2), 2).dtype == np.uint8


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: max_pool2d(x, 0), "size: получено 0"),
        (lambda x: max_pool2d(x, 2, 0), "stride: получено 0"),
        (lambda x: max_pool2d(x, 2, 2, 2), r"padding: получено \(2, 2\)"),
        (lambda x: max_pool2d(x, 9), "kernel: с расширением занимает 9"),
        (lambda x: avg_pool2d(x[0, 0, 0], 2), r"x: получена форма \(6,\)"),
        (lambda x: weighted_pool2d(x, [[1, -1]]), r"weights: получена форма \(1, 2\) с суммой 0"),
        (lambda x: weighted_pool2d(x, [1, 1]), r"weights: получена форма \(2,\)"),
        (lambda x: adaptive_avg_pool2d(x, 0), "size: получено 0"),
        (lambda x: adaptive_max_pool2d(x[:, :, :0], 1), "x: получена форма"),
        (lambda x: max_pool2d_backward(x, x, 2), r"grad_out: получена форма \(1, 2, 5, 6\)"),
        (lambda x: adaptive_max_pool2d_backward(x, x, 2), "grad_out: получена форма"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match="^" + message):
        call(np.ones((1, 2, 5, 6)))
