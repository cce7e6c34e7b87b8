"""Численный градиент: им проверяют всякий обратный проход."""

import numpy as np

from lessons.checks import array, shaped


def numerical_gradient(function, x, grad_out=1.0, *, step=1e-5):
    r"""Градиент центральными разностями.

    .. math::

        \frac{\partial L}{\partial x_i} \approx
            \Bigl\langle G,\ \frac{f(x + h e_i) - f(x - h e_i)}{2h} \Bigr\rangle

    Ошибка приближения убывает как :math:`h^2`, а ошибка округления растёт как :math:`1/h`;
    для float64 обе малы при :math:`h \approx 10^{-5}`.

    Parameters
    ----------
    function : callable
        Проверяемая функция :math:`f`: массив формы ``x`` → число или массив.
    x : array_like
        Точка; переводится в float64.
    grad_out : array_like or number
        Градиент :math:`G` потери по значению функции; для самой потери — единица.
    step : float
        Шаг :math:`h > 0`.

    Returns
    -------
    ndarray
        Градиент формы ``x``.

    Raises
    ------
    ValueError
        ``x`` или ``grad_out`` — не массив чисел.
    """
    x, grad_out = array(x, "x").astype(float), array(grad_out, "grad_out")
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        value, sides = x[index], []
        for shift in (step, -step):
            x[index] = value + shift
            sides.append(np.vdot(function(x), grad_out))
        x[index] = value
        grad[index] = (sides[0] - sides[1]) / (2 * step)
    return grad


def check_gradient(function, x, grad, grad_out=1.0, *, step=1e-5):
    r"""Относительная ошибка градиента по сравнению с численным.

    .. math:: \frac{\max_i |g_i - \tilde g_i|}{\max_i \max(|g_i|, |\tilde g_i|)}

    У верного обратного прохода в float64 она около :math:`10^{-8}`; ошибка больше
    :math:`10^{-4}` почти всегда значит ошибку в формуле — или излом функции рядом с точкой.

    Parameters
    ----------
    function, x, grad_out, step
        См. `numerical_gradient`.
    grad : array_like
        Проверяемый градиент формы ``x``.

    Returns
    -------
    float
        Ошибка; 0, если оба градиента нулевые.

    Raises
    ------
    ValueError
        Форма ``grad`` не равна форме ``x``.

    Examples
    --------
    >>> bool(check_gradient(np.square, [1.0, 3.0], [2.0, 6.0], [1.0, 1.0]) < 1e-8)
    True
    """
    expected = numerical_gradient(function, x, grad_out, step=step)
    grad = shaped(grad, "grad", expected.shape)
    scale = max(np.abs(grad).max(initial=0), np.abs(expected).max(initial=0))
    return float(np.abs(grad - expected).max(initial=0) / scale) if scale else 0.0
