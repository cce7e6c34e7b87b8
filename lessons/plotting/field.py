"""Рецептивное поле в разрезе: какие места каждого слоя видит один ответ."""

import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle

from lessons.plotting.style import COLOURS


def receptive_cone(size, layers):
    """Ряды клеток от входа (внизу) к ответу; отмечено всё, от чего зависит средний ответ.

    Parameters
    ----------
    size : int
        Длина входа.
    layers : sequence of (str, int, int)
        Имя слоя, ядро и шаг; отступа нет.

    Returns
    -------
    matplotlib.figure.Figure
    """
    lengths, starts, jumps = [size], [0.0], [1]
    for _, kernel, stride in layers:
        lengths.append((lengths[-1] - kernel) // stride + 1)
        starts.append(starts[-1] + (kernel - 1) / 2 * jumps[-1])
        jumps.append(jumps[-1] * stride)
    seen = [{(lengths[-1] - 1) // 2}]
    for _, kernel, stride in reversed(layers):
        seen.insert(0, {i * stride + u for i in seen[0] for u in range(kernel)})
    figure, axes = plt.subplots(figsize=(7, 0.95 * len(lengths)))
    names = ["вход", *(name for name, _, _ in layers)]
    for row, (name, length) in enumerate(zip(names, lengths, strict=True)):
        for i in range(length):
            x = starts[row] + i * jumps[row]
            colour = COLOURS["padding"] if i in seen[row] else COLOURS["signal"]
            axes.add_patch(Rectangle((x - 0.45, row - 0.22), 0.9, 0.44, facecolor=colour,
                                     edgecolor=COLOURS["line"], lw=0.8))  # fmt: skip
        count = f"{name}: видно {len(seen[row])}"
        axes.text(size + 0.3, row, count, va="center", color=COLOURS["ink"])
        if row:
            for i in seen[row]:
                _links(axes, row, i, layers[row - 1], starts, jumps)
    axes.set(xlim=(-1, size + 8), ylim=(-0.5, len(lengths) - 0.5))
    axes.axis("off")
    figure.tight_layout(pad=0.2)
    return figure


def _links(axes, row, i, layer, starts, jumps):
    """Линии от ячейки ряда ко всем ячейкам под ней, которые она видит."""
    _, kernel, stride = layer
    top = starts[row] + i * jumps[row]
    for u in range(kernel):
        below = starts[row - 1] + (i * stride + u) * jumps[row - 1]
        axes.plot([top, below], [row - 0.22, row - 0.78], color=COLOURS["line"], lw=0.6, zorder=0)
