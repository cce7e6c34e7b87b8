"""Клетки с числами — основа чертежей, на которых считают руками."""

from matplotlib.patches import Rectangle

from lessons.plotting.style import COLOURS


def number(value):
    """Число так, как его пишут на бумаге: минус вместо дефиса, запятая, целое без дроби."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}").replace(".", ",")


def cells(axes, values, *, start, row, colours):
    """Ряд клеток с числами; ``None`` — пустая клетка.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    values : sequence of number or None
    start, row : float
        Левый нижний угол первой клетки; сторона клетки — единица.
    colours : str or sequence of str
        Имена из `COLOURS`: одно на весь ряд или по одному на клетку.
    """
    if isinstance(colours, str):
        colours = [colours] * len(values)
    for i, (value, colour) in enumerate(zip(values, colours, strict=True)):
        corner = (start + i, row)
        axes.add_patch(
            Rectangle(corner, 1, 1, facecolor=COLOURS[colour], edgecolor=COLOURS["line"], lw=0.8)
        )
        if value is not None:
            axes.text(start + i + 0.5, row + 0.46, number(value), ha="center", va="center")


def matrix(axes, values, *, left, top, colours):
    """Матрица клеток: первая строка наверху.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    values : sequence of sequence of number or None, shape (H, W)
    left, top : float
        Левый верхний угол.
    colours : str or sequence of sequence of str
        Имя из `COLOURS` или матрица имён.
    """
    for i, row in enumerate(values):
        shades = colours if isinstance(colours, str) else colours[i]
        cells(axes, row, start=left, row=top - 1 - i, colours=shades)


def frame(axes, *, start, row, width, height):
    """Рамка окна."""
    axes.add_patch(
        Rectangle(
            (start, row), width, height, facecolor="none", edgecolor=COLOURS["window"], lw=2.2
        )
    )


def bare(axes, *, left, right, bottom, top):
    """Границы чертежа без осей; клетки остаются квадратными."""
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    axes.axis("off")


def label(axes, text, *, row):
    """Подпись слева от ряда клеток."""
    axes.text(-0.3, row + 0.5, text, ha="right", va="center", fontsize=10)
