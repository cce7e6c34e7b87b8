"""Чем кончается сеть: большими полносвязными слоями или свёрткой 1×1 и глобальным средним."""

from functools import partial

import numpy as np
from torch import nn

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks.blocks import ConvBNReLU
from lessons.training import batches, evaluate

SHIFT = 3


def dense_head():
    """Карты развёрнуты в вектор, дальше два полносвязных слоя, как у AlexNet и VGG."""
    return nn.Flatten(), nn.Linear(32 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10)


def averaging_head():
    """Свёртка 1×1 в десять карт и среднее каждой, как у Network in Network."""
    return nn.Conv2d(32, 10, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten()


HEADS = {"полносвязная": dense_head, "1×1 и среднее": averaging_head}


def network_with(head):
    """Три одинаковые у всех свёртки, карты 32 × 7 × 7, и голова ``head``."""
    return nn.Sequential(
        ConvBNReLU(1, 16, 3, padding=1),
        nn.MaxPool2d(2),
        ConvBNReLU(16, 32, 3, padding=1),
        nn.MaxPool2d(2),
        ConvBNReLU(32, 32, 3, padding=1),
        *head(),
    )


def compare_heads(images=1000, epochs=30, seeds=(0, 1, 2, 3, 4), journal=None):
    """Обучить сети с разными головами на малой выборке и проверить ещё и на сдвинутых картинках.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; «после сдвига» — точность, если проверочные изображения отодвинуть на три
        пикселя вправо и вниз.
    """
    data = garments(images)
    moved = np.zeros_like(data[1].images)
    moved[:, SHIFT:, SHIFT:] = data[1].images[:, :-SHIFT, :-SHIFT]
    shifted = batches(data[1]._replace(images=moved), 500)
    return contest(
        [Entrant(name, partial(network_with, head)) for name, head in HEADS.items()],
        data,
        epochs=epochs,
        seeds=seeds,
        measure=lambda model: {"после сдвига": evaluate(model, shifted).accuracy},
        journal=journal,
    )
