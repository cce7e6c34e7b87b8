"""Рисунок словами: описания, составленные из тех же чисел, что нарисованы."""

import io

import matplotlib.pyplot as plt
import numpy as np

from lessons.plotting.cells import number
from lessons.plotting.galleries import share

VERTICAL, HORIZONTAL = ("вверху", "посередине", "внизу"), ("слева", "в центре", "справа")


class Described:
    """Рисунок с описанием: оно дополняет ``alt`` из параметров ячейки.

    Ставится последней строкой ячейки, без точки с запятой.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Рисунок.
    words : str
        Что на нём видно.
    """

    def __init__(self, figure, words):
        self.figure, self.words = figure, words
        plt.close(figure)  # иначе Jupyter показал бы его второй раз

    def _repr_svg_(self):
        drawn = io.StringIO()
        self.figure.savefig(drawn, format="svg")
        return drawn.getvalue(), {"alt": self.words}

    def __repr__(self):
        return self.words


def place(row, column, shape):
    """Где на картинке этот пиксель: «вверху слева», «в середине»."""
    i, j = (min(2, 3 * k // n) for k, n in zip((row, column), shape, strict=True))
    return "в середине" if i == j == 1 else f"{VERTICAL[i]} {HORIZONTAL[j]}"


def peaks(maps):
    """Где у каждой карты наибольшее и наименьшее значение.

    Parameters
    ----------
    maps : dict of str to array_like
        Подпись → карта ``(P, Q)``.

    Returns
    -------
    str
        «кошка: от 0,02 в середине до 0,41 внизу справа; …»
    """
    parts = []
    for name, values in maps.items():
        values = np.asarray(values, dtype=float)
        ends = [
            f"{_brief(values.flat[k])} {place(*divmod(int(k), values.shape[1]), values.shape)}"
            for k in (values.argmin(), values.argmax())
        ]
        parts.append(f"{name}: от {ends[0]} до {ends[1]}")
    return "; ".join(parts)


def named_answers(titles, named):
    """Ответы сети словами: «кошка — египетская кошка 0,40, тигровая кошка 0,31; …»."""
    rows = [", ".join(f"{a.name} {share(a.probability)}" for a in answers) for answers in named]
    return "; ".join(f"{title} — {row}" for title, row in zip(titles, rows, strict=True))


def _brief(value):
    return number(float(f"{value:.2g}"))
