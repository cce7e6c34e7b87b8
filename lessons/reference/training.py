"""Обучение сети на numpy: одна эпоха и доля верных ответов."""

import numpy as np

from .losses import softmax_cross_entropy
from .optimization import minibatches


def train_epoch(model, images, labels, optimizer, *, batch_size, rng):
    """Один проход по выборке: на каждом батче вперёд, назад и шаг.

    Parameters
    ----------
    model : Sequential
        Сеть; переводится в режим обучения.
    images : ndarray, shape (N, C, H, W)
    labels : ndarray of int, shape (N,)
        Номера верных классов.
    optimizer : SGD
        Построен над ``model.parameters``.
    batch_size : int
    rng : numpy.random.Generator
        Порядок примеров.

    Returns
    -------
    float
        Средняя потеря на пример, пока веса менялись.

    Raises
    ------
    ValueError
        Размер батча не положителен, или метки не подходят.
    """
    model.train()
    total = 0.0
    for batch in minibatches(len(images), batch_size, rng):
        scores = model.forward(images[batch])  # вперёд
        loss, grad_scores = softmax_cross_entropy(scores, labels[batch])
        model.backward(grad_scores)  # назад
        optimizer.step(model.gradients)  # шаг
        total += loss * len(batch)
    return total / len(images)


def accuracy(model, images, labels, *, batch_size=256):
    """Доля верных ответов сети.

    Parameters
    ----------
    model : Sequential
        Сеть; на время счёта переводится в режим ответа.
    images : ndarray, shape (N, C, H, W)
    labels : ndarray of int, shape (N,)
    batch_size : int
        Изображений за раз.

    Returns
    -------
    float
        От 0 до 1.
    """
    mode = model.training
    model.eval()
    parts = range(0, len(images), batch_size)
    answers = [model.forward(images[i : i + batch_size]).argmax(axis=1) for i in parts]
    model.train(mode)
    return float(np.mean(np.concatenate(answers) == labels))
