"""Геометрия скользящего окна: откуда оно берёт пиксели и сколько мест займёт."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

INTEGERS = (int, np.integer)  # проверка по numbers.Integral вдесятеро дольше


def output_size(n, kernel, stride=1, padding=0, dilation=1):
    r"""Число положений окна на отрезке.

    .. math:: \left\lfloor\frac{n + p_1 + p_2 - d(r - 1) - 1}{s}\right\rfloor + 1

    Parameters
    ----------
    n : int
        Длина сигнала.
    kernel : int
        Длина ядра :math:`r`.
    stride : int
        Шаг :math:`s`.
    padding : int, (int, int), "valid" or "same"
        Отступ с каждой стороны или пара :math:`(p_1, p_2)`; ``"same"`` — столько, чтобы
        положений было :math:`\lceil n / s\rceil`, как в TensorFlow.
    dilation : int
        Прореживание :math:`d`: расстояние между соседними элементами ядра.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        Недопустимый аргумент, или ядро длиннее сигнала с отступом.

    Examples
    --------
    >>> output_size(224, 11, stride=4, padding=2)
    55
    """
    n, kernel = whole(n, "n", least=0), whole(kernel, "kernel")
    stride, dilation = whole(stride, "stride"), whole(dilation, "dilation")
    return _count(n, kernel, stride, axis_padding(padding, n, kernel, stride, dilation), dilation)


def _count(n, kernel, stride, padding, dilation):
    extent = dilation * (kernel - 1) + 1
    padded = n + sum(padding)
    if extent > padded:
        raise ValueError(
            f"kernel: с прореживанием занимает {extent}, ожидалось не больше {padded} — "
            f"длины входа {n} с отступом {padding}"
        )
    return (padded - extent) // stride + 1


def axis_padding(padding, n, kernel, stride, dilation):
    """Отступ вдоль одной оси: число, пара или название → пара (до, после)."""
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0
        if padding == "same":
            covered = (-(-n // stride) - 1) * stride + dilation * (kernel - 1) + 1
            total = max(covered - n, 0)
            return total // 2, total - total // 2
        raise ValueError(
            f"padding: получено {padding!r}, ожидалось число, пара чисел, 'valid' или 'same'"
        )
    return pair(padding, "padding", least=0)


@dataclass(frozen=True)
class Window:
    """Окно, скользящее по изображению.

    Пары идут в порядке «по вертикали, по горизонтали»; ``padding`` — пара пар
    ``((сверху, снизу), (слева, справа))``, ``output`` — число положений окна.
    """

    kernel: tuple
    stride: tuple
    padding: tuple
    dilation: tuple
    output: tuple

    def view(self, padded):
        """Вид ``(…, P, Q, R, S)`` на уже дополненное изображение ``(…, H, W)``, без копии."""
        spans = [d * (k - 1) + 1 for k, d in zip(self.kernel, self.dilation, strict=True)]
        (down, right), (gap_down, gap_right) = self.stride, self.dilation
        every = sliding_window_view(padded, spans, axis=(-2, -1))
        return every[..., ::down, ::right, ::gap_down, ::gap_right]

    def tap(self, r, s, rows=None):
        """Срез дополненного изображения, который элемент ядра (r, s) видит из всех положений.

        ``rows`` — из стольких первых строк положений; по умолчанию из всех.
        """
        output = (rows or self.output[0], self.output[1])
        return (..., *map(_tap, (r, s), self.stride, self.dilation, output))

    def scatter(self, patches, shape):
        """Возвращает окна ``(R, S, …, P, Q)`` пикселям: прибавляет и срезает отступ."""
        (top, bottom), (left, right) = self.padding
        height, width = shape[-2:]
        lead = shape[:-2]
        padded = np.zeros((*lead, top + height + bottom, left + width + right), patches.dtype)
        for r, s in np.ndindex(self.kernel):
            padded[self.tap(r, s)] += patches[r, s]
        return padded[..., top : top + height, left : left + width]


def _tap(offset, stride, dilation, count):
    """Срез вдоль одной оси: что элемент ядра с номером ``offset`` видит из всех положений."""
    start = offset * dilation
    return slice(start, start + (count - 1) * stride + 1, stride)


def sliding_window(shape, kernel, stride=1, padding=0, dilation=1):
    """Проверяет параметры окна и собирает их в `Window`.

    Parameters
    ----------
    shape, kernel : (int, int)
        Высота и ширина изображения и окна.
    stride, dilation : int or (int, int)
        Шаг и прореживание.
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        Отступ: общий; по вертикали и горизонтали; с каждой из четырёх сторон; по названию.
    """
    kernel = pair(kernel, "kernel")
    stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
    if isinstance(padding, (str, *INTEGERS)):
        padding = (padding, padding)
    elif np.ndim(padding) not in (1, 2) or len(padding) != 2:
        raise ValueError(
            f"padding: получено {padding!r}, ожидалось число, пара чисел, "
            "пара пар ((сверху, снизу), (слева, справа)), 'valid' или 'same'"
        )
    padding = tuple(map(axis_padding, padding, shape, kernel, stride, dilation))
    output = tuple(map(_count, shape, kernel, stride, padding, dilation))
    return Window(kernel, stride, padding, dilation, output)


def whole(value, name, least=1):
    """Проверяет, что аргумент — целое не меньше ``least``."""
    if not isinstance(value, INTEGERS) or value < least:
        raise ValueError(f"{name}: получено {value!r}, ожидалось целое число не меньше {least}")
    return int(value)


def pair(value, name, least=1):
    """Число или пара чисел → пара целых не меньше ``least``."""
    numbers = (value, value) if isinstance(value, INTEGERS) else value
    if (
        not isinstance(numbers, tuple | list | np.ndarray)
        or len(numbers) != 2
        or not all(isinstance(number, INTEGERS) and number >= least for number in numbers)
    ):
        raise ValueError(
            f"{name}: получено {value!r}, ожидалось целое число не меньше {least} "
            "или пара таких чисел"
        )
    return int(numbers[0]), int(numbers[1])
