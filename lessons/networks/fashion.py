"""Небольшая сеть курса для Fashion-MNIST: та, что обучена и лежит в репозитории."""

from torch import nn

from lessons.networks.blocks import ConvBNReLU


def fashion_network():
    """Четыре свёртки 3×3 с пакетной нормализацией и полносвязный слой; 166 186 параметров.

    ======================  ================
    слой                    выход (C, H, W)
    ======================  ================
    вход                    1 × 28 × 28
    свёртка, пулинг 2       32 × 14 × 14
    свёртка, пулинг 2       64 × 7 × 7
    свёртка                 96 × 7 × 7
    свёртка, пулинг 2       96 × 3 × 3
    dropout, полносвязный   10
    ======================  ================

    Returns
    -------
    torch.nn.Sequential
        Сеть со случайными весами: яркости 0…1 ``(N, 1, 28, 28)`` → оценки классов ``(N, 10)``.
    """
    return nn.Sequential(
        *ConvBNReLU(1, 32, 3, padding=1).children(),
        nn.MaxPool2d(2),
        *ConvBNReLU(32, 64, 3, padding=1).children(),
        nn.MaxPool2d(2),
        *ConvBNReLU(64, 96, 3, padding=1).children(),
        *ConvBNReLU(96, 96, 3, padding=1).children(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.2),
        nn.Linear(96 * 3 * 3, 10),
    )
