"""Реже встречающиеся виды пулинга: среднее с весами и среднее квадратичное."""

import numpy as np

from lessons.checks import array, shaped

from .geometry import pooling_window
from .pooling import avg_pool2d, mean_dtype, wide_dtype


def weighted_pool2d(x, weights, stride=None):
    r"""Среднее с весами: :math:`y = \sum w_{rs} x_{rs} / \sum w_{rs}`.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    weights : array_like, shape (R, S)
        Веса пикселей окна, общие для всех окон; их сумма не равна нулю.
    stride : int or (int, int), optional
        Шаг; по умолчанию — размер окна.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Для целых — float64.

    Raises
    ------
    ValueError
        Недопустимый параметр, или окно больше входа.
    """
    weights = _shares(weights)
    x, window = pooling_window(x, weights.shape, stride, 0)
    wide = wide_dtype(x.dtype)
    out = np.zeros((*x.shape[:-2], *window.output), wide)
    for tap, share in zip(window.taps(), weights.astype(wide).flat, strict=True):
        out += share * x[tap]
    return out.astype(mean_dtype(x.dtype), copy=False)


def weighted_pool2d_backward(grad_out, x, weights, stride=None):
    """Градиент `weighted_pool2d` по входу: каждому пикселю окна — по его весу.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
        Градиент по выходу.
    x, weights, stride
        То же, что получила `weighted_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `weighted_pool2d`, или форма ``grad_out`` не равна форме выхода.
    """
    weights = _shares(weights)
    x, window = pooling_window(x, weights.shape, stride, 0)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *window.output))
    dtype = mean_dtype(grad_out.dtype)
    patches = (share * grad_out for share in weights.astype(dtype).flat)
    return window.scatter(patches, x.shape[:-2], dtype)


def l2_pool2d(x, size, stride=None, padding=0):
    r"""Среднее квадратичное по окну: :math:`y = \sqrt{\frac{1}{RS}\sum x_{rs}^2}`.

    ``torch.nn.functional.lp_pool2d`` с показателем 2 не делит на площадь и потому больше
    в :math:`\sqrt{RS}` раз. Отступ нулевой и в площади участвует.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size, stride, padding : int or (int, int)
        См. `max_pool2d`.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Для целых — float64.

    Raises
    ------
    ValueError
        Недопустимый параметр, или окно больше входа с отступом.
    """
    x = array(x, "x")
    squares = np.square(x, dtype=wide_dtype(x.dtype))
    return np.sqrt(avg_pool2d(squares, size, stride, padding)).astype(mean_dtype(x.dtype))


def l2_pool2d_backward(grad_out, x, size, stride=None, padding=0):
    r"""Градиент `l2_pool2d` по входу: :math:`x_{rs} / (RS\, y)`; для окна из одних нулей — ноль.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
        Градиент по выходу.
    x, size, stride, padding
        То же, что получила `l2_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `l2_pool2d`, или форма ``grad_out`` не равна форме выхода.
    """
    x, window = pooling_window(x, size, stride, padding)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *window.output))
    dtype = mean_dtype(grad_out.dtype)
    y = l2_pool2d(x, size, stride, padding)
    area = window.kernel[0] * window.kernel[1]
    slope = np.divide(grad_out, area * y, out=np.zeros(y.shape, y.dtype), where=y > 0)
    padded = window.surround(x)
    patches = (padded[tap] * slope for tap in window.taps())
    return window.scatter(patches, x.shape[:-2], dtype)


def _shares(weights):
    """Веса, сумма которых равна единице."""
    weights = array(weights, "weights").astype(float)
    if weights.ndim != 2 or weights.size == 0 or weights.sum() == 0:
        raise ValueError(
            f"weights: получена форма {weights.shape} с суммой {weights.sum()}, "
            "ожидалась матрица (R, S) с ненулевой суммой"
        )
    return weights / weights.sum()
