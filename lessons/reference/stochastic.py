"""Стохастический пулинг: значение выбирается с вероятностью, пропорциональной ему самому."""

import numpy as np

from .windows import mean_dtype, pooling_windows, spread


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

    References
    ----------
    Zeiler, Fergus. Stochastic pooling for regularization of deep convolutional neural
    networks. 2013.
    """
    windows, _ = pooling_windows(x, size, stride, 0)
    positive, total = _positive(windows)
    if rng is None:
        squares = np.square(positive).sum(axis=(0, 1))
        return np.divide(squares, total, out=np.zeros_like(total), where=total > 0)
    return np.where(_choice(positive, total, rng), positive, 0).sum(axis=(0, 1))


def stochastic_pool2d_backward(grad_out, x, size, stride=None, *, rng):
    r"""Градиент `stochastic_pool2d`.

    При обучении весь градиент достаётся выбранному элементу; ``rng`` должен быть в том же
    состоянии, что и перед прямым проходом. При оценке (``rng=None``) дифференцируется
    ожидание :math:`y = \sum x^2 / \sum x`:
    :math:`\partial y/\partial x_{rs} = (2 x_{rs} - y) / \sum x` для положительных
    :math:`x_{rs}`. Окно без положительных элементов градиента не пропускает.
    """
    windows, window = pooling_windows(x, size, stride, 0)
    positive, total = _positive(windows)
    if rng is not None:
        return spread(grad_out, _choice(positive, total, rng), x, window)
    y = stochastic_pool2d(x, size, stride, rng=None)
    slope = np.divide(2 * positive - y, total, out=np.zeros_like(positive), where=positive > 0)
    return spread(grad_out, slope, x, window)


def _positive(windows):
    positive = np.maximum(windows, 0, dtype=mean_dtype(windows))
    return positive, positive.sum(axis=(0, 1))


def _choice(positive, total, rng):
    """Маска (R, S, …, P, Q) с одной единицей в окне, где есть что выбирать."""
    level = rng.random(total.shape) * total
    reached = positive.reshape(-1, *total.shape).cumsum(axis=0) > level
    first = reached & (reached.cumsum(axis=0) == 1)
    return first.reshape(positive.shape)
