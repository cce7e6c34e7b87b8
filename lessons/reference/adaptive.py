"""Адаптивный пулинг: задан размер выхода, а окна подбираются под него.

Окно с номером i вдоль оси длины n при выходе длины m — пиксели от ⌊i·n/m⌋ до ⌈(i + 1)·n/m⌉.
Окна покрывают весь вход; если n не делится на m, они разной ширины и могут перекрываться.
"""

import numpy as np

from .geometry import pair
from .windows import mean_dtype


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
    out = np.empty((*x.shape[:-2], *size), mean_dtype(x))
    for position, patch in _patches(x, size):
        out[..., *position] = patch.mean(axis=(-2, -1))
    return out


def adaptive_avg_pool2d_backward(grad_out, x, size):
    """Градиент `adaptive_avg_pool2d`: поровну каждому пикселю окна."""
    x, size = _operands(x, size)
    grad_out = _grad_operand(grad_out, x, size)
    grad = np.zeros(x.shape, mean_dtype(grad_out))
    for position, patch in _patches(grad, size):
        patch += grad_out[..., *position, None, None] / (patch.shape[-2] * patch.shape[-1])
    return grad


def adaptive_max_pool2d(x, size):
    """Максимумы по окнам; аргументы — как у `adaptive_avg_pool2d`, тип — как у ``x``."""
    x, size = _operands(x, size)
    out = np.empty((*x.shape[:-2], *size), x.dtype)
    for position, patch in _patches(x, size):
        out[..., *position] = patch.max(axis=(-2, -1))
    return out


def adaptive_max_pool2d_backward(grad_out, x, size):
    """Градиент `adaptive_max_pool2d`: весь достаётся первому из максимумов окна."""
    x, size = _operands(x, size)
    grad_out = _grad_operand(grad_out, x, size)
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
    x = np.asarray(x)
    if x.ndim < 2 or 0 in x.shape[-2:]:
        raise ValueError(f"x: получена форма {x.shape}, ожидалась (…, H, W) с H, W ≥ 1")
    return x, pair(size, "size")


def _grad_operand(grad_out, x, size):
    grad_out, expected = np.asarray(grad_out), (*x.shape[:-2], *size)
    if grad_out.shape != expected:
        raise ValueError(f"grad_out: получена форма {grad_out.shape}, ожидалась {expected}")
    return grad_out
