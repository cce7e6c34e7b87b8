"""Свёртка — линейная операция: её матрица и её столбцы."""

import numpy as np

from lessons.checks import array, shaped

from .geometry import sliding_window

DENSE_LIMIT = 2**24  # элементов: 128 МиБ в float64


def conv_matrix(kernel, shape, *, stride=1, padding=0, dilation=1):
    """Матрица свёртки: ``conv_matrix(k, x.shape) @ x.ravel() == conv2d(x, k).ravel()``.

    Строка матрицы — положение окна, столбец — пиксель; в строке стоят элементы ядра, каждый
    под тем пикселем, на который он попал, остальное — нули. Отступ нулевой: столбцов у него
    нет.

    Parameters
    ----------
    kernel : array_like, shape (R, S) or (K, C, R, S)
        Ядро или все ядра слоя.
    shape : (int, int) or (int, int, int)
        Форма входа: (H, W), а для ядер слоя — (C, H, W).
    stride, padding, dilation
        То же, что у `conv2d`.

    Returns
    -------
    ndarray or scipy.sparse.csr_array, shape (K·P·Q, C·H·W)
        Тип элементов — как у ядра. Если элементов больше 2²⁴, матрица разреженная.

    Raises
    ------
    ValueError
        Формы ядра и входа не подходят друг к другу, либо недопустимый параметр.

    Examples
    --------
    >>> conv_matrix([[1, 2], [3, 4]], (3, 3))
    array([[1, 2, 0, 3, 4, 0, 0, 0, 0],
           [0, 1, 2, 0, 3, 4, 0, 0, 0],
           [0, 0, 0, 1, 2, 0, 3, 4, 0],
           [0, 0, 0, 0, 1, 2, 0, 3, 4]])
    """
    kernel, shape = array(kernel, "kernel"), tuple(shape)
    if (kernel.ndim, len(shape)) not in ((2, 2), (4, 3)):
        raise ValueError(
            f"kernel: получены форма {kernel.shape} и форма входа {shape}, "
            "ожидались (R, S) и (H, W) или (K, C, R, S) и (C, H, W)"
        )
    if kernel.ndim == 4 and kernel.shape[1] != shape[0]:
        raise ValueError(
            f"kernel: получено каналов {kernel.shape[1]}, ожидалось {shape[0]} — как у входа"
        )
    kernels = kernel.reshape(
        -1, int(np.prod(kernel.shape[-3:] if kernel.ndim == 4 else kernel.shape))
    )
    number_of_pixels = int(np.prod(shape))
    numbers = np.arange(1, number_of_pixels + 1).reshape(1, -1, *shape[-2:])  # 0 — отступ
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    seen = im2col(numbers, kernel.shape[-2:], **options)[0]  # (C·R·S, P·Q)

    positions = seen.shape[1]
    rows = np.arange(len(kernels) * positions).reshape(-1, 1, positions)
    columns, values = np.broadcast_to(seen, (len(kernels), *seen.shape)), kernels[:, :, None]
    if rows.size * number_of_pixels <= DENSE_LIMIT:
        matrix = np.zeros((rows.size, number_of_pixels + 1), kernel.dtype)
        matrix[rows, columns] = values
        return matrix[:, 1:]

    from scipy.sparse import csr_array  # нужна только здесь

    inside = columns > 0
    rows, values = np.broadcast_to(rows, inside.shape), np.broadcast_to(values, inside.shape)
    return csr_array(
        (values[inside], (rows[inside], columns[inside] - 1)),
        shape=(len(kernels) * positions, number_of_pixels),
    )


def im2col(x, kernel, *, stride=1, padding=0, dilation=1):
    """Изображение → столбцы: каждое положение окна становится столбцом.

    Свёртка после этого — одно произведение матриц:
    ``weight.reshape(K, -1) @ im2col(x, (R, S))``.

    Parameters
    ----------
    x : array_like, shape (N, C, H, W) or (H, W)
    kernel : int or (int, int)
        Высота и ширина окна.
    stride, padding, dilation
        То же, что у `conv2d`; отступ нулевой.

    Returns
    -------
    ndarray, shape (N, C·R·S, P·Q) or (R·S, P·Q)

    Raises
    ------
    ValueError
        Форма ``x`` не та, или недопустимый параметр.
    """
    x = _image(x, "x")
    window = sliding_window(x.shape[-2:], kernel, stride, padding, dilation)
    patches = window.view(window.surround(x))  # (…, P, Q, R, S)
    return np.moveaxis(patches, (-2, -1), (-4, -3)).reshape(_columns_shape(x.shape, window))


def col2im(columns, shape, kernel, *, stride=1, padding=0, dilation=1):
    """Столбцы → изображение: сопряжённое к `im2col` преобразование.

    Каждый элемент столбца прибавляется к пикселю, с которого он снят; пиксель, попавший
    в несколько окон, получает сумму.

    Parameters
    ----------
    columns : array_like, shape (N, C·R·S, P·Q) or (R·S, P·Q)
    shape : tuple of int
        Форма изображения: (N, C, H, W) или (H, W).
    kernel, stride, padding, dilation
        То же, что получила `im2col`.

    Returns
    -------
    ndarray
        Массив формы ``shape``.

    Raises
    ------
    ValueError
        Форма ``columns`` не та, что дала бы `im2col`, или недопустимый параметр.
    """
    _image(np.broadcast_to(0, shape), "shape")
    window = sliding_window(shape[-2:], kernel, stride, padding, dilation)
    columns = shaped(columns, "columns", _columns_shape(shape, window))
    patches = columns.reshape(*shape[:-2], -1, *window.output)  # (…, R·S, P, Q)
    return window.scatter(np.moveaxis(patches, -3, 0), shape[:-2], columns.dtype)


def _image(x, name):
    x = array(x, name)
    if x.ndim not in (2, 4):
        raise ValueError(f"{name}: получена форма {x.shape}, ожидалась (N, C, H, W) или (H, W)")
    return x


def _columns_shape(shape, window):
    *batch, channels = shape[:-2] or (1,)
    return (*batch, int(channels * np.prod(window.kernel)), int(np.prod(window.output)))
