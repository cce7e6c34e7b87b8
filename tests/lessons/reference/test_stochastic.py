"""Стохастический пулинг: вероятности, ожидание, градиент."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lessons.reference import stochastic_pool2d, stochastic_pool2d_backward

from .cases import integers
from .gradients import assert_gradient


def test_elements_are_chosen_in_proportion_to_their_value():
    window = np.array([[1.0, 2.0], [3.0, -4.0]])
    x = np.tile(window, (100, 100))
    sample = stochastic_pool2d(x, 2, rng=np.random.default_rng(0))
    values, counts = np.unique(sample, return_counts=True)
    np.testing.assert_array_equal(values, [1, 2, 3])
    deviation = 4 * np.sqrt(sample.size * 0.25)
    np.testing.assert_allclose(counts, sample.size * np.array([1, 2, 3]) / 6, atol=deviation)


def test_the_evaluation_is_the_expectation_of_the_training():
    x = np.array([[1.0, 2.0], [3.0, -4.0]])
    assert stochastic_pool2d(x, 2, rng=None) == (1 + 4 + 9) / 6
    sample = stochastic_pool2d(np.tile(x, (100, 100)), 2, rng=np.random.default_rng(0))
    assert abs(sample.mean() - 14 / 6) < 0.05


@given(st.integers(0, 10**6), st.integers(1, 3), st.integers(1, 3))
def test_every_sample_is_an_element_of_its_window(seed, size, stride):
    x = integers(np.random.default_rng(seed), (2, 5, 6))
    out = stochastic_pool2d(x, size, stride, rng=np.random.default_rng(seed))
    for n, i, j in np.ndindex(out.shape):
        window = x[n, i * stride : i * stride + size, j * stride : j * stride + size]
        assert out[n, i, j] in window or (out[n, i, j] == 0 and window.max() <= 0)
        assert out[n, i, j] >= 0


class HighestDraw:
    """Датчик, который всегда даёт наибольшее из возможных чисел."""

    def random(self, shape):
        return np.full(shape, np.nextafter(1.0, 0))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_something_is_chosen_even_by_the_highest_draw(dtype):
    windows = np.random.default_rng(0).random((500, 5, 5)).astype(dtype)
    out = stochastic_pool2d(windows, 5, rng=HighestDraw())
    assert (out > 0).all()


@pytest.mark.parametrize("rng", [None, 0])
def test_a_window_without_positive_elements_gives_zero_and_no_gradient(rng):
    for x in (np.zeros((2, 2)), -np.ones((2, 2))):
        make = (lambda: None) if rng is None else (lambda: np.random.default_rng(rng))
        assert stochastic_pool2d(x, 2, rng=make()) == 0
        grad = stochastic_pool2d_backward([[1.0]], x, 2, rng=make())
        np.testing.assert_array_equal(grad, np.zeros((2, 2)))


def test_the_gradient_goes_to_the_chosen_element():
    x = np.arange(1.0, 17).reshape(4, 4)
    out = stochastic_pool2d(x, 2, rng=np.random.default_rng(3))
    grad = stochastic_pool2d_backward(out, x, 2, rng=np.random.default_rng(3))
    np.testing.assert_array_equal(grad[grad > 0], x[grad > 0])
    np.testing.assert_array_equal(np.sort(grad[grad > 0]), np.sort(out.ravel()))


def test_the_gradient_of_the_expectation_agrees_with_differences_and_autograd():
    rng = np.random.default_rng(0)
    x = np.abs(rng.normal(size=(2, 5, 5))) + 0.1
    grad_out = rng.normal(size=(2, 2, 2))
    grad = stochastic_pool2d_backward(grad_out, x, 3, 2, rng=None)
    assert_gradient(lambda x: stochastic_pool2d(x, 3, 2, rng=None), x, grad_out, grad)

    leaf = torch.from_numpy(x).requires_grad_()
    windows = leaf.unfold(1, 3, 2).unfold(2, 3, 2)
    expectation = (windows**2).sum((-2, -1)) / windows.sum((-2, -1))
    expectation.backward(torch.from_numpy(grad_out))
    np.testing.assert_allclose(grad, leaf.grad, rtol=1e-12, atol=1e-14)
