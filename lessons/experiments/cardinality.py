"""Кардинальность: много узких путей в блоке против одного широкого при той же цене."""

from functools import partial

from torch import nn

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks.blocks import ConvBNReLU
from lessons.networks.resnet import Bottleneck

# Путей и каналов в каждом: весов в блоке 4352, 4368 и 4384.
PATHS = ((1, 16), (4, 6), (32, 1))


def network_of_paths(cardinality, width):
    """Четыре блока «сужение — свёртка по группам — расширение» на 64 каналах.

    Parameters
    ----------
    cardinality, width : int
        Число путей в блоке и каналов в пути.

    Returns
    -------
    torch.nn.Sequential
        Яркости ``(N, 1, 14, 14)`` → оценки ``(N, 10)``.
    """
    block = partial(Bottleneck, 64, 16, groups=cardinality, inner=cardinality * width)
    return nn.Sequential(
        ConvBNReLU(1, 64, 3, padding=1),
        nn.MaxPool2d(2),
        *(block() for _ in range(4)),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(64, 10),
    )


def compare_cardinality(images=3000, epochs=10, seeds=(0, 1, 2, 3, 4), journal=None):
    """Обучить сети, блоки которых делят одни и те же веса на разное число путей.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; сети названы «1×16d», «4×6d», «32×1d», столбец «путей» — их число.
    """
    entrants = [
        Entrant(f"{paths}×{width}d", partial(network_of_paths, paths, width), {"путей": paths})
        for paths, width in PATHS
    ]
    data = garments(images, side=14)
    return contest(entrants, data, epochs=epochs, seeds=seeds, journal=journal)
