"""Много картинок с подписями: ответы сети, соседи, кусочки, карты признаков, ядра."""

import textwrap

import numpy as np

from lessons.plotting.cells import number
from lessons.plotting.panels import as_image, panel_grid
from lessons.plotting.style import SIGNED


def gallery(images, titles=None, *, width=7.0, columns=6, letters=16):
    """Картинки сеткой; подписи могут повторяться и переносятся по словам.

    Parameters
    ----------
    images : sequence of array_like
        Картинки ``(C, H, W)``, ``(H, W)`` или ``(H, W, 3)`` любых размеров; тензоры или массивы.
    titles : sequence of str, optional
        Подписи по одной на картинку.
    width : float
        Ширина рисунка в дюймах.
    columns : int
        Сколько картинок в ряду.
    letters : int
        Сколько букв в строке подписи.

    Returns
    -------
    matplotlib.figure.Figure
    """
    images = [as_image(image) for image in images]
    titles = [""] * len(images) if titles is None else list(titles)
    if len(titles) != len(images):
        raise ValueError(f"titles: подписей {len(titles)}, а картинок {len(images)}")
    wrapped = [
        "\n".join(line for part in title.split("\n") for line in textwrap.wrap(part, letters))
        for title in titles
    ]
    lines = max((title.count("\n") + bool(title) for title in wrapped), default=0)
    ratio = max(image.shape[0] / image.shape[1] for image in images)
    columns = min(columns, len(images))
    figure, panels = panel_grid(images, ratio, width, columns, extra=0, title=0.08 + 0.17 * lines)
    for axes, image, title in zip(panels.flat, images, wrapped, strict=False):
        axes.imshow(image, vmin=0, vmax=1, interpolation="none")
        axes.set_title(title, fontsize=9, linespacing=1.1)
    return figure


def answers(images, named, *, width=7.0, columns=3):
    """Картинки с ответами сети: русские названия классов и вероятности.

    Parameters
    ----------
    images : sequence of array_like
        Картинки.
    named : list of list of Answer
        Ответы `lessons.networks.top_classes`, список на каждую картинку.
    width : float
        Ширина рисунка в дюймах.
    columns : int
        Сколько картинок в ряду.

    Returns
    -------
    matplotlib.figure.Figure
    """
    titles = ["\n".join(f"{a.name}: {share(a.probability)}" for a in row) for row in named]
    return gallery(images, titles, width=width, columns=columns, letters=30)


def patch_gallery(patches, *, width=7.0, columns=6, titles=None):
    """Кусочки `lessons.explain.top_patches` на равных квадратах; под краем снимка — серое.

    Parameters
    ----------
    patches : sequence of Patch
        Кусочки; без своих подписей у каждого написан отклик.
    width : float
        Ширина рисунка в дюймах.
    columns : int
        Сколько кусочков в ряду.
    titles : sequence of str, optional
        Подписи вместо откликов.

    Returns
    -------
    matplotlib.figure.Figure
    """
    side = max(max(patch.pixels.shape[-2:]) for patch in patches)
    squares = [_on_square(as_image(patch.pixels), side) for patch in patches]
    titles = [number(round(patch.value, 1)) for patch in patches] if titles is None else titles
    return gallery(squares, titles, width=width, columns=columns)


def map_gallery(maps, titles=None, *, signed=False, width=7.0, columns=8):
    """Карты признаков одного слоя сеткой; яркость каждой — по её собственному размаху.

    Parameters
    ----------
    maps : array_like, shape (K, P, Q)
        Карты, например ``activations(…)[0]``.
    titles : sequence of str, optional
        Подписи.
    signed : bool
        Синее — меньше нуля, красное — больше; иначе чёрное — наименьшее, белое — наибольшее.
    width : float
        Ширина рисунка в дюймах.
    columns : int
        Сколько карт в ряду.

    Returns
    -------
    matplotlib.figure.Figure
    """
    maps = np.asarray(maps, dtype=float)
    columns = min(columns, len(maps))
    ratio = maps.shape[1] / maps.shape[2]
    figure, panels = panel_grid(
        maps, ratio, width, columns, extra=0, title=0.25 if titles else 0.06
    )
    for i, (axes, values) in enumerate(zip(panels.flat, maps, strict=False)):
        largest = np.abs(values).max() or 1.0
        low, high = (-largest, largest) if signed else (values.min(), values.max())
        shades = SIGNED if signed else "gray"
        axes.imshow(values, vmin=low, vmax=high, cmap=shades, interpolation="none")
        if titles:
            axes.set_title(titles[i], fontsize=9)
    return figure


def share(probability):
    """Вероятность, как её пишут по-русски: «0,94», «< 0,01»."""
    return "< 0,01" if probability < 0.005 else f"{probability:.2f}".replace(".", ",")


def _on_square(image, side):
    """Картинка посреди серого квадрата."""
    square = np.full((side, side, *image.shape[2:]), 0.5)
    top, left = (side - image.shape[0]) // 2, (side - image.shape[1]) // 2
    square[top : top + image.shape[0], left : left + image.shape[1]] = image
    return square
