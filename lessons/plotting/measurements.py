"""Записанные замеры: отношения времён на логарифмической оси."""

import matplotlib.pyplot as plt

from lessons.plotting.style import COLOURS

MARKERS = "o|sD^vx"


def ratio_dots(ratios, *, xlabel):
    """Строка — задача, значок — способ, место по горизонтали — отношение времён.

    Parameters
    ----------
    ratios : dict of str to (dict of str to number)
        Задача → способ → отношение; способы у всех задач одни, их не больше семи.
    xlabel : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = list(ratios)
    ways = list(ratios[names[0]])
    figure, axes = plt.subplots(figsize=(7, 0.45 * len(names) + 1.7))
    shades = plt.get_cmap("viridis")([0.9 * i / max(1, len(ways) - 1) for i in range(len(ways))])
    for way, marker, shade in zip(ways, MARKERS, shades, strict=False):
        axes.plot(
            [ratios[name][way] for name in names],
            range(len(names)),
            marker,
            label=way,
            color=shade,
            markersize=8,
            markeredgewidth=2 if marker in "|x" else 1,
        )
    axes.axvline(1, color=COLOURS["line"], lw=1)
    axes.set(xscale="log", xlabel=xlabel, yticks=range(len(names)))
    axes.set_yticklabels(names)
    axes.invert_yaxis()
    axes.grid(axis="x", lw=0.6)
    axes.legend(ncols=4, loc="lower center", bbox_to_anchor=(0.5, 1), frameon=False)
    figure.tight_layout(pad=0.4)
    return figure
