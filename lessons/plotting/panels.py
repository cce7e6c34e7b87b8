"""Картинка в нужном для показа виде и сетка клеток для картинок."""

import matplotlib.pyplot as plt
import numpy as np


def as_image(picture):
    """Картинка для показа: ``(C, H, W)`` или ``(H, W[, 3])`` → ``(H, W[, 3])``, дробное 0…1.

    Принимает и тензоры, и массивы; ``uint8`` делится на 255, дробное обрезается по 0…1.
    """
    image = np.asarray(picture)
    image = image / 255 if image.dtype == np.uint8 else image.astype(float)
    if image.ndim == 3 and image.shape[0] in (1, 3) and image.shape[2] != 3:
        image = image.transpose(1, 2, 0)
    if image.ndim == 3 and image.shape[2] == 1:
        image = image[:, :, 0]
    if image.ndim != 2 and image.shape[2:] != (3,):
        raise ValueError(f"picture: получена форма {image.shape}, ожидалась (C, H, W) или (H, W)")
    return image.clip(0, 1)


def panel_grid(items, ratio, width, columns, extra, title=0.3):
    """Сетка осей без рамок; ``ratio`` — высота клетки к ширине, ``extra`` — место под шкалу."""
    columns = columns or len(items)
    rows = -(-len(items) // columns)
    height = rows * (width / columns * ratio + title) + extra
    figure, panels = plt.subplots(
        rows, columns, figsize=(width, height), squeeze=False, layout="constrained"
    )
    for axes in panels.flat:
        axes.axis("off")
    return figure, panels
