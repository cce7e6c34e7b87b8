"""Как ответ меняется от сдвига: карты чисел, где по осям — сдвиг вправо и вниз."""

import matplotlib.pyplot as plt
import numpy as np

from lessons.plotting.style import COLOURS

LIGHT = 50  # на клетке темнее этого процента число белое


def shift_maps(tables, shifts):
    """Проценты при каждом сдвиге: клетка посередине — без сдвига.

    Parameters
    ----------
    tables : dict of str to array_like
        Подпись → доли 0…1, матрица ``(len(shifts), len(shifts))``: строка — сдвиг вниз,
        столбец — сдвиг вправо.
    shifts : sequence of int
        Сдвиги в пикселях.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, panels = plt.subplots(1, len(tables), figsize=(3.6 * len(tables), 3.9), squeeze=False)
    for axes, (name, table) in zip(panels[0], tables.items(), strict=True):
        percents = 100 * np.asarray(table)
        axes.imshow(percents, cmap="Blues", vmin=0, vmax=100)
        for (row, column), percent in np.ndenumerate(percents):
            colour = "white" if percent > LIGHT else COLOURS["ink"]
            text = f"{percent:.0f}"
            axes.text(column, row, text, ha="center", va="center", fontsize=8.5, color=colour)
        labels = [f"{shift:+d}".replace("-", "−") if shift else "0" for shift in shifts]
        axes.set_xticks(range(len(shifts)), labels)
        axes.set_yticks(range(len(shifts)), labels)
        axes.set(title=name, xlabel="сдвиг вправо", ylabel="сдвиг вниз")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    figure.tight_layout(pad=0.5)
    return figure
