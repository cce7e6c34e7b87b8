"""Пулинг: каждое окно заменяется одним числом — наибольшим или средним.

Вход — ``(N, C, H, W)`` или ``(H, W)``: ведущих осей может быть сколько угодно. Шаг
по умолчанию равен размеру окна. Отступ не шире половины окна, иначе окно увидит одни нули.

Каждая операция записана дважды. Функции ``…_naive`` идут по окнам и читаются как определение;
остальные идут по элементам окна: все окна сразу делают один и тот же шаг, поэтому шагов не больше,
чем элементов в окне.
"""

import numpy as np

from lessons.checks import shaped

from .geometry import pooling_window


def max_pool2d_naive(x, size, stride=None, padding=0):
    """Максимум по окну: цикл по окнам.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size, stride, padding
        См. `max_pool2d`.

    Returns
    -------
    ndarray, shape (…, P, Q)

    Raises
    ------
    ValueError
        То же, что у `max_pool2d`.
    """
    x, window = pooling_window(x, size, stride, padding)
    out = np.empty((*x.shape[:-2], *window.output), x.dtype)
    for *plane, i, j in np.ndindex(out.shape):
        out[*plane, i, j] = x[*plane, *window.inside(i, j)].max()
    return out


def max_pool2d_naive_backward(grad_out, x, size, stride=None, padding=0):
    """Градиент `max_pool2d_naive`: весь достаётся первому из наибольших пикселей окна.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
    x : array_like, shape (…, H, W)
    size, stride, padding
        См. `max_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `max_pool2d_backward`.
    """
    x, window = pooling_window(x, size, stride, padding)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *window.output))
    grad = np.zeros(x.shape, grad_out.dtype)
    for *plane, i, j in np.ndindex(grad_out.shape):
        seen = x[*plane, *window.inside(i, j)]
        first = np.unravel_index(seen.argmax(), seen.shape)
        grad[*plane, *window.inside(i, j)][first] += grad_out[*plane, i, j]
    return grad


def max_pool2d(x, size, stride=None, padding=0):
    r"""Максимум по окну: :math:`y_{ij} = \max_{r,s} x_{i s_1 + r,\; j s_2 + s}`.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size, stride, padding : int or (int, int)
        Окно, шаг (по умолчанию — размер окна) и отступ; отступ никогда не становится
        максимумом.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Тот же тип, что у ``x``. Если в окне есть NaN, ответ — NaN.

    Raises
    ------
    ValueError
        Недопустимый параметр, или окно больше входа с отступом.
    """
    x, window = pooling_window(x, size, stride, padding)
    padded = window.surround(_comparable(x), _lowest(x.dtype))
    first, *rest = window.taps()
    out = padded[first].copy()
    for tap in rest:
        np.maximum(out, padded[tap], out=out)
    return out.astype(x.dtype, copy=False)


def max_pool2d_backward(grad_out, x, size, stride=None, padding=0):
    """Градиент `max_pool2d` по входу.

    Весь градиент окна достаётся наибольшему пикселю, при равенстве — первому по порядку,
    а если в окне есть NaN — первому NaN.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
        Градиент по выходу.
    x, size, stride, padding
        То же, что получила `max_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `max_pool2d`, или форма ``grad_out`` не равна форме выхода.
    """
    x, window = pooling_window(x, size, stride, padding)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *window.output))
    x = _comparable(x)
    best = max_pool2d(x, size, stride, padding)
    broken = (best != best).any()  # только NaN не равен себе
    padded = window.surround(x, _lowest(x.dtype))
    real = window.surround(np.ones(window.shape, bool), False)
    waiting = np.ones(best.shape, bool)  # окна, ещё не отдавшие свой градиент

    def shares():
        for tap in window.taps():
            chosen = padded[tap] == best
            if broken:
                chosen |= padded[tap] != padded[tap]
            chosen &= waiting
            chosen &= real[tap]
            np.logical_xor(waiting, chosen, out=waiting)
            yield np.where(chosen, grad_out, 0)

    return window.scatter(shares(), x.shape[:-2], grad_out.dtype)


