"""Отступ: чем продолжить сигнал за его краем."""

import numpy as np

from lessons.checks import array, one_of, shaped


def _replicate(i, n):
    return np.clip(i, 0, n - 1)


def _circular(i, n):
    return i % n


def _symmetric(i, n):
    i = i % (2 * n)
    return np.minimum(i, 2 * n - 1 - i)


def _reflect(i, n):
    period = max(2 * (n - 1), 1)
    i = i % period
    return np.minimum(i, period - i) if n > 1 else i


_SOURCE = {
    "replicate": _replicate,
    "reflect": _reflect,
    "symmetric": _symmetric,
    "circular": _circular,
}
PADDING_MODES = ("zeros", *_SOURCE)


def pad(x, width, mode="zeros"):
    """Дополняет массив по краям.

    Каждый режим, кроме ``zeros``, — это правило, по которому позиция ``i`` вне сигнала
    ``0 … n − 1`` получает значение одной из позиций внутри него. Поэтому отступ может быть
    и шире самого сигнала.

    ===============  ======================================  =========================
    режим            что за краем                            сигнал ``1 2 3``, отступ 2
    ===============  ======================================  =========================
    ``zeros``        нули                                    ``0 0 1 2 3 0 0``
    ``replicate``    крайнее значение                        ``1 1 1 2 3 3 3``
    ``reflect``      отражение, край не повторяется          ``3 2 1 2 3 2 1``
    ``symmetric``    отражение, край повторяется             ``2 1 1 2 3 3 2``
    ``circular``     сигнал сначала                          ``2 3 1 2 3 1 2``
    ===============  ======================================  =========================

    Parameters
    ----------
    x : array_like
        Массив любой размерности.
    width : int, pair, sequence of pairs or dict
        Ширина отступа, как в ``numpy.pad``: число; пара ``(до, после)`` для всех осей;
        по паре на ось; словарь ``{ось: число или пара}``.
    mode : {"zeros", "replicate", "reflect", "symmetric", "circular"}
        Режим.

    Returns
    -------
    ndarray
        Новый массив того же типа; ось длины ``n`` становится длины ``до + n + после``.

    Raises
    ------
    ValueError
        Неизвестный режим, ширина не того вида или отрицательная, пустая ось.
    """
    x, widths = array(x, "x"), _pad_widths(width, np.ndim(x))
    if one_of(mode, "mode", PADDING_MODES) == "zeros":
        padded = np.zeros(_padded_shape(x.shape, widths), x.dtype)
        inside = [slice(b, b + n) for n, (b, _) in zip(x.shape, widths, strict=True)]
        padded[tuple(inside)] = x
        return padded
    padded = x.copy()
    for axis, (before, after) in enumerate(widths):
        n = x.shape[axis]
        if before == after == 0:
            continue
        if n == 0:
            raise ValueError(f"x: ось {axis} пуста, продолжить её в режиме {mode!r} нечем")
        source = _SOURCE[mode](np.arange(-before, n + after), n)
        padded = padded.take(source, axis=axis)
    return padded


def pad_backward(grad_out, shape, width, mode="zeros"):
    """Градиент отступа по входу: каждая копия возвращает свою часть тому, с кого снята.

    Parameters
    ----------
    grad_out : array_like
        Градиент по результату `pad`.
    shape : tuple of int
        Форма исходного массива.
    width, mode
        Те же, что у `pad`.

    Returns
    -------
    ndarray
        Градиент формы ``shape``.

    Raises
    ------
    ValueError
        То же, что у `pad`, или форма ``grad_out`` не равна форме результата `pad`.
    """
    widths = _pad_widths(width, len(shape))
    one_of(mode, "mode", PADDING_MODES)
    grad = shaped(grad_out, "grad_out", _padded_shape(shape, widths))
    for axis, (before, after) in enumerate(widths):
        n = shape[axis]
        if before == after == 0:
            continue
        along = np.moveaxis(grad, axis, 0)
        collected = along[before : before + n].copy()
        if mode != "zeros":
            source = _SOURCE[mode](np.arange(-before, n + after), n)
            outside = np.r_[0:before, before + n : before + n + after]
            np.add.at(collected, source[outside], along[outside])
        grad = np.moveaxis(collected, 0, axis)
    return grad


def _padded_shape(shape, widths):
    return tuple(before + n + after for n, (before, after) in zip(shape, widths, strict=True))


def _pad_widths(width, ndim):
    """Приводит ширину отступа к паре (до, после) для каждой оси."""
    expected = "ожидалось неотрицательное целое, пара (до, после) или по паре на каждую ось"
    try:
        if isinstance(width, dict):
            widths = np.zeros((ndim, 2), int)
            for axis, value in width.items():
                widths[axis] = np.asarray(value)
        else:
            widths = np.broadcast_to(width, (ndim, 2))
    except (ValueError, IndexError, TypeError) as error:
        raise ValueError(f"width: получено {width!r} при {ndim} осях, {expected}") from error
    if widths.size and (widths.dtype.kind not in "iu" or widths.min() < 0):
        raise ValueError(f"width: получено {width!r}, {expected}")
    return [(int(before), int(after)) for before, after in widths]
