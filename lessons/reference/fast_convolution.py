"""Быстрая свёртка: то же, что циклы `conv2d_naive`, но произведениями матриц.

Здесь всё ради скорости: порядок осей выбран так, чтобы копировать поменьше и длинными кусками.
Обе функции получают уже дополненные изображения (N, C, H, W), проверенные ядра
(K, C / groups, R, S) и `Window`.
"""

import itertools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .geometry import span

LONG_ROW = 64  # столько столбцов уже загружают матричное умножение
STRIP = 32  # строк выхода за раз: полоса входа остаётся в кэше
COLUMNS = 2**21  # элементов в полосе столбцов обратного прохода


def convolve(padded, kernels, window, groups):
    """Свёртка: (N, C, H, W) и (K, C / groups, R, S) → (N, K, P, Q)."""
    if padded.dtype == np.float16:  # умножать матрицы float16 библиотека BLAS не умеет
        wide = (part.astype(np.float32) for part in (padded, kernels))
        return convolve(*wide, window, groups).astype(np.float16)
    shape = (len(padded), len(kernels), *window.output)
    padded, kernels = _grouped(padded, kernels, groups)
    long_rows = len(padded) * window.output[1] >= LONG_ROW
    if long_rows and window.dilation[0] == 1 and window.kernel != (1, 1):
        out = _convolve_rows(padded, kernels, window)
    else:
        out = _convolve_channels(padded, kernels, window)
    return out.reshape(shape)


def _grouped(padded, kernels, groups):
    """Каналы, разделённые на группы: (N, G, C / G, H, W) и (G, K / G, C / G, R, S)."""
    number, channels = len(kernels) // groups, kernels.shape[1]
    return (
        padded.reshape(len(padded), groups, channels, *padded.shape[2:]),
        kernels.reshape(groups, number, *kernels.shape[1:]),
    )


def _convolve_rows(padded, kernels, window):
    """Каждая строка выхода — одно произведение матриц.

    Вход раскладывается по строкам изображения, и в каждой лежат её сдвиги на 0 … S − 1.
    Тогда R соседних строк — это подряд идущая память, то есть готовая матрица
    (R·C·S) × (Q·N): копировать приходится лишь S сдвигов, а не все R·S. Выход остаётся в том
    порядке, в каком его выдаёт произведение; переставлены лишь оси.
    """
    groups, number, channels, height, width = kernels.shape
    weights = kernels.transpose(0, 1, 3, 2, 4).reshape(groups, 1, number, -1)
    (step, right), gap = window.stride, window.dilation[1]
    lines = padded.transpose(1, 3, 2, 4, 0)  # (G, H, C, W, N)
    if len(padded) > 1:
        lines = lines.copy()  # соседние изображения подряд: сдвиги копируются длинными кусками
    shifts = sliding_window_view(lines, span(width, gap), axis=3)
    shifts = shifts[:, :, :, ::right, :, ::gap].transpose(0, 1, 2, 5, 3, 4)  # (G, H, C, S, Q, N)
    down, across = window.output
    out = np.empty((groups, down, number, across * len(padded)), padded.dtype)
    for top in range(0, down, STRIP):
        target = out[:, top : top + STRIP]
        rows = shifts[:, top * step : (top + target.shape[1] - 1) * step + height].copy()
        stacked = sliding_window_view(rows, height, axis=1)[:, ::step]
        stacked = stacked.transpose(0, 1, 6, 2, 3, 4, 5)  # (G, P, R, C, S, Q, N)
        np.matmul(weights, stacked.reshape(*stacked.shape[:2], weights.shape[-1], -1), out=target)
    return out.reshape(*out.shape[:3], across, -1).transpose(4, 0, 2, 1, 3)


def _convolve_channels(padded, kernels, window):
    """im2col по частям: сумма произведений по частям входных каналов.

    Частей столько, чтобы столбцы одной части занимали не больше входа или выхода. Ядру 1 × 1
    столбцы не нужны: вход уже и есть матрица, копии не происходит.
    """
    columns = window.view(padded).transpose(0, 1, 2, 5, 6, 3, 4)  # (N, G, C, R, S, P, Q)
    channels = kernels.shape[2]
    out = np.empty((*padded.shape[:2], kernels.shape[1], *window.output), padded.dtype)
    if not out.size:
        return out
    parts = min(channels, -(-columns.size // max(padded.size, out.size)))
    bounds = np.linspace(0, channels, parts + 1).astype(int)
    total = out.reshape(*out.shape[:3], -1)

    def factors(first, last):
        weights = kernels[:, :, first:last].reshape(*kernels.shape[:2], -1)
        part = columns[:, :, first:last].reshape(*out.shape[:2], weights.shape[-1], -1)
        return weights, part

    np.matmul(*factors(*bounds[:2]), out=total)
    for first, last in itertools.pairwise(bounds[1:]):
        total += np.matmul(*factors(first, last))
    return out


def convolve_backward(grad_out, padded, kernels, window, groups):
    """Градиенты по дополненному входу и по ядрам.

    Изображения кладутся последней осью: тогда столбцы копируются длинными кусками. Строки выхода
    обходятся полосами, чтобы не хранить все столбцы сразу.
    """
    dtype = np.result_type(kernels, grad_out)
    if dtype == np.float16:
        wide = (part.astype(np.float32) for part in (grad_out, padded, kernels))
        return tuple(part.astype(dtype) for part in convolve_backward(*wide, window, groups))
    shape = padded.shape
    padded, kernels = _grouped(padded, kernels, groups)
    groups, number, channels = kernels.shape[:3]
    weights = kernels.reshape(groups, number, -1)  # (G, K, C·R·S)
    lines = _batch_last(padded)  # (G, C, H, W, N)
    grad = _batch_last(grad_out.reshape(len(padded), groups, number, *window.output))
    columns = window.view(np.moveaxis(lines, -1, 2)).transpose(0, 1, 5, 6, 3, 4, 2)
    grad_weight, grad_lines = np.zeros(weights.shape, dtype), np.zeros(lines.shape, dtype)
    rows = max(1, COLUMNS * window.output[0] // max(1, columns.size))
    for top in range(0, window.output[0], rows):
        strip = columns[..., top : top + rows, :, :]  # (G, C, R, S, P, Q, N)
        stacked = strip.reshape(groups, weights.shape[2], -1)
        grad_strip = grad[:, :, top : top + rows].reshape(groups, number, -1)
        grad_weight += grad_strip @ stacked.swapaxes(1, 2)
        grad_columns = (weights.swapaxes(1, 2) @ grad_strip).reshape(strip.shape)
        below = np.moveaxis(grad_lines[:, :, top * window.stride[0] :], -1, 2)
        offsets, taps = np.ndindex(window.kernel), window.taps(rows=strip.shape[-3])
        for (r, s), tap in zip(offsets, taps, strict=True):
            below[tap] += np.moveaxis(grad_columns[:, :, r, s], -1, 2)
    grad_padded = np.moveaxis(grad_lines, -1, 0)
    return grad_padded.reshape(shape), grad_weight.reshape(-1, channels, *window.kernel)


def _batch_last(images):
    """(N, G, C, H, W) → (G, C, H, W, N) сплошным куском памяти."""
    return np.ascontiguousarray(np.moveaxis(images, 0, -1))
