"""Цветная выборка: окна 32×32 из девяти фотографий, метка — с какой фотографии окно."""

import numpy as np

from lessons.datasets.photos import photo
from lessons.datasets.storage import Split, check_split

SOURCES = {
    "astronaut": "космонавт",
    "chelsea": "кошка",
    "china": "храм",
    "coffee": "кофе",
    "flower": "георгин",
    "hubble_deep_field": "галактики",
    "immunohistochemistry": "ткань",
    "retina": "сетчатка",
    "rocket": "ракета",
}
CROP, BLOCK, STEP = 32, 64, 8
LARGEST = 800
TEST_EVERY = 4


def photo_crops(split):
    """Цветные окна девяти фотографий из scikit-image и scikit-learn.

    Фотография (та, что больше 800 пикселей, сначала уменьшена вдвое) разрезана на квадраты 64×64;
    каждый четвёртый отдан проверочной части. Окна 32×32 берутся внутри квадратов с шагом 8 пикселей
    при обучении и 32 при проверке, поэтому общих пикселей у двух частей нет.

    Parameters
    ----------
    split : {"train", "test"}
        Часть выборки.

    Returns
    -------
    Split
        Изображения ``(N, 32, 32, 3)`` RGB, метки 0…8, названия «космонавт», «кошка»…

    Raises
    ------
    ValueError
        Неизвестная часть.
    """
    check_split(split)
    groups = [_crops(_moderate(photo(name)), split) for name in SOURCES]
    labels = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return Split(np.concatenate(groups), labels.astype(np.int64), tuple(SOURCES.values()))


def _moderate(picture):
    """Фотография, большая сторона которой не больше LARGEST: лишнее усреднено по 2×2."""
    if max(picture.shape[:2]) <= LARGEST:
        return picture
    height, width = (side // 2 for side in picture.shape[:2])
    blocks = picture[: 2 * height, : 2 * width].reshape(height, 2, width, 2, 3)
    return np.rint(blocks.mean((1, 3))).astype(np.uint8)


def _crops(picture, split):
    """Окна одной части картины ``(H, W, C)``: ``(N, CROP, CROP, C)``."""
    step = {"train": STEP, "test": CROP}[split]
    rows, columns = (side // BLOCK for side in picture.shape[:2])
    blocks = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK, -1)
    blocks = blocks.swapaxes(1, 2).reshape(rows * columns, BLOCK, BLOCK, -1)
    # Остаток сдвинут, иначе в каждой строке квадратов проверочными были бы одни и те же столбцы.
    row, column = np.divmod(np.arange(len(blocks)), columns)
    chosen = (column + 2 * row) % TEST_EVERY == TEST_EVERY - 1
    blocks = blocks[chosen == (split == "test")]
    windows = np.lib.stride_tricks.sliding_window_view(blocks, (CROP, CROP), axis=(1, 2))
    windows = windows[:, ::step, ::step].transpose(0, 1, 2, 4, 5, 3)
    return np.ascontiguousarray(windows).reshape(-1, CROP, CROP, windows.shape[-1])
