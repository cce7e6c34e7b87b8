"""Проверка градиента центральными разностями."""

from lessons.reference import check_gradient


def assert_gradient(function, x, grad_out, grad, tolerance=1e-7):
    """Относительная ошибка градиента не больше допуска."""
    assert check_gradient(function, x, grad, grad_out) <= tolerance
