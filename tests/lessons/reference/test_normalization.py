"""Нормализация и прореживание против torch и конечных разностей."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from lessons.reference import (
    BatchNorm2d,
    Conv2d,
    Dropout,
    LocalResponseNorm,
    ReLU,
    Sequential,
)

from .gradients import assert_gradient

shapes = st.tuples(*(st.integers(2, 5) for _ in range(4)))


def random(shape, seed=0):
    return np.random.default_rng(seed).normal(1, 2, shape)


def check(ours, theirs, x, tolerance=1e-10):
    """Прямой и обратный проходы против torch."""
    leaf = torch.from_numpy(x).requires_grad_()
    expected, grad_out = theirs(leaf), random(x.shape, 1)
    expected.backward(torch.from_numpy(grad_out))
    np.testing.assert_allclose(ours(x), expected.detach(), rtol=tolerance, atol=tolerance)
    grad = ours.backward(grad_out)
    np.testing.assert_allclose(grad, leaf.grad, rtol=tolerance, atol=tolerance)


def batch_norms(channels):
    """Один и тот же слой на numpy и на torch со случайными весами."""
    ours = BatchNorm2d(channels, momentum=0.3, dtype=float)
    ours.weight[:], ours.bias[:] = random((2, channels), 2)
    theirs = nn.BatchNorm2d(channels, momentum=0.3, dtype=torch.float64)
    theirs.weight.data, theirs.bias.data = map(torch.tensor, (ours.weight, ours.bias))
    return ours, theirs


@given(shapes)
def test_batch_normalization_agrees_with_torch_while_training_and_after(shape):
    ours, theirs = batch_norms(shape[1])
    for seed in range(2):
        check(ours, theirs, random(shape, seed))
    for name in ("running_mean", "running_var"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-12)
    np.testing.assert_allclose(ours.grad_weight + 0, ours.gradients[0])
    ours.eval()
    theirs.eval()
    theirs.zero_grad()
    check(ours, theirs, random(shape, 5))
    np.testing.assert_allclose(ours.grad_weight, theirs.weight.grad, rtol=1e-10)
    np.testing.assert_allclose(ours.grad_bias, theirs.bias.grad, rtol=1e-10)


def test_gradients_of_batch_normalization_agree_with_finite_differences():
    layer, _ = batch_norms(3)
    x, grad_out = random((2, 3, 3, 2)), random((2, 3, 3, 2), 1)
    layer(x)
    assert_gradient(layer.forward, x, grad_out, layer.backward(grad_out), tolerance=1e-6)


def test_a_normalized_channel_has_mean_zero_and_spread_one():
    out = BatchNorm2d(3, dtype=float)(random((8, 3, 5, 5)))
    np.testing.assert_allclose(out.mean(axis=(0, 2, 3)), 0, atol=1e-12)
    np.testing.assert_allclose(out.std(axis=(0, 2, 3)), 1, rtol=1e-4)


@given(shapes, st.integers(1, 6))
def test_local_response_normalization_agrees_with_torch(shape, size):
    options = {"alpha": 0.3, "beta": 0.75, "k": 2.0}
    check(LocalResponseNorm(size, **options), nn.LocalResponseNorm(size, **options), random(shape))


def test_dropout_keeps_the_mean_and_sends_the_gradient_where_the_signal_went():
    layer, x = Dropout(0.25, rng=0), np.ones((100, 100))
    out = layer(x)
    assert set(np.unique(out)) == {0, 4 / 3}
    assert abs((out == 0).mean() - 0.25) < 0.02
    leaf = torch.ones(100, 100, dtype=torch.float64, requires_grad=True)
    grad_out = random(x.shape)
    (leaf * torch.from_numpy(out)).backward(torch.from_numpy(grad_out))
    np.testing.assert_array_equal(layer.backward(grad_out), leaf.grad)


def test_dropout_does_nothing_after_training():
    layer, x = Dropout(0.9, rng=0).eval(), random((4, 5))
    np.testing.assert_array_equal(layer(x), x)
    np.testing.assert_array_equal(layer.backward(x), x)


def test_a_network_passes_its_mode_to_its_layers_and_keeps_float32():
    model = Sequential(Conv2d(1, 2, 3, rng=0), BatchNorm2d(2), ReLU(), Dropout(rng=0))
    assert model.eval() is model
    assert not any(layer.training for layer in model.layers)
    x = random((2, 1, 5, 5)).astype(np.float32)
    for mode in (True, False):
        out = model.train(mode)(x)
        assert out.dtype == np.float32
        assert model.backward(np.ones_like(out)).dtype == np.float32
    assert len(model.parameters) == len(model.gradients) == 4


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: BatchNorm2d(0), "channels: получено 0"),
        (lambda: BatchNorm2d(2, momentum=2), "momentum: получено 2"),
        (lambda: BatchNorm2d(2, eps=0), "eps: получено 0"),
        (
            lambda: BatchNorm2d(2)(np.ones((1, 3, 4, 4))),
            r"x: получена форма \(1, 3, 4, 4\), ожидалась \(N, 2, H, W\)",
        ),
        (lambda: BatchNorm2d(2)(np.ones((1, 2, 1, 1))), "x: получена форма .* двух чисел"),
        (lambda: BatchNorm2d(2).backward(np.ones((1, 2, 2, 2))), "BatchNorm2d: получен вызов"),
        (lambda: LocalResponseNorm(0), "size: получено 0"),
        (lambda: LocalResponseNorm(5)(np.ones((2, 3))), r"x: получена форма \(2, 3\)"),
        (lambda: Dropout(1), "p: получено 1"),
        (lambda: Dropout().backward(np.ones(2)), "Dropout: получен вызов backward"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match="^" + message):
        call()