def avg_pool2d_naive(x, size, stride=None, padding=0, *, count_include_pad=True):
    """Среднее по окну: цикл по окнам.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size, stride, padding, count_include_pad
        См. `avg_pool2d`.

    Returns
    -------
    ndarray, shape (…, P, Q)

    Raises
    ------
    ValueError
        То же, что у `avg_pool2d`.
    """
    x, window = pooling_window(x, size, stride, padding)
    out = np.empty((*x.shape[:-2], *window.output), mean_dtype(x.dtype))
    for *plane, i, j in np.ndindex(out.shape):
        seen = x[*plane, *window.inside(i, j)].astype(wide_dtype(x.dtype))
        area = np.prod(window.kernel) if count_include_pad else seen.size
        out[*plane, i, j] = seen.sum() / area
    return out


def avg_pool2d_naive_backward(grad_out, x, size, stride=None, padding=0, *, count_include_pad=True):
    """Градиент `avg_pool2d_naive`: поровну каждому пикселю окна.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
    x : array_like, shape (…, H, W)
    size, stride, padding, count_include_pad
        См. `avg_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `avg_pool2d_backward`.
    """
    x, window = pooling_window(x, size, stride, padding)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *window.output))
    grad = np.zeros(x.shape, mean_dtype(grad_out.dtype))
    for *plane, i, j in np.ndindex(grad_out.shape):
        seen = grad[*plane, *window.inside(i, j)]
        area = np.prod(window.kernel) if count_include_pad else seen.size
        seen += grad_out[*plane, i, j] / area
    return grad


def avg_pool2d(x, size, stride=None, padding=0, *, count_include_pad=True):
    r"""Среднее по окну: :math:`y_{ij} = \frac1{RS} \sum_{r,s} x_{i s_1 + r,\; j s_2 + s}`.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size, stride, padding : int or (int, int)
        См. `max_pool2d`; отступ нулевой.
    count_include_pad : bool
        Делить на площадь всего окна (как torch) или только на число настоящих пикселей.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Для целых — float64. Сумма float16 копится в float32 и потому не переполняется.

    Raises
    ------
    ValueError
        То же, что у `max_pool2d`.
    """
    x, window = pooling_window(x, size, stride, padding)
    padded = window.surround(x)
    first, *rest = window.taps()
    total = padded[first].astype(wide_dtype(x.dtype))
    for tap in rest:
        total += padded[tap]
    total /= _areas(window, count_include_pad)
    return total.astype(mean_dtype(x.dtype), copy=False)


def avg_pool2d_backward(grad_out, x, size, stride=None, padding=0, *, count_include_pad=True):
    """Градиент `avg_pool2d` по входу: поровну каждому пикселю окна.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
        Градиент по выходу.
    x, size, stride, padding, count_include_pad
        То же, что получила `avg_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `avg_pool2d`, или форма ``grad_out`` не равна форме выхода.
    """
    x, window = pooling_window(x, size, stride, padding)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *window.output))
    dtype = mean_dtype(grad_out.dtype)
    share = (grad_out / _areas(window, count_include_pad)).astype(dtype)
    return window.scatter((share for _ in window.taps()), x.shape[:-2], dtype)


def _areas(window, count_include_pad):
    """На сколько пикселей делится сумма каждого окна: число или (P, Q)."""
    if count_include_pad:
        return window.kernel[0] * window.kernel[1]
    real = window.surround(np.ones(window.shape))
    return sum(real[tap] for tap in window.taps())


def _lowest(dtype):
    """Наименьшее число типа: им не испортить максимума."""
    if dtype.kind == "f":
        return -np.inf
    return False if dtype.kind == "b" else np.iinfo(dtype).min


def _comparable(x):
    """Числа float16 процессор сравнивает по одному; в float32 они те же, а сравнение быстрее."""
    return x.astype(np.float32) if x.dtype == np.float16 else x


def mean_dtype(dtype):
    """Тип среднего: вещественные остаются собой, целые становятся float64."""
    return dtype if dtype.kind == "f" else np.dtype(float)


def wide_dtype(dtype):
    """Тип, в котором копится сумма: для float16 — float32, иначе тип среднего."""
    return np.dtype(np.float32) if dtype == np.float16 else mean_dtype(dtype)
