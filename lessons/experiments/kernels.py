"""Стопка свёрток 3×3 против одной свёртки 7×7 с тем же рецептивным полем."""

from functools import partial

from torch import nn

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks.blocks import ConvBNReLU

WIDTH = 16


def one_large():
    """Одна свёртка 7×7: видит окно 7×7, 49·C² весов."""
    return [ConvBNReLU(WIDTH, WIDTH, 7, padding=3)]


def three_small():
    """Три свёртки 3×3: видят то же окно 7×7, 27·C² весов и две лишние нелинейности."""
    return [ConvBNReLU(WIDTH, WIDTH, 3, padding=1) for _ in range(3)]


def three_small_linear():
    """Те же три свёртки без ReLU между ними: вместе они линейны, как одна."""
    linear = [
        layer
        for _ in range(2)
        for layer in (nn.Conv2d(WIDTH, WIDTH, 3, padding=1, bias=False), nn.BatchNorm2d(WIDTH))
    ]
    return [*linear, ConvBNReLU(WIDTH, WIDTH, 3, padding=1)]


MIDDLES = {
    "одна 7×7": one_large,
    "три 3×3": three_small,
    "три 3×3 без ReLU между": three_small_linear,
}


def network_around(middle):
    """Сеть 14×14: свёртка 3×3, сравниваемая середина, пулинг, снова середина, среднее и ответ."""
    return nn.Sequential(
        ConvBNReLU(1, WIDTH, 3, padding=1),
        *middle(),
        nn.MaxPool2d(2),
        *middle(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(WIDTH, 10),
    )


def compare_kernels(images=3000, epochs=10, seeds=(0, 1, 2, 3, 4), journal=None):
    """Обучить сети, у которых середина — одна свёртка 7×7 или три 3×3.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; сети названы по середине, см. ``MIDDLES``.
    """
    entrants = [Entrant(name, partial(network_around, middle)) for name, middle in MIDDLES.items()]
    data = garments(images, side=14)
    return contest(entrants, data, epochs=epochs, seeds=seeds, journal=journal)
