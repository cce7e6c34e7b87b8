"""Свёртка: определение циклами, быстрый вариант и обратный проход.

«Свёртка» в глубоком обучении — это взаимная корреляция: ядро не переворачивается.
"""

import itertools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .geometry import axis_padding, output_size, sliding_window
from .operands import common_dtype, grad_operand, joined, operands, pad_widths, padded_operand
from .padding import pad, pad_backward

LONG_ROW = 64  # столько столбцов уже загружают матричное умножение
STRIP = 32  # строк выхода за раз: полоса входа остаётся в кэше
COLUMNS = 2**20  # элементов в полосе столбцов обратного прохода


def conv1d(signal, kernel, *, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    r"""Свёртка одномерного сигнала.

    .. math:: y_i = \sum_{u=0}^{r-1} k_u\, x_{s i + d u}

    где :math:`x` — сигнал с отступом, :math:`s` — шаг, :math:`d` — прореживание.

    Parameters
    ----------
    signal : array_like, shape (n,)
    kernel : array_like, shape (r,)
    stride, dilation : int
        Шаг и прореживание.
    padding : int, (int, int), "valid" or "same"
        Отступ с обеих сторон, слева и справа или по названию.
    padding_mode : str
        Режим отступа, см. `pad`.

    Returns
    -------
    ndarray, shape (output_size(n, r, stride, padding, dilation),)

    Raises
    ------
    ValueError
        Не вектор, недопустимый параметр или ядро длиннее сигнала с отступом.

    Examples
    --------
    >>> conv1d([1, 2, 3, 4, 5], [-1, 0, 1])
    array([2, 2, 2])
    """
    dtype = common_dtype(signal, kernel)
    signal, kernel = np.asarray(signal, dtype), np.asarray(kernel, dtype)
    for name, array in (("signal", signal), ("kernel", kernel)):
        if array.ndim != 1 or array.size == 0:
            raise ValueError(f"{name}: получена форма {array.shape}, ожидался непустой вектор")
    n, r = signal.size, kernel.size
    count = output_size(n, r, stride, padding, dilation)
    padded = pad(signal, axis_padding(padding, n, r, stride, dilation), padding_mode)
    positions = stride * np.arange(count)[:, None] + dilation * np.arange(r)
    return padded[positions] @ kernel


def conv2d_naive(
    x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1, padding_mode="zeros"
):
    """Свёртка по определению: цикл по изображениям, группам, ядрам и положениям окна.

    Принимает и возвращает то же, что `conv2d`; нужна, чтобы читать и проверять.
    """
    images, kernels, bias = operands(x, weight, bias, groups)
    window = sliding_window(images.shape[3:], kernels.shape[3:], stride, padding, dilation)
    padded = padded_operand(images, window, padding_mode)
    (down, right), (gap_down, gap_right) = window.stride, window.dilation
    rows, columns = window.kernel
    out = np.empty((*images.shape[:2], kernels.shape[1], *window.output), images.dtype)
    for n, g, k, i, j in np.ndindex(out.shape):
        top, left = i * down, j * right
        vertical = slice(top, top + rows * gap_down, gap_down)
        horizontal = slice(left, left + columns * gap_right, gap_right)
        out[n, g, k, i, j] = np.sum(padded[n, g, :, vertical, horizontal] * kernels[g, k])
    return joined(out, bias, x)


def conv2d(
    x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1, padding_mode="zeros"
):
    r"""Свёртка изображений.

    .. math::

        y_{n,k,i,j} = b_k + \sum_{c,r,s} w_{k,c,r,s}\; x_{n,\,c,\; i s_1 + r d_1,\; j s_2 + s d_2}

    где :math:`x` — вход с отступом, :math:`(s_1, s_2)` — шаг, :math:`(d_1, d_2)` —
    прореживание.

    Parameters
    ----------
    x : array_like, shape (N, C, H, W) or (H, W)
        Изображения или одна матрица.
    weight : array_like, shape (K, C / groups, R, S) or (R, S)
        Ядра или одно ядро.
    bias : array_like, shape (K,), or number, optional
        Смещения.
    stride, dilation : int or (int, int)
        Шаг и прореживание, по вертикали и по горизонтали.
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        Отступ: общий; по вертикали и горизонтали; ``((сверху, снизу), (слева, справа))``;
        ``"valid"`` — без отступа; ``"same"`` — выход в ⌈H / шаг⌉ × ⌈W / шаг⌉, лишние строка
        и столбец снизу и справа, как в TensorFlow.
    groups : int
        Число групп: каналы и ядра делятся на группы, каждая свёртывается отдельно.
    padding_mode : str
        Режим отступа, см. `pad`.

    Returns
    -------
    ndarray, shape (N, K, P, Q) or (P, Q)
        Тип — общий для аргументов: float32 остаётся float32, целые — целыми.

    Raises
    ------
    ValueError
        Формы, число каналов или параметры не подходят друг к другу, либо ядро больше
        входа с отступом.

    References
    ----------
    Dumoulin, Visin. A guide to convolution arithmetic for deep learning. 2016.
    """
    images, kernels, bias = operands(x, weight, bias, groups)
    window = sliding_window(images.shape[3:], kernels.shape[3:], stride, padding, dilation)
    padded = padded_operand(images, window, padding_mode)
    long_rows = len(images) * window.output[1] >= LONG_ROW
    if long_rows and window.dilation[0] == 1 and window.kernel != (1, 1):
        out = _convolve_rows(padded, kernels, window)
    else:
        out = _convolve_channels(padded, kernels, window)
    return joined(out, bias, x)


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
    shifts = sliding_window_view(lines, gap * (width - 1) + 1, axis=3)
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


def conv2d_backward(
    grad_out, x, weight, *, stride=1, padding=0, dilation=1, groups=1, padding_mode="zeros"
):
    r"""Градиенты свёртки по входу, ядрам и смещениям.

    Если :math:`y = W \cdot \mathrm{cols}(x) + b` и известен :math:`G = \partial L/\partial y`, то

    .. math::

        \frac{\partial L}{\partial W} = G\,\mathrm{cols}(x)^\top, \qquad
        \frac{\partial L}{\partial x} = \mathrm{cols}^\top(W^\top G), \qquad
        \frac{\partial L}{\partial b_k} = \sum_{n,i,j} G_{n,k,i,j}

    где :math:`\mathrm{cols}^\top` прибавляет каждый элемент столбца к пикселю, с которого он
    снят. Строки выхода обходятся полосами, чтобы не хранить все столбцы сразу.

    Parameters
    ----------
    grad_out : array_like
        Градиент по выходу, той же формы, что и ``conv2d(x, weight, …)``.
    x, weight, stride, padding, dilation, groups, padding_mode
        То же, что получила `conv2d`.

    Returns
    -------
    grad_x, grad_weight : ndarray
        Градиенты формы ``x`` и формы ``weight``.
    grad_bias : ndarray, shape (K,), or scalar
        Градиент по смещениям; для матрицы — одно число.

    Raises
    ------
    ValueError
        То же, что у `conv2d`, или форма ``grad_out`` не равна форме выхода.
    """
    images, kernels, _ = operands(x, weight, None, groups)
    window = sliding_window(images.shape[3:], kernels.shape[3:], stride, padding, dilation)
    padded = padded_operand(images, window, padding_mode)
    number = kernels.shape[1]
    grad = grad_operand(grad_out, (len(images), groups, number, *window.output), x)
    weights = kernels.reshape(groups, number, -1)  # (G, K, C·R·S)
    columns = window.view(padded).transpose(1, 2, 5, 6, 0, 3, 4)  # (G, C, R, S, N, P, Q)
    grad_weight = np.zeros_like(weights, dtype=np.result_type(weights, grad))
    grad_padded = np.zeros_like(padded, dtype=grad_weight.dtype)
    rows = max(1, COLUMNS * window.output[0] // max(1, columns.size))
    for top in range(0, window.output[0], rows):
        strip = columns[..., top : top + rows, :]
        grad_strip = grad[..., top : top + rows, :].transpose(1, 2, 0, 3, 4)
        grad_strip = grad_strip.reshape(groups, number, -1)  # (G, K, N·P·Q)
        grad_weight += grad_strip @ strip.reshape(groups, weights.shape[2], -1).swapaxes(1, 2)
        grad_columns = (weights.swapaxes(1, 2) @ grad_strip).reshape(strip.shape)
        grad_below = grad_padded[..., top * window.stride[0] :, :]
        for r, s in np.ndindex(window.kernel):
            seen = grad_below[window.tap(r, s, rows=strip.shape[-2])]
            seen += grad_columns[:, :, r, s].transpose(2, 0, 1, 3, 4)

    grad_images = pad_backward(grad_padded, images.shape, pad_widths(window), padding_mode)
    grad_bias = grad.sum(axis=(0, 3, 4)).reshape(-1)
    return (
        grad_images.reshape(np.shape(x)),
        grad_weight.reshape(np.shape(weight)),
        grad_bias[0] if np.ndim(x) == 2 else grad_bias,
    )
