"""Качество обученной сети."""

from typing import NamedTuple

import torch
from torch.nn.functional import cross_entropy

from lessons.networks.modes import evaluating
from lessons.training.device import autocast, device_of, move, precision_of
from lessons.training.metrics import accuracy


class Evaluation(NamedTuple):
    """Среднее на одно изображение: мера качества (``None``, если её не просили) и потеря."""

    metric: float | None
    loss: float

    @property
    def accuracy(self):
        """Доля верных ответов 0…1 — мера, которой `evaluate` пользуется по умолчанию."""
        return self.metric


@torch.no_grad()
def evaluate(model, loader, *, loss=cross_entropy, metric=accuracy, precision=None):
    """Измерить качество сети; веса и режим каждой её части не меняются.

    Parameters
    ----------
    model : torch.nn.Module
        Сеть; считает там, где лежат её параметры.
    loader : iterable
        Батчи: изображения ``(B, C, H, W)`` и ответы, для классификации — метки ``(B,)``.
    loss : callable
        Средняя по батчу потеря ``loss(outputs, labels)``.
    metric : callable or None
        Средняя по батчу мера качества ``metric(outputs, labels)``; ``None`` — не измерять.
    precision : {"float32", "bfloat16", "float16"}, optional
        Точность внутри сети; по умолчанию лучшая для устройства, как у `train`.

    Returns
    -------
    Evaluation
        Мера качества и потеря, средние на одно изображение.

    Raises
    ------
    ValueError
        В загрузчике нет ни одного изображения, или точность неизвестна.
    """
    device = device_of(model)
    dtype = precision_of(precision, device)
    quality, total, count = 0.0, 0.0, 0
    with evaluating(model):
        for images, labels in loader:
            images, labels = move(images, labels, device)
            with autocast(device, dtype):
                outputs = model(images)
                batch_loss = loss(outputs, labels)
            total += float(batch_loss) * len(labels)
            if metric is not None:
                quality += float(metric(outputs, labels)) * len(labels)
            count += len(labels)
    if count == 0:
        raise ValueError("loader: получен пустой загрузчик, ожидался хотя бы один батч")
    return Evaluation(None if metric is None else quality / count, total / count)
