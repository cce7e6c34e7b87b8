"""Геометрия скользящего окна: откуда оно берёт пиксели и сколько мест займёт."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from lessons.checks import INTEGERS, array, pair, whole


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
        Расширение :math:`d`: расстояние между соседними элементами ядра.

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
    return _positions(
        n, kernel, stride, axis_padding(padding, n, kernel, stride, dilation), dilation
    )


def span(kernel, dilation):
    """Сколько пикселей подряд занимает расширенное ядро: :math:`d (r - 1) + 1`."""
    return dilation * (kernel - 1) + 1


def _positions(n, kernel, stride, padding, dilation):
    extent, padded = span(kernel, dilation), n + sum(padding)
    if extent > padded:
        raise ValueError(
            f"kernel: с расширением занимает {extent}, ожидалось не больше {padded} — "
            f"длины входа {n} с отступом {padding}"
        )
    return (padded - extent) // stride + 1


def axis_padding(padding, n, kernel, stride, dilation):
    """Отступ вдоль одной оси: число, пара или название → пара (до, после)."""
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0
        if padding == "same":
            covered = (-(-n // stride) - 1) * stride + span(kernel, dilation)
            total = max(covered - n, 0)
            return total // 2, total - total // 2
        raise ValueError(
            f"padding: получено {padding!r}, ожидалось число, пара чисел, 'valid' или 'same'"
        )
    return pair(padding, "padding", least=0)


@dataclass(frozen=True)
class Window:
    """Окно, скользящее по изображению.

    Пары идут в порядке «по вертикали, по горизонтали».

    Attributes
    ----------
    kernel, stride, dilation : (int, int)
        Размер окна, шаг и расширение.
    padding : ((int, int), (int, int))
        Отступ ``((сверху, снизу), (слева, справа))``.
    output : (int, int)
        Число положений окна.
    shape : (int, int)
        Высота и ширина изображения без отступа.
    """

    kernel: tuple
    stride: tuple
    padding: tuple
    dilation: tuple
    output: tuple
    shape: tuple

    def taps(self, rows=None):
        """Срезы дополненного изображения: что видит каждый элемент окна из всех положений.

        Элементы идут по строкам; ``padded[tap]`` имеет форму (…, P, Q). Если задано ``rows``,
        положения берутся только из стольких первых строк.
        """
        output = (rows or self.output[0], self.output[1])
        for offset in np.ndindex(self.kernel):
            yield (..., *map(_tap, offset, self.stride, self.dilation, output))

    def inside(self, i, j):
        """Срезы изображения без отступа: пиксели, попавшие в окно с номером (i, j)."""
        return tuple(map(_inside, (i, j), self.kernel, self.stride, self.padding, self.shape))

    def view(self, padded):
        """Вид ``(…, P, Q, R, S)`` на уже дополненное изображение ``(…, H, W)``, без копии."""
        (down, right), (gap_down, gap_right) = self.stride, self.dilation
        spans = tuple(map(span, self.kernel, self.dilation))
        every = sliding_window_view(padded, spans, axis=(-2, -1))
        return every[..., ::down, ::right, ::gap_down, ::gap_right]

    @property
    def interior(self):
        """Срезы дополненного изображения, вырезающие из него само изображение."""
        edges = zip(self.padding, self.shape, strict=True)
        return (..., *(slice(before, before + n) for (before, _), n in edges))

    def blank(self, lead, dtype, fill=0):
        """Дополненное изображение ``(*lead, H, W)``, заполненное числом ``fill``."""
        sides = [n + sum(edges) for n, edges in zip(self.shape, self.padding, strict=True)]
        return np.full((*lead, *sides), fill, dtype)

    def surround(self, x, fill=0):
        """Изображение ``(…, H, W)`` с отступом из чисел ``fill``; без отступа — оно само."""
        if not np.any(self.padding):
            return x
        padded = self.blank(x.shape[:-2], x.dtype, fill)
        padded[self.interior] = x
        return padded

    def scatter(self, patches, lead, dtype):
        """Прибавляет доли каждого элемента окна к пикселям, которые он видит; срезает отступ.

        ``patches`` — массивы ``(*lead, P, Q)`` в порядке `taps`; результат — ``(*lead, H, W)``.
        """
        padded = self.blank(lead, dtype)
        for tap, patch in zip(self.taps(), patches, strict=True):
            padded[tap] += patch
        return padded[self.interior]


def _tap(offset, stride, dilation, count):
    """Срез вдоль одной оси: что видит элемент ядра с номером ``offset`` из всех положений."""
    start = offset * dilation
    return slice(start, start + (count - 1) * stride + 1, stride)


def _inside(position, kernel, stride, padding, n):
    """Срез вдоль одной оси: часть окна, лежащая на изображении (без расширения)."""
    start = position * stride - padding[0]
    return slice(max(start, 0), min(start + kernel, n))


def sliding_window(shape, kernel, stride=1, padding=0, dilation=1):
    """Проверяет параметры окна и собирает их в `Window`.

    Parameters
    ----------
    shape, kernel : (int, int)
        Высота и ширина изображения и окна.
    stride, dilation : int or (int, int)
        Шаг и расширение.
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        Отступ: общий; по вертикали и горизонтали; с каждой из четырёх сторон; по названию.

    Returns
    -------
    Window

    Raises
    ------
    ValueError
        Недопустимый параметр, или окно больше изображения с отступом.
    """
    kernel = pair(kernel, "kernel")
    stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
    if isinstance(padding, (str, *INTEGERS)):
        padding = (padding, padding)
    elif not isinstance(padding, tuple | list | np.ndarray) or len(padding) != 2:
        raise ValueError(
            f"padding: получено {padding!r}, ожидалось число, пара чисел, "
            "пара пар ((сверху, снизу), (слева, справа)), 'valid' или 'same'"
        )
    padding = tuple(map(axis_padding, padding, shape, kernel, stride, dilation))
    output = tuple(map(_positions, shape, kernel, stride, padding, dilation))
    return Window(kernel, stride, padding, dilation, output, tuple(shape))


def pooling_window(x, size, stride, padding):
    """Проверяет аргументы пулинга; возвращает массив ``x`` и его `Window`.

    Шаг по умолчанию равен размеру окна. Отступ шире половины окна не принимается: такое окно
    могло бы увидеть один отступ.
    """
    x = array(x, "x")
    if x.ndim < 2:
        raise ValueError(f"x: получена форма {x.shape}, ожидалось не меньше двух осей (…, H, W)")
    size, padding = pair(size, "size"), pair(padding, "padding", least=0)
    if 2 * padding[0] > size[0] or 2 * padding[1] > size[1]:
        raise ValueError(f"padding: получено {padding}, ожидалось не больше половины окна {size}")
    return x, sliding_window(x.shape[-2:], size, size if stride is None else stride, padding)
