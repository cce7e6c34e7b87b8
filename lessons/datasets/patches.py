"""Выборка из трёх текстур: кирпич, трава, гравий.

Самое короткое доказательство того, что свёртка нужна: положение зёрен и стеблей в окне случайно,
поэтому шаблон из весов линейного классификатора почти бесполезен, а свёртка с пулингом
узнаёт текстуру по тому, *что* есть в окне, а не *где*.
"""

import numpy as np
from skimage import data

from lessons.datasets.storage import Split, check_split

TEXTURES = {"brick": "кирпич", "grass": "трава", "gravel": "гравий"}
PATCH = 32
TRAIN_ROWS = 320


def textures(split):
    """Окна 32×32 из трёх снимков текстур 512×512, входящих в scikit-image.

    Обучающие окна берутся из верхних 320 строк с шагом 16 (соседние перекрываются), проверочные —
    из нижних 192 строк с шагом 32. Общих пикселей у двух частей нет.

    Parameters
    ----------
    split : {"train", "test"}
        Часть выборки: 1767 или 288 изображений, классов поровну.

    Returns
    -------
    Split
        Изображения ``(N, 32, 32)``, метки 0…2, названия «кирпич», «трава», «гравий».

    Raises
    ------
    ValueError
        Неизвестная часть.
    """
    check_split(split)
    rows, step = {"train": (slice(0, TRAIN_ROWS), 16), "test": (slice(TRAIN_ROWS, None), 32)}[split]
    groups = [_windows(getattr(data, name)()[rows], step) for name in TEXTURES]
    labels = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return Split(np.concatenate(groups), labels.astype(np.int64), tuple(TEXTURES.values()))


def _windows(picture, step):
    """Все окна PATCH×PATCH картины ``(H, W)`` с шагом ``step``: ``(N, PATCH, PATCH)``."""
    windows = np.lib.stride_tricks.sliding_window_view(picture, (PATCH, PATCH))
    return windows[::step, ::step].reshape(-1, PATCH, PATCH)
