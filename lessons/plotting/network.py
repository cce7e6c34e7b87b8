"""Обучение сети: ошибка численной производной, ход потери и точности, разброс по запускам."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from lessons.plotting.style import COLOURS


def step_errors(steps, errors):
    """Ошибка численной производной в зависимости от приращения, обе оси логарифмические.

    Parameters
    ----------
    steps : sequence of number
        Приращения.
    errors : sequence of number
        Ошибки, больше нуля.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(figsize=(7, 3))
    axes.loglog(steps, errors, marker="o", markersize=4, lw=1.6)
    axes.set(xlabel="приращение ε", ylabel="ошибка производной")
    axes.grid(lw=0.6)
    figure.tight_layout(pad=0.4)
    return figure


def loss_curve(losses, smoothed):
    """Потеря на каждом батче бледной линией и её скользящее среднее — тёмной.

    Parameters
    ----------
    losses : sequence of number
        Потери по порядку батчей.
    smoothed : sequence of number
        Скользящее среднее, выровненное по правому краю ``losses``.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(figsize=(7, 3))
    axes.plot(losses, lw=0.7, color=COLOURS["line"], alpha=0.5, label="на батче")
    start = len(losses) - len(smoothed)
    axes.plot(range(start, len(losses)), smoothed, color=COLOURS["orange"], label="среднее")
    axes.set(xlabel="батч", ylabel="потеря")
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", lw=0.6)
    axes.legend(frameon=False)
    figure.tight_layout(pad=0.4)
    return figure


def learning_curves(series, *, ylabel, xlabel="эпоха"):
    """Ход обучения: пунктиром — на обучающей выборке, сплошной линией — на проверочной.

    Parameters
    ----------
    series : dict of str to (sequence of number, sequence of number)
        Подпись → значения на обучающей и на проверочной выборке после каждой эпохи.
    ylabel, xlabel : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(figsize=(7, 3.6))
    shades = [COLOURS[name] for name in ("blue", "orange", "green", "line")]
    for (name, (train, validation)), shade in zip(series.items(), shades, strict=False):
        epochs = range(1, len(train) + 1)
        axes.plot(epochs, train, "--", lw=1.1, color=shade)
        axes.plot(epochs, validation, lw=2, color=shade, label=name)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.grid(axis="y", lw=0.6)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    figure.tight_layout(pad=0.4)
    return figure


def bundles(groups, *, ylabel, xlabel="эпоха", top=None):
    """Ход многих обучений: цвет — сеть, линия — одно обучение.

    Parameters
    ----------
    groups : dict of (sequence of (sequence of number))
        Подпись → кривые обучений, значение на эпоху; сетей не больше четырёх.
    ylabel, xlabel : str
    top : number, optional
        Где обрезать вертикальную ось сверху; тогда начинается она с нуля.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        Если в какой-то кривой нет ни одного числа: рисунок вышел бы пустым.
    """
    figure, axes = plt.subplots(figsize=(7, 3))
    shades = [COLOURS[name] for name in ("blue", "orange", "green", "line")]
    for (name, runs), shade in zip(groups.items(), shades, strict=False):
        for number, run in enumerate(runs):
            if not np.isfinite(run).any():
                raise ValueError(
                    f"groups: у «{name}» кривая {number} из одних нечисел; ожидались числа "
                    "(у опыта без проверки по эпохам есть «потеря» и «доля верных»)"
                )
            epochs = range(1, len(run) + 1)
            axes.plot(epochs, run, color=shade, lw=1.2, label=name if number == 0 else None)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if top is not None:
        axes.set_ylim(0, top)
    axes.grid(axis="y", lw=0.6)
    axes.legend(frameon=False)
    figure.tight_layout(pad=0.4)
    return figure


def spreads(rows, *, xlabel):
    """Строка на рецепт: среднее по запускам и отрезок в два стандартных отклонения.

    Parameters
    ----------
    rows : dict of str to (number, number)
        Подпись → среднее и стандартное отклонение.
    xlabel : str

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = list(rows)
    means, deviations = zip(*rows.values(), strict=True)
    figure, axes = plt.subplots(figsize=(7, 0.42 * len(names) + 0.8))
    axes.errorbar(means, range(len(names)), xerr=deviations, fmt="o", capsize=4,
                  color=COLOURS["blue"], ecolor=COLOURS["orange"], lw=1.8)  # fmt: skip
    axes.set(xlabel=xlabel, yticks=range(len(names)), ylim=(len(names) - 0.5, -0.5))
    axes.set_yticklabels(names)
    axes.grid(axis="x", lw=0.6)
    figure.tight_layout(pad=0.4)
    return figure
