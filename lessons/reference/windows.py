"""Окна пулинга: общее начало и общий конец всех его видов."""

import numpy as np

from .geometry import pair, sliding_window


def pooling_windows(x, size, stride, padding, fill=None):
    """Проверяет параметры; возвращает вид (R, S, …, P, Q) на окна и их геометрию."""
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
    return np.moveaxis(window.view(x), (-2, -1), (0, 1)), window


def lowest(dtype):
    if dtype.kind == "f":
        return -np.inf
    return False if dtype.kind == "b" else np.iinfo(dtype).min


def mean_dtype(windows):
    """Тип среднего: вещественные остаются собой, целые становятся float64."""
    return np.result_type(windows, 0.0) if windows.dtype.kind == "f" else np.dtype(float)


def spread(grad_out, slope, x, window):
    """Умножает производные внутри окон на градиент по выходу и возвращает пикселям."""
    shape = np.shape(x)
    grad_out, expected = np.asarray(grad_out), (*shape[:-2], *window.output)
    if grad_out.shape != expected:
        raise ValueError(f"grad_out: получена форма {grad_out.shape}, ожидалась {expected}")
    patches = np.broadcast_to(grad_out * slope, (*window.kernel, *expected))
    return window.scatter(patches, shape)
