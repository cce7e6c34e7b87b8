"""Свёртка: определение циклами, его градиент и быстрый вариант того же самого.

«Свёртка» в глубоком обучении — это взаимная корреляция: ядро не переворачивается.

`conv2d_naive` и `conv2d_naive_backward` написаны, чтобы их читали: каждая — формула, обойдённая
циклом. `conv2d` и `conv2d_backward` возвращают то же, но считают произведениями матриц
(`lessons.reference.fast_convolution`).
"""

import numpy as np

from lessons.checks import array, one_of, shaped, whole

from . import fast_convolution
from .geometry import axis_padding, output_size, sliding_window
from .padding import PADDING_MODES, pad, pad_backward


def conv1d(signal, kernel, *, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    r"""Свёртка одномерного сигнала.

    .. math:: y_i = \sum_{u=0}^{r-1} k_u\, x_{s i + d u}

    где :math:`x` — сигнал с отступом, :math:`s` — шаг, :math:`d` — расширение.

    Parameters
    ----------
    signal : array_like, shape (n,)
    kernel : array_like, shape (r,)
    stride, dilation : int
        Шаг и расширение.
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
    for name, vector in (("signal", signal), ("kernel", kernel)):
        if array(vector, name).ndim != 1 or np.size(vector) == 0:
            raise ValueError(f"{name}: получена форма {np.shape(vector)}, ожидался непустой вектор")
    dtype = _common_dtype(signal, kernel)
    signal, kernel = np.asarray(signal, dtype), np.asarray(kernel, dtype)
    n, r = signal.size, kernel.size
    count = output_size(n, r, stride, padding, dilation)
    padded = pad(signal, axis_padding(padding, n, r, stride, dilation), padding_mode)
    positions = stride * np.arange(count)[:, None] + dilation * np.arange(r)
    return padded[positions] @ kernel


def conv2d_naive(
    x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1, padding_mode="zeros"
):
    """Свёртка по определению: цикл по изображениям, ядрам и положениям окна.

    Parameters
    ----------
    x : array_like, shape (N, C, H, W) or (H, W)
    weight : array_like, shape (K, C / groups, R, S) or (R, S)
    bias : array_like, shape (K,), or number, optional
    stride, padding, dilation, groups, padding_mode
        См. `conv2d`.

    Returns
    -------
    ndarray, shape (N, K, P, Q) or (P, Q)

    Raises
    ------
    ValueError
        То же, что у `conv2d`.
    """
    images, kernels, bias, window = _operands(
        x, weight, bias, stride, padding, dilation, groups, padding_mode
    )
    padded = pad(images, _widths(window), padding_mode)
    out = np.empty((len(images), len(kernels), *window.output), images.dtype)  # (N, K, P, Q)
    for n, k, i, j in np.ndindex(out.shape):
        seen = _seen(n, k, i, j, kernels, window, groups)
        out[n, k, i, j] = np.sum(padded[seen] * kernels[k]) + bias[k]
    return out if np.ndim(x) == 4 else out[0, 0]


def conv2d_naive_backward(
    grad_out, x, weight, *, stride=1, padding=0, dilation=1, groups=1, padding_mode="zeros"
):
    """Градиенты `conv2d_naive`: каждый ответ раздаёт свой градиент всему, из чего он сложен.

    Parameters
    ----------
    grad_out : array_like, shape (N, K, P, Q) or (P, Q)
    x : array_like, shape (N, C, H, W) or (H, W)
    weight : array_like, shape (K, C / groups, R, S) or (R, S)
    stride, padding, dilation, groups, padding_mode
        См. `conv2d`.

    Returns
    -------
    grad_x, grad_weight, grad_bias : ndarray
        Градиенты форм ``x``, ``weight`` и (K,); для матрицы последний — число.

    Raises
    ------
    ValueError
        То же, что у `conv2d_backward`.
    """
    images, kernels, bias, window = _operands(
        x, weight, None, stride, padding, dilation, groups, padding_mode
    )
    grad_out = _grad_operand(grad_out, x, (len(images), len(kernels), *window.output))
    padded = pad(images, _widths(window), padding_mode)
    grad_padded, grad_weight, grad_bias = (
        np.zeros_like(part, dtype=np.result_type(part, grad_out))
        for part in (padded, kernels, bias)
    )
    for n, k, i, j in np.ndindex(grad_out.shape):
        seen = _seen(n, k, i, j, kernels, window, groups)
        grad_weight[k] += grad_out[n, k, i, j] * padded[seen]
        grad_padded[seen] += grad_out[n, k, i, j] * kernels[k]
        grad_bias[k] += grad_out[n, k, i, j]
    grad_x = pad_backward(grad_padded, images.shape, _widths(window), padding_mode)
    return _gradients_like(x, weight, grad_x, grad_weight, grad_bias)


def _seen(n, k, i, j, kernels, window, groups):
    """Место в дополненном входе, которое ядро k видит из положения (i, j) на изображении n."""
    number, channels, rows, columns = kernels.shape
    (down, right), (gap_down, gap_right) = window.stride, window.dilation
    first, top, left = k * groups // number * channels, i * down, j * right
    return (
        n,
        slice(first, first + channels),  # каналы своей группы
        slice(top, top + rows * gap_down, gap_down),
        slice(left, left + columns * gap_right, gap_right),
    )


def conv2d(
    x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1, padding_mode="zeros"
):
    r"""Свёртка изображений.

    .. math::

        y_{n,k,i,j} = b_k + \sum_{c,r,s} w_{k,c,r,s}\; x_{n,\,c,\; i s_1 + r d_1,\; j s_2 + s d_2}

    где :math:`x` — вход с отступом, :math:`(s_1, s_2)` — шаг, :math:`(d_1, d_2)` —
    расширение. Так, циклами, написана `conv2d_naive`; здесь то же сделано произведениями матриц.

    Parameters
    ----------
    x : array_like, shape (N, C, H, W) or (H, W)
        Изображения или одна матрица.
    weight : array_like, shape (K, C / groups, R, S) or (R, S)
        Ядра или одно ядро.
    bias : array_like, shape (K,), or number, optional
        Смещения.
    stride, dilation : int or (int, int)
        Шаг и расширение, по вертикали и по горизонтали.
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
        Тип — общий для аргументов: float32 остаётся float32, целые — целыми. Сумма float16
        копится в float32.

    Raises
    ------
    ValueError
        Формы, число каналов или параметры не подходят друг к другу, либо ядро больше
        входа с отступом.

    References
    ----------
    Dumoulin, Visin. A guide to convolution arithmetic for deep learning. 2016.
    """
    images, kernels, biases, window = _operands(
        x, weight, bias, stride, padding, dilation, groups, padding_mode
    )
    padded = _surrounded(images, window, padding_mode)
    out = fast_convolution.convolve(padded, kernels, window, groups)
    if bias is not None:
        out += biases[:, None, None]
    return out if np.ndim(x) == 4 else out[0, 0]


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
    снят. Циклами то же написано в `conv2d_naive_backward`.

    Parameters
    ----------
    grad_out : array_like, shape (N, K, P, Q) or (P, Q)
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
    images, kernels, _, window = _operands(
        x, weight, None, stride, padding, dilation, groups, padding_mode
    )
    grad_out = _grad_operand(grad_out, x, (len(images), len(kernels), *window.output))
    padded = _surrounded(images, window, padding_mode)
    grad_padded, grad_weight = fast_convolution.convolve_backward(
        grad_out, padded, kernels, window, groups
    )
    grad_x = pad_backward(grad_padded, images.shape, _widths(window), padding_mode)
    return _gradients_like(x, weight, grad_x, grad_weight, grad_out.sum(axis=(0, 2, 3)))


def _operands(x, weight, bias, stride, padding, dilation, groups, padding_mode):
    """Проверенные изображения (N, C, H, W), ядра (K, C / groups, R, S), смещения (K,) и окно.

    Матрица становится одним изображением с одним каналом, отсутствующие смещения — нулями;
    тип у всех общий.
    """
    images, kernels, groups = array(x, "x"), array(weight, "weight"), whole(groups, "groups")
    one_of(padding_mode, "padding_mode", PADDING_MODES)
    if images.ndim == kernels.ndim == 2:
        images, kernels = images[None, None], kernels[None, None]
    for name, operand, axes in (("x", images, "(N, C, H, W)"), ("weight", kernels, "(K, C, R, S)")):
        if operand.ndim != 4:
            raise ValueError(
                f"{name}: получена форма {operand.shape}, ожидалась {axes} "
                "или, если x и weight — матрицы, две оси у обоих"
            )
    if kernels.size == 0:
        raise ValueError(f"weight: получена форма {kernels.shape}, ожидалось хотя бы одно ядро")
    channels, number = images.shape[1], len(kernels)
    if channels % groups or number % groups:
        raise ValueError(
            f"groups: получено {groups}, ожидался общий делитель числа каналов {channels} "
            f"и числа ядер {number}"
        )
    if kernels.shape[1] * groups != channels:
        raise ValueError(
            f"weight: получено каналов {kernels.shape[1]}, ожидалось {channels // groups}: "
            f"у x их {channels}, групп {groups}"
        )
    if bias is None:
        biases, dtype = np.zeros(number), _common_dtype(x, weight)
    else:
        biases = shaped(np.atleast_1d(array(bias, "bias")), "bias", (number,))
        dtype = _common_dtype(x, weight, bias)
    window = sliding_window(images.shape[2:], kernels.shape[2:], stride, padding, dilation)
    return *(part.astype(dtype, copy=False) for part in (images, kernels, biases)), window


def _common_dtype(*arrays):
    """Общий тип операндов; числа и списки Python уступают вещественному типу массивов.

    Поэтому изображение float32 с ядром ``[[1, 0, -1]]`` остаётся float32.
    """
    typed = [part.dtype for part in arrays if hasattr(part, "dtype")]
    if typed and np.result_type(*typed).kind == "f":
        return np.result_type(*typed)
    return np.result_type(*map(np.asarray, arrays))


def _widths(window):
    """Ширина отступа для изображений (N, C, H, W), как её принимает `pad`."""
    return ((0, 0), (0, 0), *window.padding)


def _surrounded(images, window, padding_mode):
    """Изображения с отступом; без отступа — они сами, не копия."""
    return pad(images, _widths(window), padding_mode) if np.any(window.padding) else images


def _grad_operand(grad_out, x, shape):
    """Градиент по выходу формы (N, K, P, Q); у матрицы он тоже матрица."""
    return shaped(grad_out, "grad_out", shape if np.ndim(x) == 4 else shape[2:]).reshape(shape)


def _gradients_like(x, weight, grad_x, grad_weight, grad_bias):
    """Градиенты в формах операндов: у матриц — матрицы и одно число."""
    bias = grad_bias if np.ndim(x) == 4 else grad_bias[0]
    return grad_x.reshape(np.shape(x)), grad_weight.reshape(np.shape(weight)), bias
