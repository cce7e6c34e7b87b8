"""Двумерная свёртка: все окна сразу, каналы с ядрами, ответы со знаком."""

import matplotlib.pyplot as plt
import numpy as np

from lessons.plotting.cells import bare, frame, matrix, number
from lessons.plotting.style import COLOURS, SIGNED
from lessons.reference import conv2d

GAP = 0.9  # клеток между матрицами одной строки
SIGN_SIZE = 15


def sliding_windows(image, kernel):
    """Все положения окна: чертёж стоит там же, где его ответ стоит в матрице ответов.

    В клетках окна мелко подписаны числа ядра, под чертежом — сумма произведений.

    Parameters
    ----------
    image : array_like, shape (H, W)
    kernel : array_like, shape (R, S)

    Returns
    -------
    matplotlib.figure.Figure
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    (height, width), (rows, columns) = image.shape, kernel.shape
    output = conv2d(image, kernel)
    cell = min(0.44, 7 / (output.shape[1] * (width + 1)))
    size = (cell * output.shape[1] * (width + 1), cell * output.shape[0] * (height + 1.9))
    figure, panels = plt.subplots(*output.shape, figsize=size, squeeze=False)
    for (i, j), axes in np.ndenumerate(panels):
        shades = np.full(image.shape, "signal", dtype=object)
        shades[i : i + rows, j : j + columns] = "kernel"
        matrix(axes, image, left=0, top=height, colours=shades)
        frame(axes, start=j, row=height - i - rows, width=columns, height=rows)
        for (r, s), weight in np.ndenumerate(kernel):
            axes.text(
                j + s + 0.95,
                height - i - r - 0.97,
                number(weight),
                ha="right",
                va="bottom",
                fontsize=6.5,
                color=COLOURS["window"],
            )
        axes.text(width / 2, -0.75, f"= {number(output[i, j])}", ha="center", va="center")
        bare(axes, left=-0.3, right=width + 0.3, bottom=-1.4, top=height + 0.2)
    figure.subplots_adjust(0, 0, 1, 1, wspace=0.06, hspace=0.03)
    return figure


def channel_sums(x, kernel, bias=0):
    """Одно ядро на многоканальном входе: ответ каждого канала, их сумма и смещение.

    Parameters
    ----------
    x : array_like, shape (C, H, W)
    kernel : array_like, shape (C, R, S)
    bias : number

    Returns
    -------
    matplotlib.figure.Figure
    """
    x, kernel = np.asarray(x), np.asarray(kernel)
    channels, height, width = x.shape
    rows, columns = kernel.shape[1:]
    parts = np.stack([conv2d(plane, weights) for plane, weights in zip(x, kernel, strict=True)])
    kernel_left = width + GAP
    part_left = kernel_left + columns + GAP
    right = part_left + parts.shape[2]
    step = height + 0.8
    bottom = -parts.shape[1] - 1.1
    top = channels * step
    figure, axes = plt.subplots(figsize=(0.44 * (right + 2.6), 0.44 * (top - bottom)))
    for channel in range(channels):
        upper = top - channel * step
        matrix(axes, x[channel], left=0, top=upper, colours="signal")
        middle = upper - height / 2
        matrix(axes, kernel[channel], left=kernel_left, top=middle + rows / 2, colours="kernel")
        part_top = middle + parts.shape[1] / 2
        matrix(axes, parts[channel], left=part_left, top=part_top, colours="blank")
        _sign(axes, "∗", kernel_left - GAP / 2, middle)
        _sign(axes, "=", part_left - GAP / 2, middle)
        axes.text(-0.3, middle, f"канал {channel + 1}", ha="right", va="center", fontsize=10)
    total = parts.sum(0) + bias
    matrix(axes, total, left=part_left, top=-0.5, colours="output")
    text = "сумма каналов" + (f" и смещение {number(bias)}" if bias else "")
    middle = -0.5 - parts.shape[1] / 2
    axes.text(part_left - 0.3, middle, text, ha="right", va="center", fontsize=10)
    bare(axes, left=-2.6, right=right + 0.1, bottom=bottom + 0.4, top=top + 0.1)
    return figure


def _sign(axes, sign, x, y):
    axes.text(x, y, sign, ha="center", va="center", fontsize=SIGN_SIZE)


def signed_pictures(images, *, limit=None, width=7.0, columns=None):
    """Матрицы чисел со знаком: синее — меньше нуля, красное — больше; шкала общая на все.

    Parameters
    ----------
    images : dict of str to array_like
        Подпись → матрица ``(H, W)``.
    limit : number, optional
        Число, которому отвечает самый густой цвет; без него — наибольший модуль.
    width : float
        Ширина рисунка в дюймах.
    columns : int, optional
        Сколько изображений в ряду; без него — все.

    Returns
    -------
    matplotlib.figure.Figure
    """
    columns = columns or len(images)
    rows = -(-len(images) // columns)
    if limit is None:
        limit = max(np.abs(image).max() for image in images.values())
    ratio = max(np.shape(image)[0] / np.shape(image)[1] for image in images.values())
    height = rows * (width / columns * ratio + 0.4) + 0.5
    figure, panels = plt.subplots(
        rows, columns, figsize=(width, height), squeeze=False, layout="constrained"
    )
    for axes in panels.flat:
        axes.axis("off")
    for axes, (name, image) in zip(panels.flat, images.items(), strict=False):
        shown = axes.imshow(image, cmap=SIGNED, vmin=-limit, vmax=limit, interpolation="none")
        axes.set_title(name)
    bar = figure.colorbar(
        shown, ax=panels, orientation="horizontal", shrink=0.5, aspect=30, pad=0.02
    )
    bar.outline.set_visible(False)
    return figure
