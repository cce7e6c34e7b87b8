"""Связи трёх слоёв: каждый с каждым, только соседи, соседи с общими весами."""

import matplotlib.pyplot as plt

from lessons.plotting.cells import bare
from lessons.plotting.style import COLOURS

SHARED = ("blue", "orange", "green")
GAP = 1.8  # расстояние между рядами кружков


def connections(inputs):
    """Входы внизу, ответы вверху, линия — вес; у третьего слоя равные веса одного цвета.

    Parameters
    ----------
    inputs : int
        Сколько чисел на входе, не меньше трёх; окно — три числа.

    Returns
    -------
    matplotlib.figure.Figure
    """
    outputs = inputs - len(SHARED) + 1
    figure, panels = plt.subplots(1, 3, figsize=(7, 2.3))
    near = [(i, i + u, u) for i in range(outputs) for u in range(len(SHARED))]
    every = [(i, j, None) for i in range(outputs) for j in range(inputs)]
    for axes, name, links, painted in zip(
        panels,
        ("все связи", "соседи", "соседи, веса общие"),
        (every, near, near),
        (False, False, True),
        strict=True,
    ):
        for i, j, u in links:
            colour = SHARED[u] if painted else "line"
            axes.plot([j, i + 1], [0, GAP], color=COLOURS[colour], lw=2 if painted else 1)
        axes.scatter(range(inputs), [0] * inputs, s=150, color=COLOURS["signal"], zorder=2)
        places = range(1, outputs + 1)
        axes.scatter(places, [GAP] * outputs, s=150, color=COLOURS["output"], zorder=2)
        axes.collections[0].set_edgecolor(COLOURS["line"])
        axes.collections[1].set_edgecolor(COLOURS["line"])
        weights = len(SHARED) if painted else len(links)
        axes.set_title(f"{name}: {weights}")
        bare(axes, left=-0.5, right=inputs - 0.5, bottom=-0.4, top=GAP + 0.4)
    figure.tight_layout(pad=0.4)
    return figure
