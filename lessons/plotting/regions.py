"""Плоскость двух признаков, поделённая линейным классификатором."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from lessons.plotting.style import COLOURS

FILLS = ("signal", "padding", "output", "kernel")
DOTS = ("blue", "orange", "green", "line")


def decision_regions(points, labels, names, weight, bias, *, xlabel, ylabel):
    """Точки классов и область каждого ответа.

    Parameters
    ----------
    points : array_like, shape (N, 2)
        Два признака каждого объекта.
    labels : array_like of int, shape (N,)
        Номера классов, меньше четырёх.
    names : sequence of str
        Имена классов.
    weight : array_like, shape (K, 2)
    bias : array_like, shape (K,)
        Оценка класса — ``weight[k] @ point + bias[k]``.
    xlabel, ylabel : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    points, weight = np.asarray(points), np.asarray(weight)
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.08 * (high - low)
    (left, bottom), (right, top) = low - margin, high + margin
    xs, ys = np.meshgrid(np.linspace(left, right, 300), np.linspace(bottom, top, 300))
    answers = (np.stack([xs, ys], axis=-1) @ weight.T + bias).argmax(axis=-1)
    figure, axes = plt.subplots(figsize=(5.6, 4.2))
    fills = ListedColormap([COLOURS[name] for name in FILLS[: len(names)]])
    extent = (left, right, bottom, top)
    axes.imshow(answers, origin="lower", extent=extent, aspect="auto", cmap=fills,
                vmin=-0.5, vmax=len(names) - 0.5, interpolation="nearest")  # fmt: skip
    for k, name in enumerate(names):
        chosen = points[np.asarray(labels) == k]
        axes.scatter(*chosen.T, s=9, color=COLOURS[DOTS[k]], label=name, linewidths=0)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.legend(title="класс", frameon=False, bbox_to_anchor=(1, 1), loc="upper left")
    figure.tight_layout(pad=0.4)
    return figure
