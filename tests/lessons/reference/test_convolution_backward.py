"""Градиенты свёртки: численно, по torch и как сопряжённый оператор."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import lessons.reference.fast_convolution as fast_convolution
from lessons.reference import conv2d, conv2d_backward, conv2d_naive_backward

from .cases import NUMPY_MODES, TORCH_MODES, both, convolutions, integers
from .gradients import assert_gradient


def torch_gradients(grad_out, x, weight, *, stride, padding, dilation, groups, padding_mode):
    """Градиенты torch; дополняет он сам, где умеет такую ширину."""
    x, weight = (torch.from_numpy(array).requires_grad_() for array in (x, weight))
    bias = torch.zeros(len(weight), dtype=weight.dtype, requires_grad=True)
    vertical, horizontal = both(padding)
    padded = torch.nn.functional.pad(
        x, (horizontal, horizontal, vertical, vertical), mode=TORCH_MODES[padding_mode]
    )
    out = torch.nn.functional.conv2d(
        padded, weight, bias, stride=stride, dilation=dilation, groups=groups
    )
    out.backward(torch.from_numpy(grad_out))
    return x.grad.numpy(), weight.grad.numpy(), bias.grad.numpy()


def torch_can_pad(x, padding, mode):
    """У torch отражение уже n, цикл не шире n."""
    limit = {"reflect": -1, "circular": 0}.get(mode)
    return limit is None or all(
        p <= n + limit for p, n in zip(both(padding), x.shape[2:], strict=True)
    )


@given(st.data())
def test_gradients_agree_with_autograd(data):
    dtype = data.draw(st.sampled_from([np.float32, np.float64]))
    cases = convolutions(dtype, modes=tuple(TORCH_MODES)).filter(
        lambda case: torch_can_pad(case[0], case[3]["padding"], case[3]["padding_mode"])
    )
    x, weight, _, options = data.draw(cases)
    grad_out = integers(np.random.default_rng(1), conv2d(x, weight, **options).shape, dtype)
    ours = conv2d_backward(grad_out, x, weight, **options)
    theirs = torch_gradients(grad_out, x, weight, **options)
    for mine, their in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(mine, their)
        assert mine.dtype == dtype


@given(convolutions())
def test_the_loops_agree_with_the_fast_version(case):
    x, weight, _, options = case
    grad_out = integers(np.random.default_rng(1), conv2d(x, weight, **options).shape)
    slow = conv2d_naive_backward(grad_out, x, weight, **options)
    fast = conv2d_backward(grad_out, x, weight, **options)
    for one, other in zip(slow, fast, strict=True):
        np.testing.assert_array_equal(one, other)


@given(convolutions())
def test_backward_is_the_adjoint_of_forward(case):
    x, weight, _, options = case
    out = conv2d(x, weight, **options)
    y = integers(np.random.default_rng(1), out.shape)
    grad_x, grad_weight, _ = conv2d_backward(y, x, weight, **options)
    assert np.vdot(out, y) == np.vdot(x, grad_x) == np.vdot(weight, grad_weight)


@pytest.mark.parametrize("mode", NUMPY_MODES)
def test_gradients_agree_with_finite_differences(mode):
    rng = np.random.default_rng(0)
    x, weight, bias = (
        rng.normal(size=(2, 4, 5, 6)),
        rng.normal(size=(6, 2, 3, 2)),
        rng.normal(size=6),
    )
    options = {
        "stride": (2, 1),
        "padding": ((1, 2), (0, 3)),
        "dilation": (1, 2),
        "groups": 2,
        "padding_mode": mode,
    }
    grad_out = rng.normal(size=conv2d(x, weight, bias, **options).shape)
    grads = conv2d_backward(grad_out, x, weight, **options)
    assert_gradient(lambda x: conv2d(x, weight, bias, **options), x, grad_out, grads[0])
    assert_gradient(lambda w: conv2d(x, w, bias, **options), weight, grad_out, grads[1])
    assert_gradient(lambda b: conv2d(x, weight, b, **options), bias, grad_out, grads[2])


def test_strips_of_rows_add_up(monkeypatch):
    rng = np.random.default_rng(0)
    x, weight = integers(rng, (3, 2, 9, 8)), integers(rng, (4, 2, 3, 3))
    grad_out = integers(rng, conv2d(x, weight, stride=2, padding=1).shape)
    whole = conv2d_backward(grad_out, x, weight, stride=2, padding=1)
    monkeypatch.setattr(fast_convolution, "COLUMNS", 1)
    by_row = conv2d_backward(grad_out, x, weight, stride=2, padding=1)
    for one, other in zip(whole, by_row, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_matrix_gets_gradients_of_its_own_shape():
    x, kernel = np.arange(12.0).reshape(3, 4), np.ones((2, 2))
    for backward in (conv2d_backward, conv2d_naive_backward):
        grad_x, grad_kernel, grad_bias = backward(np.ones((2, 3)), x, kernel)
        np.testing.assert_array_equal(grad_x, [[1, 2, 2, 1], [2, 4, 4, 2], [1, 2, 2, 1]])
        np.testing.assert_array_equal(grad_kernel, [[18, 24], [42, 48]])
        assert grad_bias == 6


@pytest.mark.parametrize("backward", [conv2d_backward, conv2d_naive_backward])
def test_a_gradient_of_a_wrong_shape_is_named(backward):
    with pytest.raises(ValueError, match=r"^grad_out: получена форма \(2, 2\), ожидалась \(2, 3\)"):
        backward(np.ones((2, 2)), np.ones((3, 4)), np.ones((2, 2)))
