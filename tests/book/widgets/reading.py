"""Что показывает виджет: числа с экрана и разметка для него."""

import base64
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np

WIDGETS = Path(__file__).parents[3] / "book" / "_static" / "widgets"


def words(values):
    """Вектор в записи атрибута: числа через пробел."""
    return " ".join(f"{x:g}" for x in np.ravel(values))


def rows(matrix):
    """Матрица в записи атрибута: строки через «;»."""
    return "; ".join(words(row) for row in matrix)


def tag(name, inner="", **attributes):
    text = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{name}{text}>{inner}</{name}>"


def explorer(photo, **attributes):
    """Разметка <kernel-explorer> со снимком внутри."""
    height, width = photo.shape
    pixels = base64.b64encode(photo.astype(np.uint8).tobytes()).decode()
    data = {"width": width, "height": height, "pixels": pixels}
    script = f'<script type="application/json">{json.dumps(data)}</script>'
    return tag("kernel-explorer", script, **attributes)


def numbers(widget, role):
    """Числа, которые виджет хранит в ячейках роли ``role``, по порядку."""
    cells = widget.locator(f'[data-role="{role}"][data-value]')
    return np.array(cells.evaluate_all("cells => cells.map(c => Number(c.dataset.value))"))


def texts(widget, role):
    """То, что в этих ячейках видит читатель."""
    return widget.locator(f'[data-role="{role}"][data-value]').all_text_contents()


def russian(value, digits=2):
    """Число так, как его пишут в виджетах: запятая, минус, без хвостовых нулей."""
    step = Decimal(1).scaleb(-digits)
    rounded = Decimal(float(value)).quantize(step, ROUND_HALF_UP)
    text = f"{abs(rounded)}".rstrip("0").rstrip(".").replace(".", ",")
    return f"−{text}" if rounded < 0 else text


def one_of_each():
    """По одному виджету каждого вида."""
    photo = (np.arange(144).reshape(12, 12) * 7) % 256
    return "".join(
        [
            tag("convolution-1d", padding=1),
            tag("padding-1d", kernel="-1 0 2 0 -1"),
            tag("convolution-2d", padding=1),
            explorer(photo),
            tag("pooling-2d", view="backward"),
            tag("output-size", padding=1),
            tag("receptive-field"),
        ]
    )


TAGS = [
    "convolution-1d",
    "padding-1d",
    "convolution-2d",
    "kernel-explorer",
    "pooling-2d",
    "output-size",
    "receptive-field",
]
