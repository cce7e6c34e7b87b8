"""Слои и последовательность слоёв: градиенты против torch и конечных разностей."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from lessons.reference import (
    AvgPool2d,
    Conv2d,
    Flatten,
    Linear,
    MaxPool2d,
    ReLU,
    Sequential,
    softmax_cross_entropy,
)

from .gradients import assert_gradient


def networks(dtype=np.float64):
    """Одна и та же сеть на numpy и на torch с общими весами."""
    ours = Sequential(
        Conv2d(4, 6, (3, 2), stride=(1, 2), padding=1, groups=2, rng=0, dtype=dtype),
        ReLU(),
        MaxPool2d(2, 1),
        Conv2d(6, 5, 3, padding=2, dilation=2, padding_mode="circular", rng=1, dtype=dtype),
        ReLU(),
        AvgPool2d(2),
        Flatten(),
        Linear(15, 3, rng=2, dtype=dtype),
    )
    theirs = nn.Sequential(
        nn.Conv2d(4, 6, (3, 2), stride=(1, 2), padding=1, groups=2),
        nn.ReLU(),
        nn.MaxPool2d(2, 1),
        nn.Conv2d(6, 5, 3, padding=2, dilation=2, padding_mode="circular"),
        nn.ReLU(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(15, 3),
    )
    weights = [torch.from_numpy(w.copy()) for w in ours.parameters]
    for parameter, weight in zip(theirs.parameters(), weights, strict=True):
        parameter.data = weight
    return ours, theirs


def batch(dtype=np.float64):
    rng = np.random.default_rng(0)
    return rng.normal(size=(1, 4, 7, 6)).astype(dtype), rng.integers(0, 3, 1)


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float32, 1e-5), (np.float64, 1e-12)])
def test_a_network_agrees_with_torch(dtype, tolerance):
    ours, theirs = networks(dtype)
    x, labels = batch(dtype)
    leaf = torch.from_numpy(x).requires_grad_()
    scores = theirs(leaf)
    torch.nn.functional.cross_entropy(scores, torch.from_numpy(labels)).backward()

    out = ours(x)
    grad_x = ours.backward(softmax_cross_entropy(out, labels)[1])
    grads = [*ours.gradients, grad_x]
    expected = [*(p.grad for p in theirs.parameters()), leaf.grad]
    np.testing.assert_allclose(out, scores.detach(), rtol=tolerance, atol=tolerance)
    for mine, their in zip(grads, expected, strict=True):
        np.testing.assert_allclose(mine, their, rtol=tolerance, atol=tolerance)
        assert mine.dtype == dtype


def test_every_gradient_of_a_network_agrees_with_finite_differences():
    model, _ = networks()
    x, labels = batch()
    grad_x = model.backward(softmax_cross_entropy(model(x), labels)[1])
    gradients = list(model.gradients)

    def loss_at(weight):
        def loss(array):
            old = weight.copy()
            weight[...] = array
            value = softmax_cross_entropy(model(x), labels)[0]
            weight[...] = old
            return value

        return loss

    assert_gradient(lambda x: softmax_cross_entropy(model(x), labels)[0], x, 1.0, grad_x)
    for weight, gradient in zip(model.parameters, gradients, strict=True):
        assert_gradient(loss_at(weight), weight, 1.0, gradient)


def test_shapes_parameters_and_multiply_adds_match_the_real_network():
    ours, theirs = networks()
    x, _ = batch()
    counter = FlopCounterMode(display=False)
    with counter:
        out = theirs(torch.from_numpy(x[:1]))
    assert ours.output_shape(x.shape[1:]) == tuple(out.shape[1:])
    assert ours.multiply_adds(x.shape[1:]) == counter.get_total_flops() // 2
    assert sum(w.size for w in ours.parameters) == sum(p.numel() for p in theirs.parameters())


def test_relu_is_zero_at_zero_and_so_is_its_gradient():
    relu = ReLU()
    np.testing.assert_array_equal(relu(np.array([-1.0, 0.0, 2.0])), [0, 0, 2])
    np.testing.assert_array_equal(relu.backward(np.ones(3)), [0, 0, 1])


def test_relu_treats_not_a_number_as_torch_does():
    x = np.array([np.nan, -np.inf, np.inf, 1.0])
    leaf = torch.from_numpy(x).requires_grad_()
    out = torch.relu(leaf)
    out.backward(torch.full((4,), np.inf, dtype=torch.float64))
    relu = ReLU()
    np.testing.assert_array_equal(relu(x), out.detach())
    np.testing.assert_array_equal(relu.backward(np.full(4, np.inf)), leaf.grad)


LAYERS = (Conv2d(1, 1, 1), ReLU(), MaxPool2d(2), AvgPool2d(2), Flatten(), Linear(2, 2))


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: type(layer).__name__)
def test_backward_before_forward_is_named(layer):
    with pytest.raises(ValueError, match="получен вызов backward, ожидался сначала forward"):
        layer.backward(np.ones((1, 1, 2, 2)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Conv2d(3, 4, 3, groups=2), "groups: получено 2"),
        (lambda: Conv2d(3, 4, 0), "kernel_size: получено 0"),
        (lambda: Linear(3, 4)(np.ones((2, 5))), r"x: получена форма \(2, 5\), ожидалась \(N, 3\)"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match="^" + message):
        call()
