"""Состязание сетей: общая часть опытов. Каждую сеть обучить с каждым началом и записать ход."""

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
import torch
from torch import nn
from torch.nn.functional import cross_entropy
from tqdm.auto import tqdm

from lessons.datasets import fashion_mnist
from lessons.networks import count_parameters
from lessons.training import batches, evaluate, seed_everything, sgd, train


class Entrant(NamedTuple):
    """Участник состязания.

    Attributes
    ----------
    name : str
        Название сети.
    build : callable
        Функция без аргументов, которая строит сеть со случайными весами.
    facts : mapping
        Чем она отличается от других: столбцы итоговой таблицы, например ``{"глубина": 20}``.
    lr : float
        Наибольший шаг обучения.
    optimizer : callable
        Спуск, см. `lessons.training.train`.
    augment : callable, optional
        Случайное искажение обучающего батча, см. `lessons.training.batches`.
    """

    name: str
    build: Callable[[], nn.Module]
    facts: Mapping = MappingProxyType({})
    lr: float = 0.05
    optimizer: Callable = sgd
    augment: Callable | None = None


def contest(
    entrants,
    data,
    *,
    epochs,
    seeds,
    loss=cross_entropy,
    size=64,
    measure=None,
    watch=False,
    journal=None,
    progress=False,
):
    """Обучить каждую сеть с каждым началом на одних и тех же изображениях.

    Сравнение честное: у всех одни и те же данные, число проходов, шаг и порядок батчей; начальные
    веса зависят только от ``seed``.

    Parameters
    ----------
    entrants : sequence of Entrant
        Участники; названия различны.
    data : tuple of Split
        Обучающая и проверочная выборки.
    epochs : int
        Сколько раз пройти обучающую.
    seeds : sequence of int
        Начала случайных последовательностей.
    loss : callable
        Средняя по батчу потеря ``loss(outputs, labels)``.
    size : int
        Изображений в батче.
    measure : callable, optional
        ``measure(model) → dict``: что ещё измерить у обученной сети.
    watch : bool
        Измерять ли качество на проверочной выборке после каждой эпохи, а не только в конце.
    journal : Journal, optional
        Куда записывать каждое обучение; записанное раньше не повторяется.
    progress : bool
        Показывать ли полосу хода.

    Returns
    -------
    pandas.DataFrame
        Строка на обучение: «сеть», её ``facts``, «начало», «параметры», «потеря» — средняя за
        последнюю эпоху (нечисло, если обучение разошлось), «точность» — доля верных ответов на
        проверочной выборке, «секунды» по часам, «кривая» (см. `curves`) и то, что вернула
        ``measure``.
    """
    pairs = [(entrant, seed) for entrant in entrants for seed in seeds]
    rows = []
    for entrant, seed in tqdm(pairs, desc="Обучение сетей", disable=not progress):
        row = None if journal is None else journal.find(entrant.name, seed)
        if row is None:
            row = {"сеть": entrant.name, **entrant.facts, "начало": seed}
            settings = {"epochs": epochs, "seed": seed, "loss": loss, "size": size}
            row |= _one(entrant, data, settings, measure, watch)
            if journal is not None:
                journal.add(row)
        rows.append(row)
    return pd.DataFrame(rows)


def fit(build, data, *, epochs, seed, size=64, augment=None, **settings):
    """Сеть, построенная ``build`` и обученная с началом ``seed``, и летопись обучения.

    Parameters
    ----------
    build : callable
        Функция без аргументов.
    data : Split
        Обучающая выборка.
    epochs, seed
        Как у `lessons.training.train`.
    size : int
        Изображений в батче.
    augment : callable, optional
        Случайное искажение батча.
    **settings
        Другие аргументы `lessons.training.train`: ``lr``, ``loss``, ``optimizer``, ``validation``.

    Returns
    -------
    model : torch.nn.Module
        Обученная сеть.
    history : lessons.training.History
        Летопись.
    """
    seed_everything(seed)
    # В таком порядке памяти свёртки процессора быстрее.
    model = build().to(memory_format=torch.channels_last)
    loader = batches(data, size, shuffle=True, augment=augment)
    history = train(model, loader, epochs=epochs, seed=seed, progress=False, **settings)
    return model, history


