"""Неразделяемая свёртка — свёртка, у которой веса свои в каждом положении."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lessons.reference import conv2d, unshared_conv2d, unshared_conv2d_backward

from .cases import integers
from .gradients import assert_gradient

geometry = st.fixed_dictionaries(
    {
        "stride": st.integers(1, 2),
        "padding": st.integers(0, 2),
        "dilation": st.integers(1, 2),
    }
)


def operands(options, seed=0):
    rng = np.random.default_rng(seed)
    x, kernels = integers(rng, (2, 3, 6, 5)), integers(rng, (4, 3, 2, 3))
    output = conv2d(x, kernels, **options).shape[2:]
    return x, kernels, integers(rng, (4, *output, 3, 2, 3)), integers(rng, (4, *output))


@given(geometry)
def test_equal_weights_everywhere_make_an_ordinary_convolution(options):
    x, kernels, weight, _ = operands(options)
    same = np.broadcast_to(kernels[:, None, None], weight.shape)
    np.testing.assert_array_equal(
        unshared_conv2d(x, same, **options), conv2d(x, kernels, **options)
    )


@given(geometry)
def test_it_agrees_with_torch_unfold_and_its_gradients(options):
    arrays = operands(options)
    x, _, weight, bias = arrays
    leaves = [torch.from_numpy(a).requires_grad_() for a in (x, weight, bias)]
    columns = torch.nn.functional.unfold(leaves[0], (2, 3), **options).reshape(2, 18, -1)
    kernels = leaves[1].reshape(4, columns.shape[2], 18)
    expected = torch.einsum("ndp,kpd->nkp", columns, kernels).reshape(2, *bias.shape) + leaves[2]
    np.testing.assert_array_equal(
        unshared_conv2d(x, weight, bias, **options), expected.detach().numpy()
    )
    grad_out = integers(np.random.default_rng(1), expected.shape)
    expected.backward(torch.from_numpy(grad_out))
    grads = unshared_conv2d_backward(grad_out, x, weight, **options)
    for mine, leaf in zip(grads, leaves, strict=True):
        np.testing.assert_array_equal(mine, leaf.grad.numpy())


def test_gradients_agree_with_finite_differences():
    options = {"stride": 2, "padding": 1, "dilation": 1}
    x, _, weight, bias = operands(options)
    grad_out = integers(np.random.default_rng(1), (2, *bias.shape))
    grads = unshared_conv2d_backward(grad_out, x, weight, **options)
    assert_gradient(lambda x: unshared_conv2d(x, weight, **options), x, grad_out, grads[0])
    assert_gradient(lambda w: unshared_conv2d(x, w, **options), weight, grad_out, grads[1])
    assert_gradient(lambda b: unshared_conv2d(x, weight, b, **options), bias, grad_out, grads[2])


@pytest.mark.parametrize(
    ("x_shape", "weight_shape", "bias_shape", "message"),
    [
        ((3, 6, 5), (4, 5, 3, 3, 2, 3), None, "x: получена форма"),
        ((2, 3, 6, 5), (4, 3, 2, 3), None, "weight: получена форма"),
        ((2, 3, 6, 5), (4, 5, 2, 3, 2, 3), None, "weight: получена форма"),
        ((2, 3, 6, 5), (4, 5, 3, 3, 2, 3), (4,), r"bias: получена форма \(4,\)"),
    ],
)
def test_bad_shapes_are_named(x_shape, weight_shape, bias_shape, message):
    bias = None if bias_shape is None else np.ones(bias_shape)
    with pytest.raises(ValueError, match="^" + message):
        unshared_conv2d(np.ones(x_shape), np.ones(weight_shape), bias)
