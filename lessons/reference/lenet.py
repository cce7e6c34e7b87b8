"""LeNet-5 на numpy и её обучение."""

import numpy as np

from .layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential
from .losses import softmax_cross_entropy
from .optimization import batches


def lenet(rng):
    """LeNet-5 в нынешнем виде для изображений (N, 1, 28, 28): 61 706 параметров.

    От сети 1998 года отличается тем, что вместо сигмоид в ней ReLU, вместо обучаемой
    субдискретизации — максимум, а третий слой видит все карты признаков.

    Parameters
    ----------
    rng : numpy.random.Generator
        Источник начальных весов.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner. Gradient-based learning applied to document
    recognition. 1998.
    """
    return Sequential(
        Conv2d(1, 6, 5, padding=2, rng=rng),  # 6 × 28 × 28
        ReLU(),
        MaxPool2d(2),  # 6 × 14 × 14
        Conv2d(6, 16, 5, rng=rng),  # 16 × 10 × 10
        ReLU(),
        MaxPool2d(2),  # 16 × 5 × 5
        Flatten(),
        Linear(400, 120, rng=rng),
        ReLU(),
        Linear(120, 84, rng=rng),
        ReLU(),
        Linear(84, 10, rng=rng),
    )


def train_epoch(model, images, labels, optimizer, *, batch_size, rng):
    """Один проход по выборке; возвращает среднюю потерю.

    Parameters
    ----------
    model : Sequential
    images : ndarray, shape (N, C, H, W)
    labels : ndarray of int, shape (N,)
    optimizer : SGD
        Построен над ``model.parameters``.
    batch_size : int
    rng : numpy.random.Generator
        Порядок примеров.
    """
    total = 0.0
    for batch in batches(len(images), batch_size, rng):
        loss, grad_scores = softmax_cross_entropy(model.forward(images[batch]), labels[batch])
        model.backward(grad_scores)
        optimizer.step(model.gradients)
        total += loss * len(batch)
    return total / len(images)


def accuracy(model, images, labels, *, batch_size=256):
    """Доля верных ответов, от 0 до 1."""
    parts = range(0, len(images), batch_size)
    answers = [model.forward(images[i : i + batch_size]).argmax(axis=1) for i in parts]
    return float(np.mean(np.concatenate(answers) == labels))
