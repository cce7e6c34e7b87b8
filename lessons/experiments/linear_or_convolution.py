"""Линейный классификатор против свёрточной сети: текстуры и сдвинутые цифры."""

from functools import partial

import numpy as np
import pandas as pd
from torch import nn

from lessons.datasets import Split, mnist, textures
from lessons.experiments.contest import fit
from lessons.networks.blocks import ConvBNReLU
from lessons.training import batches, evaluate


def linear_classifier(pixels, classes):
    """Один полносвязный слой: по шаблону весов на класс."""
    return nn.Sequential(nn.Flatten(), nn.Linear(pixels, classes))


def texture_network(classes=3):
    """Две свёртки и глобальное среднее: сколько в окне зёрен — важно, где они — нет."""
    return nn.Sequential(
        *ConvBNReLU(1, 8, 5, padding=2).children(),
        nn.MaxPool2d(2),
        *ConvBNReLU(8, 16, 3, padding=1).children(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(16, classes),
    )


def digit_network(classes=10):
    """Три свёртки и глобальный максимум: сеть отвечает одинаково, где бы ни стояла цифра."""
    return nn.Sequential(
        *ConvBNReLU(1, 8, 5, padding=2).children(),
        nn.MaxPool2d(2),
        *ConvBNReLU(8, 16, 3, padding=1).children(),
        nn.MaxPool2d(2),
        *ConvBNReLU(16, 64, 3, padding=1).children(),
        nn.AdaptiveMaxPool2d(1),
        nn.Flatten(),
        nn.Linear(64, classes),
    )


def contest_on_textures(epochs=6, seed=0):
    """Обучить обоих на текстурах и сравнить на проверочных окнах.

    Parameters
    ----------
    epochs : int
        Сколько раз пройти 1767 обучающих окон.
    seed : int
        Начало случайных последовательностей.

    Returns
    -------
    pandas.Series
        Доля верных ответов 0…1 по названию модели; угадывание даёт 1/3.
    """
    data, test = textures("train"), batches(textures("test"), 288)
    models = {"линейный": partial(linear_classifier, 32 * 32, 3), "свёрточная": texture_network}
    return pd.Series(
        {
            name: evaluate(_trained(build, data, epochs, seed), test).accuracy
            for name, build in models.items()
        },
        name="точность",
    )


def contest_on_shifted_digits(shifts=(0, 1, 2, 3, 4, 5, 6), epochs=3, seed=0):
    """Обучить обоих на цифрах посередине кадра и проверить на сдвинутых.

    Цифра на поле 40×40: при обучении всегда по центру, при проверке — на ``shift`` пикселей
    в случайную из восьми сторон.

    Parameters
    ----------
    shifts : sequence of int
        Величины сдвига, 0…6 пикселей.
    epochs : int
        Сколько раз пройти 8000 обучающих цифр.
    seed : int
        Начало случайных последовательностей.

    Returns
    -------
    pandas.DataFrame
        Доля верных ответов: строка на сдвиг, столбец на модель.
    """
    data = shifted(mnist("train"), 0, seed)
    models = {"линейный": partial(linear_classifier, 40 * 40, 10), "свёрточная": digit_network}
    trained = {name: _trained(build, data, epochs, seed) for name, build in models.items()}
    rows = {}
    for shift in shifts:
        loader = batches(shifted(mnist("test"), shift, seed), 500)
        rows[shift] = {name: evaluate(model, loader).accuracy for name, model in trained.items()}
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "сдвиг"
    return table


def shifted(split, shift, seed=0):
    """Цифры 28×28 на чёрном поле 40×40, отодвинутые от центра на ``shift`` пикселей.

    Parameters
    ----------
    split : Split
        Изображения ``(N, 28, 28)``.
    shift : int
        0…6; сторона сдвига — одна из восьми — у каждой цифры случайна.
    seed : int
        Начало случайной последовательности.

    Returns
    -------
    Split
        Изображения ``(N, 40, 40)`` с теми же метками.

    Raises
    ------
    ValueError
        Цифра вышла бы за край поля.
    """
    if not 0 <= shift <= 6:
        raise ValueError(f"shift: получено {shift}, ожидалось целое от 0 до 6")
    sides = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)])
    corners = 6 + shift * sides[np.random.default_rng(seed).integers(8, size=len(split.images))]
    field = np.zeros((len(split.images), 40, 40), np.uint8)
    for picture, image, (top, left) in zip(field, split.images, corners, strict=True):
        picture[top : top + 28, left : left + 28] = image
    return Split(field, split.labels, split.names)


def _trained(build, data, epochs, seed):
    """Модель, обученная на ``data``; начальные веса зависят только от ``seed``."""
    return fit(build, data, epochs=epochs, seed=seed, lr=0.02)[0]
