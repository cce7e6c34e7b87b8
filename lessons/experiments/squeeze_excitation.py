"""Блоки SE, добавленные в старую сеть: что меняют и чего стоят."""

from torch import nn

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks import add_squeeze_excitation
from lessons.networks.blocks import ConvBNReLU


def old_network():
    """Сеть в духе VGG для 28×28: три свёртки 3×3 с нормализацией и пулингом; 24 058 параметров.

    Returns
    -------
    torch.nn.Sequential
        Яркости ``(N, 1, 28, 28)`` → оценки ``(N, 10)``.
    """
    layers = []
    for inputs, outputs in ((1, 16), (16, 32), (32, 64)):
        layers += [*ConvBNReLU(inputs, outputs, 3, padding=1).children(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def compare_with_excitation(
    images=4000, epochs=8, seeds=(0, 1, 2, 3, 4), reduction=4, journal=None
):
    """Обучить старую сеть и её же с блоками SE на одних и тех же данных.

    Обе начинают с одних и тех же весов свёрток.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.
    reduction : int
        Во сколько раз сужается внутренний слой SE.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; сети «старая» и «с SE».
    """

    def with_excitation():
        return add_squeeze_excitation(old_network(), reduction)

    entrants = [Entrant("старая", old_network), Entrant("с SE", with_excitation)]
    return contest(entrants, garments(images), epochs=epochs, seeds=seeds, journal=journal)
