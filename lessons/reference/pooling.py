"""Пулинг: каждое окно заменяется одним числом.

Всякий пулинг здесь устроен одинаково: вид на окна ``(…, P, Q, R, S)`` и свёртка двух последних
осей. Обратный проход: производная внутри каждого окна, умноженная на градиент по выходу
и возвращённая пикселям; пиксель из нескольких окон получает сумму.

Вход — ``(N, C, H, W)`` или ``(H, W)``: ведущих осей может быть сколько угодно. Шаг
по умолчанию равен размеру окна. Отступ не шире половины окна, иначе окно увидит одни нули.
"""

import numpy as np

from .geometry import pair, sliding_window


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
    windows, _ = _windows(x, size, stride, padding, fill=_lowest)
    return windows.max(axis=(-2, -1))


def max_pool2d_backward(grad_out, x, size, stride=None, padding=0):
    """Градиент `max_pool2d`: весь достаётся максимуму, при равенстве — первому по порядку."""
    windows, window = _windows(x, size, stride, padding, fill=_lowest)
    flat = windows.reshape(*windows.shape[:-2], -1)
    first = flat.argmax(axis=-1)
    chosen = np.arange(flat.shape[-1]) == first[..., None]
    return _scatter(grad_out, chosen.reshape(windows.shape), x, window)


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
    windows, window = _windows(x, size, stride, padding)
    return windows.sum(axis=(-2, -1)) / _areas(windows, window, np.shape(x), count_include_pad)


def avg_pool2d_backward(grad_out, x, size, stride=None, padding=0, *, count_include_pad=True):
    """Градиент `avg_pool2d`: поровну каждому пикселю окна."""
    windows, window = _windows(x, size, stride, padding)
    areas = _areas(windows, window, np.shape(x), count_include_pad)
    return _scatter(grad_out, 1 / areas[..., None, None], x, window)


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
    windows, _ = _windows(x, weights.shape, stride, 0)
    return np.einsum("...rs,rs->...", windows, weights.astype(_real(windows)))


def weighted_pool2d_backward(grad_out, x, weights, stride=None):
    """Градиент `weighted_pool2d` по входу: каждому пикселю окна — по его весу."""
    weights = _shares(weights)
    windows, window = _windows(x, weights.shape, stride, 0)
    return _scatter(grad_out, weights.astype(_real(windows)), x, window)


def l2_pool2d(x, size, stride=None, padding=0):
    r"""Среднее квадратичное по окну: :math:`\sqrt{\frac{1}{RS}\sum x_{rs}^2}`.

    ``torch.nn.functional.lp_pool2d`` с показателем 2 не делит на площадь и потому больше
    в :math:`\sqrt{RS}` раз. Отступ нулевой и в площади участвует.
    """
    windows, _ = _windows(x, size, stride, padding)
    return np.sqrt(np.mean(np.square(windows, dtype=_real(windows)), axis=(-2, -1)))


def l2_pool2d_backward(grad_out, x, size, stride=None, padding=0):
    r"""Градиент `l2_pool2d`: :math:`x_{rs} / (RS\, y)`; для окна из одних нулей — ноль."""
    windows, window = _windows(x, size, stride, padding)
    y = l2_pool2d(x, size, stride, padding)[..., None, None]
    area = window.kernel[0] * window.kernel[1]
    slope = np.divide(windows, area * y, out=np.zeros(windows.shape, y.dtype), where=y > 0)
    return _scatter(grad_out, slope, x, window)


def _windows(x, size, stride, padding, fill=None):
    """Проверяет параметры; возвращает вид (…, P, Q, R, S) на окна и их геометрию."""
    x = np.asarray(x)
    if x.ndim < 2:
        raise ValueError(f"x: получена форма {x.shape}, ожидалось не меньше двух осей (…, H, W)")
    size, padding = pair(size, "size"), pair(padding, "padding", least=0)
    if 2 * padding[0] > size[0] or 2 * padding[1] > size[1]:
        raise ValueError(f"padding: получено {padding}, ожидалось не больше половины окна {size}")
    window = sliding_window(x.shape[-2:], size, size if stride is None else stride, padding)
    if any(padding):
        widths = [(0, 0)] * (x.ndim - 2) + list(window.padding)
        x = np.pad(x, widths, constant_values=fill(x.dtype) if fill else 0)
    return window.view(x), window


def _lowest(dtype):
    if dtype.kind == "f":
        return -np.inf
    return False if dtype.kind == "b" else np.iinfo(dtype).min


def _real(windows):
    """Тип среднего: вещественные остаются собой, целые становятся float64."""
    return np.result_type(windows, 0.0) if windows.dtype.kind == "f" else np.dtype(float)


def _areas(windows, window, shape, count_include_pad):
    """Сколько пикселей делят среднее в каждом окне, (P, Q)."""
    if count_include_pad:
        return np.full(window.output, window.kernel[0] * window.kernel[1], _real(windows))
    inside = np.pad(np.ones(shape[-2:], _real(windows)), window.padding)
    return window.view(inside).sum(axis=(-2, -1))


def _shares(weights):
    weights = np.asarray(weights, float)
    if weights.ndim != 2 or weights.size == 0 or weights.sum() == 0:
        raise ValueError(
            f"weights: получена форма {weights.shape} с суммой {weights.sum()}, "
            "ожидалась матрица (R, S) с ненулевой суммой"
        )
    return weights / weights.sum()


def _scatter(grad_out, slope, x, window):
    """Умножает производные внутри окон на градиент по выходу и возвращает пикселям."""
    shape = np.shape(x)
    grad_out, expected = np.asarray(grad_out), (*shape[:-2], *window.output)
    if grad_out.shape != expected:
        raise ValueError(f"grad_out: получена форма {grad_out.shape}, ожидалась {expected}")
    patches = np.broadcast_to(grad_out[..., None, None] * slope, (*expected, *window.kernel))
    return window.scatter(patches, shape)
