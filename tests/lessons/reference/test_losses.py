"""Потери: значение и градиент по torch и по конечным разностям."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lessons.reference import hinge_loss, softmax, softmax_cross_entropy

from .gradients import assert_gradient

LOSSES = {
    softmax_cross_entropy: torch.nn.functional.cross_entropy,
    hinge_loss: lambda s, y: torch.nn.functional.multi_margin_loss(s, y) * s.shape[1],
}
sizes = st.tuples(st.integers(1, 6), st.integers(2, 5))
dtypes = st.sampled_from([np.float32, np.float64])


@pytest.mark.parametrize("loss", LOSSES)
@given(sizes, dtypes, st.integers(0, 10**6))
def test_losses_agree_with_torch(loss, size, dtype, seed):
    rng = np.random.default_rng(seed)
    scores, labels = rng.normal(size=size).astype(dtype), rng.integers(0, size[1], size[0])
    leaf = torch.from_numpy(scores).requires_grad_()
    expected = LOSSES[loss](leaf, torch.from_numpy(labels))
    expected.backward()
    value, grad = loss(scores, labels)
    tolerance = 1e-5 if dtype == np.float32 else 1e-12
    np.testing.assert_allclose(value, expected.item(), rtol=tolerance, atol=tolerance)
    np.testing.assert_allclose(grad, leaf.grad, rtol=tolerance, atol=tolerance)
    assert grad.dtype == dtype


@pytest.mark.parametrize("loss", LOSSES)
def test_gradients_agree_with_finite_differences(loss):
    rng = np.random.default_rng(0)
    scores, labels = rng.normal(size=(5, 4)), rng.integers(0, 4, 5)
    assert_gradient(lambda s: loss(s, labels)[0], scores, 1.0, loss(scores, labels)[1])


def test_huge_scores_do_not_overflow():
    loss, grad = softmax_cross_entropy([[1e4, 0.0], [-1e4, 0.0]], [1, 1])
    assert loss == 5e3
    np.testing.assert_array_equal(grad, [[0.5, -0.5], [0, 0]])
    np.testing.assert_array_equal(softmax([1e4, 0.0]), [1, 0])


def test_equal_scores_cost_the_logarithm_of_the_number_of_classes():
    loss, _ = softmax_cross_entropy(np.zeros((3, 10)), [0, 5, 9])
    np.testing.assert_allclose(loss, np.log(10), rtol=1e-15)


@pytest.mark.parametrize(
    ("scores", "labels", "message"),
    [
        ([1.0, 2.0], [0], r"scores: получена форма \(2,\)"),
        ([[1.0, 2.0]], [0, 1], r"labels: получены форма \(2,\)"),
        ([[1.0, 2.0]], [0.5], "labels: получены форма"),
        ([[1.0, 2.0]], [2], "labels: получены метки от 2 до 2, ожидались от 0 до 1"),
        ([[1.0, 2.0]], [-1], "labels: получены метки от -1"),
    ],
)
@pytest.mark.parametrize("loss", LOSSES)
def test_bad_arguments_are_named(loss, scores, labels, message):
    with pytest.raises(ValueError, match="^" + message):
        loss(scores, labels)
