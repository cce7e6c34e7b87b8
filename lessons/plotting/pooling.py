"""Пулинг: положения окна, таблицы чисел рядом, кривые."""

import matplotlib.pyplot as plt
import numpy as np

from lessons.plotting.cells import bare, matrix
from lessons.plotting.windows import window_panels
from lessons.reference.geometry import sliding_window

TABLE_GAP = 1.0  # клеток между таблицами


def pooling_windows(x, size, stride, pool, *, digits=1):
    """Все положения окна пулинга и ответ под каждым.

    Parameters
    ----------
    x : array_like, shape (H, W)
    size, stride : int or (int, int)
        Окно и шаг.
    pool : callable
        ``pool(x, size, stride)`` — один из видов пулинга `lessons.reference`.
    digits : int
        Знаков после запятой в ответах.

    Returns
    -------
    matplotlib.figure.Figure
    """
    x = np.asarray(x)
    output = np.round(pool(x, size, stride), digits)
    return window_panels(x, output, sliding_window(x.shape, size, stride))


def number_tables(tables, *, marks=None, columns=None):
    """Матрицы чисел в ряд, каждая под своей подписью.

    Parameters
    ----------
    tables : dict of str to array_like
        Подпись → матрица (H, W).
    marks : dict of str to array_like of bool, optional
        Подпись → какие клетки выделить.
    columns : int, optional
        Сколько матриц в ряду; без него — все.

    Returns
    -------
    matplotlib.figure.Figure
    """
    marks, columns = marks or {}, columns or len(tables)
    shapes = [np.shape(table) for table in tables.values()]
    height, width = max(h for h, _ in shapes), max(w for _, w in shapes)
    step, drop = width + TABLE_GAP, height + 1.5
    rows = -(-len(tables) // columns)
    cell = min(0.55, 7 / (columns * step))
    figure, axes = plt.subplots(figsize=(cell * columns * step, cell * rows * drop))
    for index, (name, table) in enumerate(tables.items()):
        row, column = divmod(index, columns)
        left, top = column * step, -row * drop
        mask = np.asarray(marks.get(name, np.zeros(np.shape(table), bool)))
        shades = np.where(mask, "kernel", "signal")
        middle = top - (height - len(mask)) / 2
        matrix(axes, table, left=left + (width - mask.shape[1]) / 2, top=middle, colours=shades)
        axes.text(left + width / 2, top + 0.25, name, ha="center", va="bottom", fontsize=10.5)
    for text in axes.texts:
        if text.get_text()[0].isdigit() and len(text.get_text()) > 3:
            text.set_fontsize(19 * cell)  # длинным числам тесно в клетке
    bare(
        axes,
        left=-TABLE_GAP / 2,
        right=columns * step - TABLE_GAP / 2,
        bottom=-(rows - 1) * drop - height - 0.1,
        top=1.1,
    )
    return figure


def curves(x, series, *, xlabel, ylabel):
    """Ломаные с отметками на общей оси, каждая подписана у правого конца.

    Parameters
    ----------
    x : sequence of number
    series : dict of str to sequence of number
        Подпись → значения.
    xlabel, ylabel : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(figsize=(7, 3.4))
    shades = plt.get_cmap("viridis")(np.linspace(0, 0.75, len(series)))
    for values, shade in zip(series.values(), shades, strict=True):
        axes.plot(x, values, marker="o", markersize=4, lw=1.6, color=shade)
    axes.set(xlabel=xlabel, ylabel=ylabel, xticks=x)
    axes.set_ylim(bottom=0)
    ends = _apart([values[-1] for values in series.values()], gap=0.07 * axes.get_ylim()[1])
    for name, end, shade in zip(series, ends, shades, strict=True):
        axes.annotate(
            name, (x[-1], end), (8, 0), textcoords="offset points", va="center", color=shade
        )
    axes.margins(x=0.02)
    axes.grid(axis="y", lw=0.6)
    figure.tight_layout(pad=0.4)
    return figure


def _apart(heights, gap):
    """Высоты подписей: каждая не ниже своей линии и не ближе ``gap`` к соседней."""
    order, placed = np.argsort(heights), np.array(heights, float)
    for below, above in zip(order, order[1:], strict=False):
        placed[above] = max(placed[above], placed[below] + gap)
    return placed
