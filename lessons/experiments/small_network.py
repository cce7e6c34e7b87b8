"""Небольшая свёрточная сеть на снимках одежды: что в её обучении важно, а что нет."""

from functools import partial

import torch
from torch import nn

from lessons.experiments.contest import Entrant, contest, garments
from lessons.training import crop, flip

SEEDS = (0, 1, 2, 3, 4)
ALL = 2000
PLAIN = partial(torch.optim.SGD, momentum=0.9, nesterov=True)


def small_network(shrink=lambda channels: nn.MaxPool2d(2)):
    """Две свёртки и полносвязный слой; с пулингом максимумом — 9226 параметров.

    Parameters
    ----------
    shrink : callable
        ``shrink(channels)`` — слой, который вдвое уменьшает карты; он стоит после каждой свёртки.

    Returns
    -------
    torch.nn.Sequential
        Яркости ``(N, 1, 28, 28)`` → оценки ``(N, 10)``.
    """
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), shrink(8),     # 8 × 14 × 14
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), shrink(16),   # 16 × 7 × 7
        nn.Flatten(), nn.Linear(784, 10),
    )  # fmt: skip


def linear_classifier():
    """Линейный классификатор тех же снимков; 7850 параметров."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))


def compare_models(images=5000, epochs=3, seeds=SEEDS, journal=None):
    """Линейный классификатор, сеть с закреплёнными случайными ядрами и обученная сеть.

    Parameters
    ----------
    images, epochs : int
        Сколько снимков Fashion-MNIST взять для обучения и сколько раз их пройти.
    seeds : sequence of int
        Начала случайных последовательностей.
    journal : Journal, optional
        Куда записывать каждое обучение.

    Returns
    -------
    pandas.DataFrame
        Таблица обучений, см. `contest`; проверка — на 2000 снимков.
    """
    entrants = [
        Entrant("линейный", linear_classifier),
        Entrant("случайные ядра", _frozen_network),
        Entrant("обученные ядра", small_network),
    ]
    return contest(entrants, garments(images, ALL), epochs=epochs, seeds=seeds, journal=journal)


def compare_rates(images=4000, epochs=2, seeds=SEEDS, journal=None):
    """Одна и та же сеть при шести темпах обучения; аргументы и таблица — как у `compare_models`."""
    rates = (0.001, 0.01, 0.03, 0.1, 0.3, 1.0)
    entrants = [Entrant(f"{rate:g}".replace(".", ","), small_network, lr=rate) for rate in rates]
    return contest(entrants, garments(images, ALL), epochs=epochs, seeds=seeds, journal=journal)


def compare_starts(images=1000, epochs=3, seeds=SEEDS, journal=None):
    """Нулевые, малые, нормальные и большие начальные веса; малые и большие — ещё с нормализацией.

    Нормальные — по правилу Хе: разброс :math:`\\sqrt{2/n}`, где :math:`n` — число слагаемых суммы.
    Аргументы и таблица — как у `compare_models`.
    """
    scales = {"нули": 0.0, "Хе ÷ 10": 0.1, "Хе": 1.0, "Хе × 10": 10.0}
    entrants = [Entrant(name, partial(_started, scale)) for name, scale in scales.items()]
    for name in ("Хе ÷ 10", "Хе × 10"):
        build = partial(_started, scales[name], normalized=True)
        entrants.append(Entrant(f"{name}, с нормализацией", build))
    return contest(entrants, garments(images, ALL), epochs=epochs, seeds=seeds, journal=journal)


def compare_regularization(images=500, epochs=20, seeds=SEEDS, journal=None):
    """Затухание весов, dropout и искажение снимков, когда снимков мало.

    Аргументы и таблица — как у `compare_models`; доля верных на обучающих снимках сосчитана
    по ходу эпохи, с dropout и искажениями.
    """
    decayed = partial(PLAIN, weight_decay=0.005)
    entrants = [
        Entrant("ничего", small_network, optimizer=PLAIN),
        Entrant("затухание весов", small_network, optimizer=decayed),
        Entrant("dropout", _dropout_network, optimizer=PLAIN),
        Entrant("сдвиги и отражения", small_network, optimizer=PLAIN, augment=_distort),
    ]
    data = garments(images, ALL)
    return contest(entrants, data, epochs=epochs, seeds=seeds, watch=True, journal=journal)


def compare_downsampling(images=5000, epochs=3, seeds=SEEDS, journal=None):
    """Четыре способа вдвое уменьшить карту; аргументы и таблица — как у `compare_models`."""
    ways = {
        "максимум": lambda channels: nn.MaxPool2d(2),
        "среднее": lambda channels: nn.AvgPool2d(2),
        "свёртка с шагом 2": _strided,
        "каждый второй": lambda channels: nn.MaxPool2d(1, stride=2),
    }
    entrants = [Entrant(name, partial(small_network, way)) for name, way in ways.items()]
    return contest(entrants, garments(images, ALL), epochs=epochs, seeds=seeds, journal=journal)


def _strided(channels):
    return nn.Sequential(nn.Conv2d(channels, channels, 2, stride=2), nn.ReLU())


def _frozen_network():
    """Сеть, у которой учится лишь последний слой; карты приведены к единичному разбросу."""
    network = small_network()
    for part in network[:-1].parameters():
        part.requires_grad_(False)
    return nn.Sequential(*network[:-1], nn.BatchNorm1d(784, affine=False), network[-1])


def _started(scale, normalized=False):
    """Сеть с весами ``scale`` · N(0, 2/n), по желанию с нормализацией после свёрток."""
    parts = []
    for part in small_network():
        if isinstance(part, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(part.weight)
            part.weight.data.mul_(scale)
            nn.init.zeros_(part.bias)
        parts.append(part)
        if normalized and isinstance(part, nn.Conv2d):
            parts.append(nn.BatchNorm2d(part.out_channels))
    return nn.Sequential(*parts)


def _dropout_network():
    network = small_network()
    return nn.Sequential(*network[:-1], nn.Dropout(0.5), network[-1])


def _distort(images):
    return crop(flip(images))
