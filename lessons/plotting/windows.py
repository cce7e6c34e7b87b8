"""Положения окна: чертёж стоит там же, где его ответ стоит в матрице ответов."""

import matplotlib.pyplot as plt
import numpy as np

from lessons.plotting.cells import bare, frame, matrix, number


def window_panels(image, output, window, decorate=None):
    """По чертежу на каждое положение окна, под чертежом — ответ.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        Вход без отступа.
    output : ndarray, shape (P, Q)
        Ответы.
    window : lessons.reference.geometry.Window
        Геометрия окна; клетки отступа показаны своим цветом и нулями.
    decorate : callable, optional
        ``decorate(axes, places)`` дорисовывает что-то в клетках окна; ``places`` — их левые
        нижние углы (R, S, 2).

    Returns
    -------
    matplotlib.figure.Figure
    """
    padded = np.pad(image, window.padding)
    background = np.pad(
        np.full(image.shape, "signal", dtype=object), window.padding, constant_values="padding"
    )
    height, width = padded.shape
    cell = min(0.44, 7 / (output.shape[1] * (width + 1)))
    size = (cell * output.shape[1] * (width + 1), cell * output.shape[0] * (height + 1.9))
    figure, panels = plt.subplots(*output.shape, figsize=size, squeeze=False)
    font = min(11, 30 * cell)  # мелкие клетки — мелкие числа
    spans = [d * (k - 1) + 1 for k, d in zip(window.kernel, window.dilation, strict=True)]
    for (i, j), axes in np.ndenumerate(panels):
        top, left = i * window.stride[0], j * window.stride[1]
        seen = (
            slice(top, top + spans[0], window.dilation[0]),
            slice(left, left + spans[1], window.dilation[1]),
        )
        shades = background.copy()
        shades[seen] = "kernel"
        matrix(axes, padded, left=0, top=height, colours=shades)
        frame(axes, start=left, row=height - top - spans[0], width=spans[1], height=spans[0])
        if decorate:
            rows, columns = np.mgrid[seen]
            places = np.stack([columns, height - rows - 1], axis=-1)
            decorate(axes, places)
        axes.text(width / 2, -0.75, f"= {number(output[i, j])}", ha="center", va="center")
        for text in axes.texts:
            text.set_fontsize(min(text.get_fontsize(), font))
        bare(axes, left=-0.3, right=width + 0.3, bottom=-1.4, top=height + 0.2)
    figure.subplots_adjust(0, 0, 1, 1, wspace=0.06, hspace=0.03)
    return figure
