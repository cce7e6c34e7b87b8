"""Стохастический пулинг: значение выбирается с вероятностью, пропорциональной ему самому."""

import numpy as np

from lessons.checks import shaped

from .geometry import pooling_window
from .pooling import mean_dtype, wide_dtype


def stochastic_pool2d(x, size, stride=None, *, rng):
    r"""Стохастический пулинг.

    В каждом окне элемент :math:`x_{rs}` выбирается с вероятностью
    :math:`p_{rs} = x_{rs}^+ / \sum x^+`, где :math:`x^+ = \max(x, 0)`. При обучении выход —
    выбранный элемент, при оценке — математическое ожидание :math:`\sum p_{rs} x_{rs}`.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
        Обычно выход ReLU. Отрицательные элементы не выбираются никогда; окно без
        положительных элементов даёт ноль.
    size, stride : int or (int, int)
        Окно и шаг, см. `max_pool2d`.
    rng : numpy.random.Generator or None
        Источник случайности при обучении; ``None`` — режим оценки.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Для целых — float64.

    Raises
    ------
    ValueError
        Недопустимый параметр, или окно больше входа.

    References
    ----------
    Zeiler, Fergus. Stochastic pooling for regularization of deep convolutional neural
    networks. 2013.
    """
    x, window = pooling_window(x, size, stride, 0)
    positive, sums = _positive(x, window)
    if rng is None:
        squares, total = np.square(positive).sum(axis=0), sums[-1]
        out = np.divide(squares, total, out=np.zeros_like(total), where=total > 0)
    else:
        out = np.where(_choice(sums, rng), positive, 0).sum(axis=0)
    return out.astype(mean_dtype(x.dtype), copy=False)


def stochastic_pool2d_backward(grad_out, x, size, stride=None, *, rng):
    r"""Градиент `stochastic_pool2d` по входу.

    При обучении весь градиент достаётся выбранному элементу; ``rng`` должен быть в том же
    состоянии, что и перед прямым проходом. При оценке (``rng=None``) дифференцируется
    ожидание :math:`y = \sum x^2 / \sum x`:
    :math:`\partial y/\partial x_{rs} = (2 x_{rs} - y) / \sum x` для положительных
    :math:`x_{rs}`. Окно без положительных элементов градиента не пропускает.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
        Градиент по выходу.
    x, size, stride, rng
        То же, что получила `stochastic_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `stochastic_pool2d`, или форма ``grad_out`` не равна форме выхода.
    """
    x, window = pooling_window(x, size, stride, 0)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *window.output))
    positive, sums = _positive(x, window)
    if rng is not None:
        slope = _choice(sums, rng)
    else:
        y = stochastic_pool2d(x, size, stride, rng=None)
        slope = np.divide(
            2 * positive - y, sums[-1], out=np.zeros_like(positive), where=positive > 0
        )
    return window.scatter(slope * grad_out, x.shape[:-2], mean_dtype(grad_out.dtype))


def _positive(x, window):
    """Положительные части элементов окна и их суммы нарастающим итогом, обе (R·S, …, P, Q)."""
    seen = np.stack([x[tap] for tap in window.taps()])
    positive = np.maximum(seen, 0).astype(wide_dtype(x.dtype))
    return positive, positive.cumsum(axis=0)


def _choice(sums, rng):
    """Маска (R·S, …, P, Q): единица в каждом окне, где есть что выбирать.

    Порог берётся от последней из сумм: другая сумма тех же чисел могла бы оказаться чуть больше,
    и тогда порога не достиг бы никто.
    """
    level = rng.random(sums.shape[1:]).astype(sums.dtype) * sums[-1]
    reached = sums > np.minimum(level, np.nextafter(sums[-1], 0))
    return reached & (reached.cumsum(axis=0) == 1)
