"""Адаптивный пулинг: задан размер выхода, а окна подбираются под него.

Окно с номером i вдоль оси длины n при выходе длины m — пиксели от ⌊i·n/m⌋ до ⌈(i + 1)·n/m⌉.
Окна покрывают весь вход; если n не делится на m, они разной ширины и могут перекрываться.
"""

import numpy as np

from lessons.checks import array, pair, shaped

from .pooling import mean_dtype


def adaptive_avg_pool2d(x, size):
    """Средние по окнам; ``size=1`` — глобальное среднее.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size : int or (int, int)
        Высота и ширина выхода; может быть и больше входа.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Для целых — float64.

    Raises
    ------
    ValueError
        Размер не положителен, или у ``x`` нет пикселей.
    """
    x, size = _operands(x, size)
    out = np.empty((*x.shape[:-2], *size), mean_dtype(x.dtype))
    for position, patch in _patches(x, size):
        out[..., *position] = patch.mean(axis=(-2, -1))
    return out


def adaptive_avg_pool2d_backward(grad_out, x, size):
    """Градиент `adaptive_avg_pool2d` по входу: поровну каждому пикселю окна.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
        Градиент по выходу.
    x, size
        То же, что получила `adaptive_avg_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `adaptive_avg_pool2d`, или форма ``grad_out`` не равна форме выхода.
    """
    x, size = _operands(x, size)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *size))
    grad = np.zeros(x.shape, mean_dtype(grad_out.dtype))
    for position, patch in _patches(grad, size):
        patch += grad_out[..., *position, None, None] / (patch.shape[-2] * patch.shape[-1])
    return grad


def adaptive_max_pool2d(x, size):
    """Максимумы по окнам; ``size=1`` — глобальный максимум.

    Parameters
    ----------
    x : array_like, shape (…, H, W)
    size : int or (int, int)
        Высота и ширина выхода; может быть и больше входа.

    Returns
    -------
    ndarray, shape (…, P, Q)
        Тот же тип, что у ``x``.

    Raises
    ------
    ValueError
        То же, что у `adaptive_avg_pool2d`.
    """
    x, size = _operands(x, size)
    out = np.empty((*x.shape[:-2], *size), x.dtype)
    for position, patch in _patches(x, size):
        out[..., *position] = patch.max(axis=(-2, -1))
    return out


def adaptive_max_pool2d_backward(grad_out, x, size):
    """Градиент `adaptive_max_pool2d` по входу: весь достаётся первому из максимумов окна.

    Parameters
    ----------
    grad_out : array_like, shape (…, P, Q)
        Градиент по выходу.
    x, size
        То же, что получила `adaptive_max_pool2d`.

    Returns
    -------
    ndarray, shape (…, H, W)

    Raises
    ------
    ValueError
        То же, что у `adaptive_max_pool2d`, или форма ``grad_out`` не равна форме выхода.
    """
    x, size = _operands(x, size)
    grad_out = shaped(grad_out, "grad_out", (*x.shape[:-2], *size))
    grad = np.zeros(x.shape, grad_out.dtype)
    for (position, patch), (_, target) in zip(_patches(x, size), _patches(grad, size), strict=True):
        flat = patch.reshape(*x.shape[:-2], -1)
        chosen = np.arange(flat.shape[-1]) == flat.argmax(axis=-1)[..., None]
        target += grad_out[..., *position, None, None] * chosen.reshape(patch.shape)
    return grad


def _patches(x, size):
    """Положения (i, j) и виды на их окна."""
    (height, width), (rows, columns) = x.shape[-2:], size
    for i, j in np.ndindex(size):
        vertical = slice(i * height // rows, -(-(i + 1) * height // rows))
        horizontal = slice(j * width // columns, -(-(j + 1) * width // columns))
        yield (i, j), x[..., vertical, horizontal]


def _operands(x, size):
    x = array(x, "x")
    if x.ndim < 2 or 0 in x.shape[-2:]:
        raise ValueError(f"x: получена форма {x.shape}, ожидалась (…, H, W) с H, W ≥ 1")
    return x, pair(size, "size")
