"""Свёртка: определение циклами, быстрый вариант и обратный проход.

«Свёртка» в глубоком обучении — это взаимная корреляция: ядро не переворачивается.
"""

import numpy as np

from .geometry import axis_padding, output_size, sliding_window, whole
from .padding import pad


def conv1d(signal, kernel, *, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    r"""Свёртка одномерного сигнала.

    .. math:: y_i = \sum_{j=0}^{r-1} k_j\, x_{s i + d j}

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
    signal, kernel = np.asarray(signal), np.asarray(kernel)
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
    """Свёртка по определению: цикл по изображениям, ядрам и положениям окна.

    Принимает и возвращает то же, что `conv2d`; нужна, чтобы читать и проверять.
    """
    images, kernels, bias = _operands(x, weight, bias, groups)
    window = sliding_window(images.shape[2:], kernels.shape[2:], stride, padding, dilation)
    padded = pad(images, ((0, 0), (0, 0), *window.padding), padding_mode)
    (step_y, step_x), (gap_y, gap_x) = window.stride, window.dilation
    number, channels, rows, columns = kernels.shape
    out = np.zeros((len(images), number, *window.output), _dtype(images, kernels, bias))
    for n, k, i, j in np.ndindex(out.shape):
        first = k // (number // groups) * channels
        top, left = i * step_y, j * step_x
        patch = padded[
            n,
            first : first + channels,
            top : top + gap_y * rows : gap_y,
            left : left + gap_x * columns : gap_x,
        ]
        out[n, k, i, j] = np.sum(patch * kernels[k])
        if bias is not None:
            out[n, k, i, j] += bias[k]
    return out[0, 0] if np.ndim(x) == 2 else out


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
    images, kernels, bias = _operands(x, weight, bias, groups)
    window = sliding_window(images.shape[2:], kernels.shape[2:], stride, padding, dilation)
    padded = pad(images, ((0, 0), (0, 0), *window.padding), padding_mode)
    number, channels, *_ = kernels.shape
    out = np.empty((len(images), number, *window.output), _dtype(images, kernels, bias))
    columns = window.view(padded).transpose(0, 1, 4, 5, 2, 3)
    columns = columns.reshape(
        len(images), groups, channels * kernels[0, 0].size, out[0, 0].size if len(out) else 0
    )
    rows = kernels.reshape(groups, number // groups, -1)
    np.matmul(rows, columns, out=out.reshape(len(images), groups, number // groups, -1))
    if bias is not None:
        out += bias[:, None, None]
    return out[0, 0] if np.ndim(x) == 2 else out


def _dtype(*arrays):
    return np.result_type(*(array for array in arrays if array is not None))


def _operands(x, weight, bias, groups):
    """Приводит операнды к виду (N, C, H, W), (K, C / groups, R, S), (K,) и проверяет их."""
    x, weight, groups = np.asarray(x), np.asarray(weight), whole(groups, "groups")
    if x.ndim == weight.ndim == 2:
        x, weight = x[None, None], weight[None, None]
    for name, array, axes in (("x", x, "(N, C, H, W)"), ("weight", weight, "(K, C, R, S)")):
        if array.ndim != 4:
            raise ValueError(
                f"{name}: получена форма {array.shape}, ожидалась {axes} "
                "или, если x и weight — матрицы, две оси у обоих"
            )
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
    return x, weight, bias
