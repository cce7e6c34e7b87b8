"""Сигналы в клетках: ядро над сигналом, отступы, ответы."""

import matplotlib.pyplot as plt
import numpy as np

from lessons.plotting.cells import bare, cells, frame, label
from lessons.plotting.style import COLOURS
from lessons.reference import conv1d, pad

MODE_NAMES = {
    "zeros": "нули",
    "replicate": "повтор края",
    "symmetric": "отражение с краем",
    "reflect": "отражение без края",
    "circular": "по кругу",
}


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
        cells(axes, kernel, start=i, row=2.15, colours="kernel")
        cells(axes, signal, start=0, row=1.15, colours="signal")
        frame(axes, start=i, row=1.15, width=len(kernel), height=2)
        done = [value if k <= i else None for k, value in enumerate(output)]
        colours = ["output" if k <= i else "blank" for k in range(len(output))]
        # ответ стоит под серединой окна, как на бумаге
        cells(axes, done, start=(len(kernel) - 1) / 2, row=0, colours=colours)
        for text, row in (("ядро", 2.15), ("сигнал", 1.15), ("ответ", 0)):
            label(axes, text, row=row)
        bare(axes, left=-2.2, right=len(signal) + 0.1, bottom=-0.15, top=3.35)
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
        cells(axes, padded, start=0, row=1.15, colours=colours)
        output = conv1d(signal, kernel, padding=width, padding_mode=mode)
        cells(axes, output, start=(len(kernel) - 1) / 2, row=0, colours="output")
        label(axes, MODE_NAMES[mode], row=1.15)
        label(axes, "ответ", row=0)
        bare(axes, left=-5.6, right=n + 2 * width + 0.1, bottom=-0.15, top=2.35)
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
