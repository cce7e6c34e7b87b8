"""Арифметика свёрточной сети: формы, параметры, умножения и рецептивное поле по формулам."""

import numpy as np

from lessons.checks import INTEGERS, pair, whole

from .geometry import sliding_window


def conv2d_shape(shape, out_channels, kernel, *, stride=1, padding=0, dilation=1):
    """Форма выхода свёртки или пулинга.

    Parameters
    ----------
    shape : (int, int, int)
        Форма входа (C, H, W).
    out_channels : int
        Число ядер K.
    kernel : int or (int, int)
        Размер окна.
    stride, padding, dilation
        См. `conv2d`.

    Returns
    -------
    (int, int, int)
        Форма (K, P, Q).

    Raises
    ------
    ValueError
        Недопустимый параметр, или окно больше входа с отступом.
    """
    if len(shape) != 3:
        raise ValueError(f"shape: получено {shape}, ожидалось (C, H, W)")
    return out_channels, *sliding_window(shape[1:], kernel, stride, padding, dilation).output


def conv2d_parameters(in_channels, out_channels, kernel, *, groups=1, bias=True):
    r"""Число параметров свёртки :math:`K \cdot (C / g) \cdot R S + K`.

    Parameters
    ----------
    in_channels, out_channels : int
        Число каналов C и ядер K.
    kernel : int or (int, int)
        Размер ядра (R, S).
    groups : int
        Число групп :math:`g`.
    bias : bool
        Есть ли смещения.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        Число групп не делит каналы и ядра.

    Examples
    --------
    >>> conv2d_parameters(3, 64, 11)
    23296
    """
    rows, columns = pair(kernel, "kernel")
    whole(groups, "groups")
    if in_channels % groups or out_channels % groups:
        raise ValueError(
            f"groups: получено {groups}, ожидался общий делитель {in_channels} и {out_channels}"
        )
    return out_channels * (in_channels // groups) * rows * columns + out_channels * bool(bias)


def conv2d_multiply_adds(shape, out_channels, kernel, *, stride=1, padding=0, dilation=1, groups=1):
    r"""Умножений со сложением :math:`P Q \cdot K \cdot (C / g) \cdot R S` на одно изображение.

    Parameters
    ----------
    shape : (int, int, int)
        Форма входа (C, H, W).
    out_channels, kernel, groups
        См. `conv2d_parameters`.
    stride, padding, dilation
        См. `conv2d`.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        То же, что у `conv2d_shape` и `conv2d_parameters`.
    """
    geometry = {"stride": stride, "padding": padding, "dilation": dilation}
    _, height, width = conv2d_shape(shape, out_channels, kernel, **geometry)
    weights = conv2d_parameters(shape[0], out_channels, kernel, groups=groups, bias=False)
    return height * width * weights


def linear_parameters(in_features, out_features, *, bias=True):
    r"""Число параметров полносвязного слоя :math:`n_\mathrm{in} n_\mathrm{out} + n_\mathrm{out}`.

    Parameters
    ----------
    in_features, out_features : int
        Число входов и выходов.
    bias : bool
        Есть ли смещения.

    Returns
    -------
    int
    """
    return in_features * out_features + out_features * bool(bias)


def linear_multiply_adds(in_features, out_features):
    r"""Умножений со сложением :math:`n_\mathrm{in} n_\mathrm{out}` полносвязного слоя на пример.

    Parameters
    ----------
    in_features, out_features : int
        Число входов и выходов.

    Returns
    -------
    int
    """
    return in_features * out_features


def receptive_field(layers):
    r"""Рецептивное поле: сколько пикселей входа вдоль оси видит один выход.

    Каждый слой с ядром :math:`r`, шагом :math:`s` и расширением :math:`d` расширяет поле
    на :math:`d (r - 1)` шагов своего входа, а шаг входа — произведение всех прежних шагов:

    .. math:: R_l = R_{l-1} + d_l (r_l - 1) \prod_{i<l} s_i, \qquad R_0 = 1

    Parameters
    ----------
    layers : iterable
        Слои от входа к выходу: пары ``(ядро, шаг)``, тройки ``(ядро, шаг, расширение)`` или
        слои `lessons.reference` (у слоёв без окна поле не растёт). Ядро, шаг и расширение —
        числа или пары.

    Returns
    -------
    int or (int, int)
        Число, если поле одинаково по вертикали и горизонтали, иначе пара.

    Raises
    ------
    ValueError
        Слой не того вида.

    Examples
    --------
    >>> receptive_field([(3, 1), (3, 1), (3, 1)])
    7
    """
    field, jump = np.ones(2, int), np.ones(2, int)
    for layer in layers:
        kernel, stride, dilation = _window(layer)
        field += dilation * (kernel - 1) * jump
        jump *= stride
    height, width = map(int, field)
    return height if height == width else (height, width)


def _window(layer):
    """Ядро, шаг и расширение слоя — массивы из двух чисел."""
    if isinstance(layer, tuple | list) and len(layer) in (2, 3):
        numbers = (*layer, 1)[:3]
    elif hasattr(layer, "forward"):
        numbers = [getattr(layer, name, 1) for name in ("kernel_size", "stride", "dilation")]
    elif isinstance(layer, INTEGERS):
        numbers = (layer, 1, 1)
    else:
        raise ValueError(
            f"layers: получено {layer!r}, ожидалось (ядро, шаг), (ядро, шаг, расширение) или слой"
        )
    names = ("kernel", "stride", "dilation")
    return [np.array(pair(value, name)) for value, name in zip(numbers, names, strict=True)]


def summary(model, shape):
    """Таблица сети: слой, форма выхода, параметры, умножения со сложением.

    Parameters
    ----------
    model : Sequential
    shape : tuple of int
        Форма одного примера, например (C, H, W).

    Returns
    -------
    list of (str, tuple, int, int)
    """
    rows = []
    for layer in model.layers:
        parameters = sum(w.size for w in layer.parameters)
        multiply_adds = layer.multiply_adds(shape)
        shape = layer.output_shape(shape)
        rows.append((type(layer).__name__, shape, parameters, multiply_adds))
    return rows
