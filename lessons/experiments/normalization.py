"""Пакетная нормализация и начальные веса: что из них нужно, чтобы глубокая сеть стала учиться."""

from functools import partial

from torch import nn

from lessons.experiments.contest import Entrant, contest, garments

LAYERS, WIDTH = 12, 16


def small_normal(weight):
    """Нормальные веса с разбросом 0,01 — обычай до 2010 года."""
    nn.init.normal_(weight, std=0.01)


def he(weight):
    """Веса по Хе: дисперсия 2/(C·R·S)."""
    nn.init.kaiming_normal_(weight, nonlinearity="relu")


INITIAL = {"0,01": small_normal, "Глоро": nn.init.xavier_normal_, "Хе": he}


def stack_network(normalized, initial="Хе"):
    """Двенадцать свёрток 3×3 подряд, без обходов.

    Parameters
    ----------
    normalized : bool
        Стоит ли после каждой свёртки пакетная нормализация.
    initial : {"0,01", "Глоро", "Хе"}
        Начальные веса свёрток.

    Returns
    -------
    torch.nn.Sequential
        Яркости ``(N, 1, 14, 14)`` → оценки ``(N, 10)``.
    """
    layers = []
    for number in range(LAYERS):
        layers.append(nn.Conv2d(WIDTH if number else 1, WIDTH, 3, padding=1, bias=not normalized))
        INITIAL[initial](layers[-1].weight)
        if normalized:  # смещение заменяет сдвиг самой нормализации
            layers.append(nn.BatchNorm2d(WIDTH))
        else:
            nn.init.zeros_(layers[-1].bias)
        layers.append(nn.ReLU())
        if number == LAYERS // 3:
            layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(WIDTH, 10))


def compare_normalization(
    images=1500, epochs=12, seeds=(0, 1, 2), rates=(0.01, 0.25), journal=None
):
    """Обучить сеть из двенадцати свёрток с нормализацией и без, с разными началами и шагами.

    Начальные веса сравниваются при шаге 0,05, шаги — с весами по Хе.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.
    rates : sequence of float
        Шаги обучения.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; столбцы «нормализация» (bool), «веса» и «шаг». У разошедшихся обучений
        потеря — нечисло.
    """
    entrants = []
    for normalized in (False, True):
        chosen = [(initial, 0.05) for initial in INITIAL] + [("Хе", rate) for rate in rates]
        for initial, rate in dict.fromkeys(chosen):
            name = f"{'с нормализацией' if normalized else 'без неё'}, {initial}, шаг {rate}"
            facts = {"нормализация": normalized, "веса": initial, "шаг": rate}
            entrants.append(Entrant(name, partial(stack_network, normalized, initial), facts, rate))
    data = garments(images, side=14)
    return contest(entrants, data, epochs=epochs, seeds=seeds, journal=journal)
