"""Качество обученной сети."""

from typing import NamedTuple

import torch
from torch.nn.functional import cross_entropy


class Evaluation(NamedTuple):
    """Доля верных ответов 0…1 и средняя потеря на одно изображение."""

    accuracy: float
    loss: float


def device_of(model):
    """Устройство, на котором лежат параметры модели (для модели без параметров — процессор)."""
    parameter = next(model.parameters(), None)
    return torch.device("cpu") if parameter is None else parameter.device


def move(images, labels, device):
    """Перенести батч на устройство, не дожидаясь конца копирования.

    На видеокарте четырёхмерные изображения укладываются каналами вперёд по памяти
    (channels-last): в таком порядке быстрее работают её свёртки.
    """
    labels = labels.to(device, non_blocking=True)
    if device.type == "cuda" and images.ndim == 4:
        layout = torch.channels_last
        return images.to(device, non_blocking=True, memory_format=layout), labels
    return images.to(device, non_blocking=True), labels


def correct_answers(outputs, labels):
    """Сколько верных ответов в батче: тензор из одного целого.

    У сетей с вспомогательными выходами ``outputs`` — кортеж, ответ даёт его первый элемент.
    """
    logits = outputs[0] if isinstance(outputs, tuple) else outputs
    return (logits.argmax(1) == labels).sum()


@torch.no_grad()
def evaluate(model, loader, *, loss=cross_entropy):
    """Измерить качество сети; веса и режим (обучение или ответ) не меняются.

    Parameters
    ----------
    model : torch.nn.Module
        Сеть; считает там, где лежат её параметры.
    loader : iterable
        Батчи: изображения ``(B, C, H, W)`` и метки ``(B,)``.
    loss : callable
        Средняя по батчу потеря ``loss(outputs, labels)``.

    Returns
    -------
    Evaluation
        Доля верных ответов и средняя потеря.

    Raises
    ------
    ValueError
        В загрузчике нет ни одного изображения.
    """
    device = device_of(model)
    was_training = model.training
    model.eval()
    correct, total, count = 0, 0.0, 0
    try:
        for images, labels in loader:
            images, labels = move(images, labels, device)
            outputs = model(images)
            correct = correct + correct_answers(outputs, labels)
            total = total + loss(outputs, labels) * len(labels)
            count += len(labels)
    finally:
        model.train(was_training)
    if count == 0:
        raise ValueError("loader: получен пустой загрузчик, ожидается хотя бы один батч")
    return Evaluation(float(correct) / count, float(total) / count)
