"""Обучение сети: ошибка численной производной, ход потери."""

import matplotlib.pyplot as plt

from lessons.plotting.style import COLOURS


def step_errors(steps, errors):
    """Ошибка численной производной в зависимости от шага, обе оси логарифмические.

    Parameters
    ----------
    steps : sequence of number
        Шаги разности.
    errors : sequence of number
        Ошибки, больше нуля.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(figsize=(7, 3))
    axes.loglog(steps, errors, marker="o", markersize=4, lw=1.6)
    axes.set(xlabel="шаг ε", ylabel="ошибка производной")
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
