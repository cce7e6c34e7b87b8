"""Изображения в ряд и фрагмент фотографии рядом с ней."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from lessons.plotting.style import COLOURS


def _show(axes, image, limits):
    low, high = limits
    # «none» кладёт в SVG сами пиксели, без пересчёта под размер рисунка
    axes.imshow(image, vmin=low, vmax=high, interpolation="none")
    axes.axis("off")


def _limits(image):
    return (0, 255) if np.asarray(image).dtype == np.uint8 else (0, 1)


def pictures(images, *, limits=None, width=7.0, columns=None):
    """Изображения в ряд или в несколько рядов, каждое со своей подписью.

    Parameters
    ----------
    images : dict of str to array_like
        Подпись → изображение ``(H, W)`` или ``(H, W, 3)``.
    limits : (float, float), optional
        Значения чёрного и белого; без них — 0…255 для ``uint8`` и 0…1 для дробных.
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
    heights, widths = zip(*(np.shape(image)[:2] for image in images.values()), strict=True)
    cell = width / columns
    height = rows * (cell * max(heights) / max(widths) + 0.35)
    figure, panels = plt.subplots(rows, columns, figsize=(width, height), squeeze=False)
    for axes in panels.flat[len(images) :]:
        axes.axis("off")
    for axes, (name, image) in zip(panels.flat, images.items(), strict=False):
        _show(axes, image, limits or _limits(image))
        axes.set_title(name)
    figure.tight_layout(pad=0.4)
    return figure


def photo_fragment(photo, rows, columns):
    """Фотография с рамкой и рядом — увеличенное содержимое рамки, пиксель за пикселем.

    Parameters
    ----------
    photo : array_like, shape (H, W) or (H, W, 3)
    rows, columns : slice
        Где вырезать фрагмент; у обоих срезов заданы начало и конец, шаг больше единицы
        пропускает пиксели.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, (whole, part) = plt.subplots(1, 2, figsize=(7, 3.5))
    _show(whole, photo, (0, 255))
    whole.add_patch(
        Rectangle(
            (columns.start - 0.5, rows.start - 0.5),
            columns.stop - columns.start,
            rows.stop - rows.start,
            facecolor="none",
            edgecolor=COLOURS["window"],
            lw=2,
        )
    )
    _show(part, photo[rows, columns], (0, 255))
    figure.tight_layout(pad=0.3)
    return figure
