"""Вычислительный граф: действия, значения на рёбрах и производные под ними."""

import matplotlib.pyplot as plt

from lessons.plotting.style import COLOURS


def computation_graph(places, edges):
    """Узлы и рёбра графа; над ребром — значение, под ним — производная.

    Parameters
    ----------
    places : dict of str to (number, number)
        Подпись узла → место на рисунке; узлы с именем из одной буквы — числа, прочие — операции.
    edges : sequence of (str, str, number, number)
        Откуда, куда, значение, которое идёт вперёд, и производная, которая идёт назад.

    Returns
    -------
    matplotlib.figure.Figure
    """
    width = max(x for x, _ in places.values()) + 1
    height = max(y for _, y in places.values()) + 1
    figure, axes = plt.subplots(figsize=(1.25 * width, 0.95 * height))
    for start, end, value, gradient in edges:
        (x0, y0), (x1, y1) = places[start], places[end]
        arrow = {"arrowstyle": "-|>", "color": COLOURS["line"], "shrinkA": 15, "shrinkB": 15}
        axes.annotate("", (x1, y1), (x0, y0), arrowprops=arrow)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}
        for text, colour, side in ((value, "green", 0.17), (gradient, "orange", -0.17)):
            axes.text(x, y + side, _number(text), color=COLOURS[colour], ha="center",
                      va="center", fontsize=10, bbox=box)  # fmt: skip
    for name, (x, y) in places.items():
        style = {"boxstyle": "circle,pad=0.35", "edgecolor": COLOURS["line"]}
        style["facecolor"] = COLOURS["kernel"] if len(name) > 1 or not name.isalpha() else "white"
        axes.text(x, y, name, ha="center", va="center", bbox=style, color=COLOURS["ink"])
    axes.set(xlim=(-0.6, width - 0.4), ylim=(-0.6, height - 0.4))
    axes.axis("off")
    figure.tight_layout(pad=0.2)
    return figure


def _number(value):
    return f"{value:.4g}".replace(".", ",").replace("-", "−")
