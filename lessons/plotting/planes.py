"""Объекты на плоскости: точками по видам или самими картинками."""

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from lessons.plotting.panels import as_image
from lessons.plotting.style import COLOURS

MARKERS = "osD^vP*X<>hpd"  # вид виден не только по цвету


def kind_plane(points, labels, names, *, width=7.0):
    """Точки, у которых цвет и форма значка — вид объекта.

    Parameters
    ----------
    points : array_like, shape (N, 2)
        Положения, например ответ `lessons.explain.tsne`.
    labels : sequence of int
        Номера видов.
    names : sequence of str
        Названия видов.
    width : float
        Ширина рисунка в дюймах.

    Returns
    -------
    matplotlib.figure.Figure
    """
    points, labels = np.asarray(points), np.asarray(labels)
    figure, axes = plt.subplots(figsize=(width, width * 0.95), layout="constrained")
    shades = plt.get_cmap("tab20").colors[::2] + plt.get_cmap("tab20").colors[1::2]
    for i, name in enumerate(names):
        own = points[labels == i]
        style = {"marker": MARKERS[i % len(MARKERS)], "color": shades[i % len(shades)]}
        axes.scatter(*own.T, label=name, s=42, edgecolor=COLOURS["ink"], linewidth=0.4, **style)
    axes.axis("off")
    axes.set_aspect("equal", "datalim")
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    return figure


def picture_plane(points, images, *, width=7.0, side=44, pixels=1000):
    """Сами картинки на своих местах плоскости; белый фон прозрачен.

    Parameters
    ----------
    points : array_like, shape (N, 2)
        Положения.
    images : sequence of array_like
        Картинки; тензоры или массивы.
    width : float
        Ширина рисунка в дюймах.
    side, pixels : int
        Сторона картинки и всего рисунка в пикселях.

    Returns
    -------
    matplotlib.figure.Figure
    """
    points = np.asarray(points, dtype=float)
    corner = points - points.min(0)
    places = (corner / corner.max() * (pixels - side)).round().astype(int)
    canvas = np.full((places[:, 1].max() + side, places[:, 0].max() + side, 3), 1.0)
    for (x, y), image in zip(places, images, strict=True):
        small = Image.fromarray((as_image(image) * 255).astype(np.uint8)).convert("RGB")
        thumbnail = np.asarray(small.resize((side, side), Image.Resampling.LANCZOS)) / 255
        row = canvas.shape[0] - side - y  # ось ординат смотрит вверх
        visible = thumbnail.min(2) < 0.97  # белый фон не должен закрыть соседей
        canvas[row : row + side, x : x + side][visible] = thumbnail[visible]
    figure, axes = plt.subplots(figsize=(width, width * canvas.shape[0] / canvas.shape[1]))
    axes.imshow(canvas, interpolation="none")
    axes.axis("off")
    figure.tight_layout(pad=0.1)
    return figure
