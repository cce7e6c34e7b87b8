"""Численный градиент верен там, где верный известен, и замечает неверный."""

import numpy as np
import pytest
import torch

from lessons.reference import check_gradient, numerical_gradient


def test_it_agrees_with_autograd():
    x, grad_out = np.random.default_rng(0).normal(size=(2, 3, 4)), np.ones((2, 3))
    leaf = torch.from_numpy(x).requires_grad_()
    torch.logsumexp(leaf, 2).backward(torch.from_numpy(grad_out))
    grad = numerical_gradient(lambda x: np.log(np.exp(x).sum(axis=2)), x, grad_out)
    np.testing.assert_allclose(grad, leaf.grad, rtol=1e-8)


def test_a_wrong_gradient_has_a_large_error_and_a_right_one_a_small():
    x = np.array([[1.0, -2.0], [3.0, 0.5]])
    assert check_gradient(lambda x: (x**3).sum(), x, 3 * x**2) < 1e-9
    assert check_gradient(lambda x: (x**3).sum(), x, 2 * x**2) == pytest.approx(1 / 3, rel=1e-6)
    assert check_gradient(lambda x: 0.0, x, np.zeros((2, 2))) == 0


def test_the_point_itself_is_left_alone_and_may_be_single_precision():
    x = np.ones(3, np.float32)
    assert check_gradient(lambda x: np.square(x).sum(), x, 2 * x) < 1e-9
    np.testing.assert_array_equal(x, 1)


def test_a_gradient_of_a_wrong_shape_is_named():
    with pytest.raises(ValueError, match=r"^grad: получена форма \(2,\), ожидалась \(3,\)"):
        check_gradient(np.sum, np.ones(3), np.ones(2))
