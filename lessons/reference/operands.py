"""Операнды свёртки: проверка форм, деление каналов на группы и обратно."""

import numpy as np

from .geometry import whole
from .padding import PADDING_MODES, pad


def pad_widths(window):
    """Ширина отступа для массива (N, G, C, H, W)."""
    return ((0, 0), (0, 0), (0, 0), *window.padding)


def padded_operand(images, window, mode):
    """Изображения с отступом; без отступа — они сами, не копия."""
    if mode not in PADDING_MODES or np.any(window.padding):
        return pad(images, pad_widths(window), mode)
    return images


def joined(out, bias, x):
    """Соединяет группы и прибавляет смещения: (N, G, K / G, P, Q) → (N, K, P, Q)."""
    if bias is not None:
        out += bias.reshape(out.shape[1], -1, 1, 1)
    batch, groups, number, *output = out.shape
    return out[0, 0, 0] if np.ndim(x) == 2 else out.reshape(batch, groups * number, *output)


def operands(x, weight, bias, groups):
    """Проверяет операнды и делит каналы на группы.

    Возвращает изображения (N, G, C / G, H, W), ядра (G, K / G, C / G, R, S) и смещения (K,)
    общего типа.
    """
    dtype = common_dtype(x, weight, bias)
    x, weight, groups = np.asarray(x), np.asarray(weight), whole(groups, "groups")
    if x.ndim == weight.ndim == 2:
        x, weight = x[None, None], weight[None, None]
    for name, array, axes in (("x", x, "(N, C, H, W)"), ("weight", weight, "(K, C, R, S)")):
        if array.ndim != 4:
            raise ValueError(
                f"{name}: получена форма {array.shape}, ожидалась {axes} "
                "или, если x и weight — матрицы, две оси у обоих"
            )
    if weight.size == 0:
        raise ValueError(f"weight: получена форма {weight.shape}, ожидалось хотя бы одно ядро")
    channels, number = x.shape[1], len(weight)
    if channels % groups or number % groups:
        raise ValueError(
            f"groups: получено {groups}, ожидался общий делитель числа каналов {channels} "
            f"и числа ядер {number}"
        )
    if weight.shape[1] * groups != channels:
        raise ValueError(
            f"weight: получено каналов {weight.shape[1]}, ожидалось {channels // groups}: "
            f"у x их {channels}, групп {groups}"
        )
    if bias is not None:
        bias = np.atleast_1d(bias)
        if bias.shape != (number,):
            raise ValueError(f"bias: получена форма {bias.shape}, ожидалась {(number,)}")
    return (
        x.reshape(len(x), groups, channels // groups, *x.shape[2:]).astype(dtype, copy=False),
        weight.reshape(groups, number // groups, *weight.shape[1:]).astype(dtype, copy=False),
        bias,
    )


def common_dtype(*arrays):
    """Общий тип операндов; числа и списки Python уступают вещественному типу массивов.

    Поэтому изображение float32 с ядром ``[[1, 0, -1]]`` остаётся float32.
    """
    arrays = [array for array in arrays if array is not None]
    typed = [array.dtype for array in arrays if hasattr(array, "dtype")]
    if typed and np.result_type(*typed).kind == "f":
        return np.result_type(*typed)
    return np.result_type(*map(np.asarray, arrays))


def grad_operand(grad_out, shape, x):
    """Проверяет градиент по выходу и делит его каналы на группы."""
    batch, groups, number, *output = shape
    expected = tuple(output) if np.ndim(x) == 2 else (batch, groups * number, *output)
    grad = np.asarray(grad_out)
    if grad.shape != expected:
        raise ValueError(f"grad_out: получена форма {grad.shape}, ожидалась {expected}")
    return grad.reshape(shape)
