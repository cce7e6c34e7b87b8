"""Сигналы в клетках: ядро над сигналом, отступы, ответы."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from lessons.plotting.style import COLOURS
from lessons.reference import conv1d, pad

MODE_NAMES = {
    "zeros": "нули",
    "replicate": "повтор края",
    "symmetric": "отражение с краем",
    "reflect": "отражение без края",
    "circular": "по кругу",
}


def _number(value):
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def _cells(axes, values, *, start, row, colours):
    """Ряд клеток с числами; ``None`` — пустая клетка."""
    if isinstance(colours, str):
        colours = [colours] * len(values)
    for i, (value, colour) in enumerate(zip(values, colours, strict=True)):
        corner = (start + i, row)
        axes.add_patch(
            Rectangle(corner, 1, 1, facecolor=COLOURS[colour], edgecolor=COLOURS["line"], lw=0.8)
        )
        if value is not None:
            axes.text(start + i + 0.5, row + 0.46, _number(value), ha="center", va="center")


def _frame(axes, *, start, row, width, height):
    axes.add_patch(
        Rectangle(
            (start, row), width, height, facecolor="none", edgecolor=COLOURS["window"], lw=2.2
        )
    )


def _bare(axes, *, left, right, bottom, top):
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    axes.axis("off")


def _label(axes, text, *, row):
    axes.text(-0.3, row + 0.5, text, ha="right", va="center", fontsize=10)


def sliding_kernel(signal, kernel, positions):
    """Ядро в нескольких положениях над сигналом.

    Parameters
    ----------
    signal : sequence, shape (n,)
    kernel : sequence, shape (r,)
    positions : sequence of int
        Номера положений; выход заполнен до нынешнего положения включительно.

    Returns
    -------
    matplotlib.figure.Figure
    """
    output = conv1d(signal, kernel)
    figure, panels = plt.subplots(
        len(positions), 1, figsize=(7, 1.95 * len(positions)), squeeze=False
    )
    for axes, i in zip(panels[:, 0], positions, strict=True):
        _cells(axes, kernel, start=i, row=2.15, colours="kernel")
        _cells(axes, signal, start=0, row=1.15, colours="signal")
        _frame(axes, start=i, row=1.15, width=len(kernel), height=2)
        done = [value if k <= i else None for k, value in enumerate(output)]
        colours = ["output" if k <= i else "blank" for k in range(len(output))]
        # ответ стоит под серединой окна, как на бумаге
        _cells(axes, done, start=(len(kernel) - 1) / 2, row=0, colours=colours)
        for text, row in (("ядро", 2.15), ("сигнал", 1.15), ("ответ", 0)):
            _label(axes, text, row=row)
        _bare(axes, left=-2.2, right=len(signal) + 0.1, bottom=-0.15, top=3.35)
    figure.tight_layout(pad=0.3)
    return figure


def padded_signals(signal, kernel, width, modes):
    """Сигнал с отступом в нескольких режимах и ответы ядра.

    Parameters
    ----------
    signal : sequence, shape (n,)
    kernel : sequence, shape (r,)
    width : int
        Отступ с каждой стороны.
    modes : sequence of str
        Режимы `lessons.reference.pad`.

    Returns
    -------
    matplotlib.figure.Figure
    """
    n = len(signal)
    figure, panels = plt.subplots(len(modes), 1, figsize=(7, 1.25 * len(modes)), squeeze=False)
    for axes, mode in zip(panels[:, 0], modes, strict=True):
        padded = pad(np.asarray(signal), width, mode)
        colours = ["padding"] * width + ["signal"] * n + ["padding"] * width
        _cells(axes, padded, start=0, row=1.15, colours=colours)
        output = conv1d(signal, kernel, padding=width, padding_mode=mode)
        _cells(axes, output, start=(len(kernel) - 1) / 2, row=0, colours="output")
        _label(axes, MODE_NAMES[mode], row=1.15)
        _label(axes, "ответ", row=0)
        _bare(axes, left=-5.6, right=n + 2 * width + 0.1, bottom=-0.15, top=2.35)
    figure.tight_layout(pad=0.3)
    return figure


def stems(series, *, xlabel="", ylabel=""):
    """Несколько сигналов один под другим, с общей горизонтальной осью.

    Parameters
    ----------
    series : dict of str to array_like
        Подпись → значения.
    xlabel, ylabel : str
        Подписи осей.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, panels = plt.subplots(
        len(series), 1, figsize=(7, 1.7 * len(series)), sharex=True, squeeze=False
    )
    for axes, (name, values) in zip(panels[:, 0], series.items(), strict=True):
        axes.plot(values, lw=1.1)
        axes.axhline(0, color=COLOURS["line"], lw=0.6)
        axes.set_title(name, loc="left")
        axes.set_ylabel(ylabel)
        axes.margins(x=0.01)
    panels[-1, 0].set_xlabel(xlabel)
    figure.tight_layout(pad=0.4)
    return figure
