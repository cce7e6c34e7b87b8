"""Численная проверка градиента центральными разностями."""

import numpy as np


def numerical_gradient(function, x, grad_out, step=1e-5):
    """Градиент ⟨function(x), grad_out⟩ по x."""
    x, grad = x.copy(), np.zeros_like(x)
    for index in np.ndindex(x.shape):
        value, sides = x[index], []
        for shift in (step, -step):
            x[index] = value + shift
            sides.append(np.vdot(function(x), grad_out))
        x[index] = value
        grad[index] = (sides[0] - sides[1]) / (2 * step)
    return grad


def assert_gradient(function, x, grad_out, grad, tolerance=1e-7):
    """Относительная ошибка градиента не больше допуска."""
    expected = numerical_gradient(function, x, grad_out)
    assert grad.shape == expected.shape
    scale = max(np.abs(expected).max(), 1.0)
    assert np.abs(grad - expected).max() <= tolerance * scale
