"""Двумерная свёртка: все окна сразу, каналы и ядра, листы выхода, ответы со знаком."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from lessons.plotting.cells import bare, matrix, number
from lessons.plotting.style import COLOURS, SIGNED
from lessons.plotting.windows import window_panels
from lessons.reference import conv2d, output_size
from lessons.reference.geometry import sliding_window

GAP = 0.9  # клеток между матрицами одной строки
SIGN_SIZE = 15


def sliding_windows(image, kernel, *, stride=1, padding=0, dilation=1):
    """Все положения окна: чертёж стоит там же, где его ответ стоит в матрице ответов.

    В клетках окна мелко подписаны числа ядра, под чертежом — сумма произведений.

    Parameters
    ----------
    image : array_like, shape (H, W)
    kernel : array_like, shape (R, S)
    stride, padding, dilation
        То же, что у `lessons.reference.conv2d`; отступ нулевой.

    Returns
    -------
    matplotlib.figure.Figure
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    output = conv2d(image, kernel, **options)

    def weights(axes, places):
        for index, weight in np.ndenumerate(kernel):
            x, y = places[index]
            axes.text(
                x + 0.95,
                y + 0.03,
                number(weight),
                ha="right",
                va="bottom",
                fontsize=6.5,
                color=COLOURS["window"],
            )

    return window_panels(
        image, output, sliding_window(image.shape, kernel.shape, **options), weights
    )


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


def kernel_sheets(shape, kernels, size):
    """Слой целиком: вход, ядра и выход, где лист и ядро, которое его вычислило, одного цвета.

    Parameters
    ----------
    shape : (int, int, int)
        Вход (C, H, W).
    kernels : int
        Число ядер K.
    size : int
        Сторона ядра.

    Returns
    -------
    matplotlib.figure.Figure
    """
    channels, height, width = shape
    outputs = output_size(height, size), output_size(width, size)
    scale = 3 / max(height, width)
    side = size * scale
    shades = [plt.get_cmap("viridis")(0.25 + 0.7 * k / kernels) for k in range(kernels)]
    figure, axes = plt.subplots(figsize=(7, 3.1))
    _sheets(axes, (0, 0), (height * scale, width * scale), [COLOURS["signal"]] * channels)
    corner = (0.9, height * scale - 0.8 - side)
    _sheets(axes, corner, (side, side), [COLOURS["kernel"]] * channels, edge=COLOURS["window"])
    step = 4.1 / kernels
    for k, shade in enumerate(shades):
        _sheets(axes, (4.95, 3.8 - (k + 1) * step), (side, side), [shade] * channels, offset=0.08)
    _sheets(axes, (7.3, 0.1), (outputs[0] * scale, outputs[1] * scale), shades)
    for x, text in (
        (1.5, f"вход\n{channels} × {height} × {width}"),
        (5.3, f"ядра\n{kernels} × {channels} × {size} × {size}"),
        (8.8, f"выход\n{kernels} × {outputs[0]} × {outputs[1]}"),
    ):
        axes.text(x, -0.55, text, ha="center", va="top")
    for x in (4.0, 6.5):
        axes.annotate(
            "", (x + 0.5, 1.6), (x, 1.6), arrowprops={"arrowstyle": "->", "color": COLOURS["ink"]}
        )
    bare(axes, left=-0.2, right=11.6, bottom=-1.5, top=4.3)
    return figure


def _sheets(axes, corner, size, shades, *, edge=COLOURS["line"], offset=0.13):
    """Стопка листов, дальние выше и правее ближних."""
    for depth in reversed(range(len(shades))):
        x, y = corner[0] + offset * depth, corner[1] + offset * depth
        axes.add_patch(
            Rectangle((x, y), size[1], size[0], facecolor=shades[depth], edgecolor=edge, lw=0.9)
        )