def _one(entrant, data, settings, measure, watch):
    """Одно обучение: потеря, точность, кривая и измерения."""
    start = time.perf_counter()
    training, test = data[0], batches(data[1], 500)
    built = []

    def build():
        built.append(entrant.build())
        return built[-1]

    try:
        model, history = fit(
            build,
            training,
            lr=entrant.lr,
            optimizer=entrant.optimizer,
            augment=entrant.augment,
            validation=test if watch else None,
            **settings,
        )
        curve = history.epochs
    except FloatingPointError:  # разошлось: сеть осталась такой, какой её застала ошибка
        model, curve = built[-1], []
    row = {
        "параметры": count_parameters(model),
        "потеря": curve[-1]["loss"] if curve else None,
        "точность": round(evaluate(model, test).accuracy, 6),
        "секунды": round(time.perf_counter() - start, 1),
        "кривая": [_short(epoch) for epoch in curve],
    }
    return row | (measure(model) if measure else {})


def _short(epoch):
    """Запись об эпохе без пустого и с пятью значащими цифрами: больше на кривой не видно."""
    known = {key: value for key, value in epoch.items() if value is not None}
    return {key: v if isinstance(v, int) else float(f"{v:.5g}") for key, v in known.items()}


def curves(table):
    """Ход обучений длинной таблицей, из которой строятся кривые.

    Parameters
    ----------
    table : pandas.DataFrame
        Итог `contest` или `lessons.experiments.stored_result`.

    Returns
    -------
    pandas.DataFrame
        Строка на эпоху: «сеть», «начало», «эпоха», «потеря» и «доля верных» на обучающей выборке
        (средние за эпоху), «потеря на проверке» и «точность» — на проверочной, если за ней следили
        (``watch``), иначе нечисла.
    """
    names = {
        "epoch": "эпоха",
        "loss": "потеря",
        "accuracy": "доля верных",
        "validation_loss": "потеря на проверке",
        "validation_accuracy": "точность",
    }
    rows = [
        {"сеть": run["сеть"], "начало": run["начало"], **epoch}
        for run in table.to_dict("records")
        for epoch in run["кривая"]
    ]
    return pd.DataFrame(rows, columns=["сеть", "начало", *names]).rename(columns=names)


def bundles(table, value="потеря", by="сеть"):
    """Кривые обучений, собранные в пучки: для ``lessons.plotting.bundles``.

    Parameters
    ----------
    table : pandas.DataFrame
        Итог `contest` или `lessons.experiments.stored_result`.
    value : str
        Столбец `curves`.
    by : str
        Столбец ``table``, по которому собирать.

    Returns
    -------
    dict of (list of list of float)
        Значение ``by`` → по кривой на обучение, значение на эпоху.
    """
    return {
        name: [run[value].tolist() for _, run in curves(group).groupby(["сеть", "начало"])]
        for name, group in table.groupby(by, sort=False)
    }


def summary(table):
    """Среднее и разброс по началам: строка на сеть в исходном порядке.

    Parameters
    ----------
    table : pandas.DataFrame
        Итог `contest` или `lessons.experiments.stored_result`.

    Returns
    -------
    pandas.DataFrame
        Индекс «сеть»; «обучений» — сколько их было, затем средние всех чисел таблицы и «разброс» —
        стандартное отклонение точности (делитель n − 1).
    """
    groups = table.drop(columns=["начало", "кривая"], errors="ignore").groupby("сеть", sort=False)
    means = groups.mean(numeric_only=True)
    means.insert(0, "обучений", groups.size())
    means.insert(means.columns.get_loc("точность") + 1, "разброс", groups["точность"].std())
    return means.astype({"параметры": int})


def garments(images, test=1000, side=28):
    """Первые изображения Fashion-MNIST для обучения и проверки.

    Parameters
    ----------
    images, test : int
        Сколько взять для обучения (до 10 000) и для проверки (до 2000).
    side : {28, 14}
        Сторона; 14 — вдвое уменьшенные (``shrunk``), опыт на них идёт вчетверо быстрее.

    Returns
    -------
    tuple of Split
        Обучающая и проверочная выборки.
    """
    splits = []
    for part, count in (("train", images), ("test", test)):
        split = first(fashion_mnist(part), count)
        splits.append(shrunk(split) if side == 14 else split)
    return tuple(splits)


def first(split, count):
    """Первые ``count`` изображений выборки."""
    return split._replace(images=split.images[:count], labels=split.labels[:count])


def shrunk(split):
    """Выборка, уменьшенная вдвое усреднением по 2×2: ``(N, 2H, 2W) → (N, H, W)``."""
    count, height, width = split.images.shape
    blocks = split.images.reshape(count, height // 2, 2, width // 2, 2)
    return split._replace(images=np.rint(blocks.mean((2, 4))).astype(np.uint8))
