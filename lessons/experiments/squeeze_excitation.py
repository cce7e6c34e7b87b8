"""Блоки SE, добавленные в старую сеть: что меняют и чего стоят."""

import pandas as pd
from torch import nn

from lessons.datasets import Split, fashion_mnist
from lessons.networks import add_squeeze_excitation, count_parameters
from lessons.training import batches, evaluate, seed_everything, train


def old_network():
    """Сеть в духе VGG для 28×28: три свёртки 3×3 с нормализацией и пулингом; 24 058 параметров.

    Returns
    -------
    torch.nn.Sequential
        Яркости ``(N, 1, 28, 28)`` → оценки ``(N, 10)``.
    """
    layers = []
    for inputs, outputs in ((1, 16), (16, 32), (32, 64)):
        convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        layers += [convolution, nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def compare_with_excitation(images=4000, epochs=4, seeds=(0, 1, 2), reduction=4):
    """Обучить старую сеть и её же с блоками SE на одних и тех же данных.

    Обе начинают с одних и тех же весов свёрток. Одиночный запуск разницу в пару процентов не
    доказывает, поэтому обучение повторяется с несколькими началами. Сеть так мала, а выборка так
    проста, что выигрыша ждать не следует: записанный итог — разница в пределах разброса.

    Parameters
    ----------
    images : int
        Сколько обучающих изображений Fashion-MNIST взять.
    epochs : int
        Сколько раз их пройти.
    seeds : sequence of int
        Начала случайных последовательностей.
    reduction : int
        Во сколько раз сужается внутренний слой SE.

    Returns
    -------
    pandas.DataFrame
        Строка на сеть; столбцы: «сеть», «параметры», «потеря» последней эпохи и «точность» —
        доля верных ответов на 2000 изображениях (средние по началам), «разброс» этой доли.
    """
    data = fashion_mnist("train")
    data = Split(data.images[:images], data.labels[:images], data.names)
    test = batches(fashion_mnist("test"), 500)
    runs = []
    for seed in seeds:
        seed_everything(seed)
        old = old_network()
        for name, model in {"старая": old, "с SE": add_squeeze_excitation(old, reduction)}.items():
            loader = batches(data, 64, shuffle=True)
            history = train(model, loader, epochs=epochs, lr=0.05, seed=seed, progress=False)
            runs.append(
                {
                    "сеть": name,
                    "параметры": count_parameters(model),
                    "потеря": history.epochs[-1]["loss"],
                    "точность": evaluate(model, test).accuracy,
                }
            )
    grouped = pd.DataFrame(runs).groupby("сеть", sort=False)
    table = grouped.mean().astype({"параметры": int})
    table["разброс"] = grouped["точность"].std()
    return table.reset_index()
