"""Пулинг: каждое окно заменяется одним числом.

Всякий пулинг здесь устроен одинаково: вид на окна ``(R, S, …, P, Q)`` и сведение двух первых
осей к одному числу. Обратный проход: производная внутри каждого окна, умноженная на градиент
по выходу и возвращённая пикселям; пиксель из нескольких окон получает сумму.

Вход — ``(N, C, H, W)`` или ``(H, W)``: ведущих осей может быть сколько угодно. Шаг
по умолчанию равен размеру окна. Отступ не шире половины окна, иначе окно увидит одни нули.
"""

import numpy as np

from .windows import lowest, mean_dtype, pooling_windows, spread


def max_pool2d(x, size, stride=None, padding=0):
    """Максимум по окну.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size, stride, padding : int or (int, int)
        Окно, шаг (по умолчанию — размер окна) и отступ; отступ никогда не становится
        максимумом.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Тот же тип, что у ``x``.

    Raises
    ------
    ValueError
        Недопустимый параметр, или окно больше входа с отступом.
    """
    windows, _ = pooling_windows(x, size, stride, padding, fill=lowest)
    return windows.max(axis=(0, 1))


def max_pool2d_backward(grad_out, x, size, stride=None, padding=0):
    """Градиент `max_pool2d`: весь достаётся максимуму, при равенстве — первому по порядку."""
    windows, window = pooling_windows(x, size, stride, padding, fill=lowest)
    rows, columns, *output = windows.shape
    first = windows.reshape(rows * columns, *output).argmax(axis=0)
    numbers = np.arange(rows * columns).reshape(rows, columns, *[1] * len(output))
    return spread(grad_out, first == numbers, x, window)


def avg_pool2d(x, size, stride=None, padding=0, *, count_include_pad=True):
    """Среднее по окну.

    Parameters
    ----------
    x, size, stride, padding
        См. `max_pool2d`; отступ нулевой.
    count_include_pad : bool
        Делить на площадь всего окна (как torch) или только на число настоящих пикселей.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Для целых — float64.
    """
    windows, window = pooling_windows(x, size, stride, padding)
    return windows.sum(axis=(0, 1)) / _areas(windows, window, np.shape(x), count_include_pad)


def avg_pool2d_backward(grad_out, x, size, stride=None, padding=0, *, count_include_pad=True):
    """Градиент `avg_pool2d`: поровну каждому пикселю окна."""
    windows, window = pooling_windows(x, size, stride, padding)
    areas = _areas(windows, window, np.shape(x), count_include_pad)
    return spread(grad_out, 1 / areas, x, window)


def weighted_pool2d(x, weights, stride=None):
    r"""Среднее с весами: :math:`\sum w_{rs} x_{rs} / \sum w_{rs}`.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    weights : array_like, shape (R, S)
        Веса пикселей окна, общие для всех окон; их сумма не равна нулю.
    stride : int or (int, int), optional

    Returns
    -------
    ndarray, shape (…, P, Q)
    """
    weights = _shares(weights)
    windows, _ = pooling_windows(x, weights.shape, stride, 0)
    return np.einsum("rs...,rs->...", windows, weights.astype(mean_dtype(windows)))


def weighted_pool2d_backward(grad_out, x, weights, stride=None):
    """Градиент `weighted_pool2d` по входу: каждому пикселю окна — по его весу."""
    weights = _shares(weights)
    windows, window = pooling_windows(x, weights.shape, stride, 0)
    slope = weights.astype(mean_dtype(windows)).reshape(*weights.shape, *[1] * np.ndim(x))
    return spread(grad_out, slope, x, window)


def l2_pool2d(x, size, stride=None, padding=0):
    r"""Среднее квадратичное по окну: :math:`\sqrt{\frac{1}{RS}\sum x_{rs}^2}`.

    ``torch.nn.functional.lp_pool2d`` с показателем 2 не делит на площадь и потому больше
    в :math:`\sqrt{RS}` раз. Отступ нулевой и в площади участвует.
    """
    windows, _ = pooling_windows(x, size, stride, padding)
    return np.sqrt(np.mean(np.square(windows, dtype=mean_dtype(windows)), axis=(0, 1)))


def l2_pool2d_backward(grad_out, x, size, stride=None, padding=0):
    r"""Градиент `l2_pool2d`: :math:`x_{rs} / (RS\, y)`; для окна из одних нулей — ноль."""
    windows, window = pooling_windows(x, size, stride, padding)
    y = l2_pool2d(x, size, stride, padding)
    area = window.kernel[0] * window.kernel[1]
    slope = np.divide(windows, area * y, out=np.zeros(windows.shape, y.dtype), where=y > 0)
    return spread(grad_out, slope, x, window)


def _areas(windows, window, shape, count_include_pad):
    """Сколько пикселей делят среднее в каждом окне, (P, Q)."""
    if count_include_pad:
        return np.full(window.output, window.kernel[0] * window.kernel[1], mean_dtype(windows))
    inside = np.pad(np.ones(shape[-2:], mean_dtype(windows)), window.padding)
    return window.view(inside).sum(axis=(-2, -1))


def _shares(weights):
    weights = np.asarray(weights, float)
    if weights.ndim != 2 or weights.size == 0 or weights.sum() == 0:
        raise ValueError(
            f"weights: получена форма {weights.shape} с суммой {weights.sum()}, "
            "ожидалась матрица (R, S) с ненулевой суммой"
        )
    return weights / weights.sum()
