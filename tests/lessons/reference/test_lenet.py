"""LeNet на numpy учится узнавать цифры."""

import numpy as np
import pytest

from lessons.datasets import mnist
from lessons.reference import SGD, accuracy, lenet, softmax_cross_entropy, train_epoch

EPOCHS, LEARNING_RATE = 6, 0.01


def digits(split):
    """Изображения (N, 1, 28, 28) от 0 до 1 и метки."""
    data = mnist(split)
    return data.images[:, None] / np.float32(255), data.labels


@pytest.mark.slow
def test_lenet_reaches_97_percent_on_mnist():
    images, labels = digits("train")
    rng = np.random.default_rng(0)
    model = lenet(rng)
    optimizer = SGD(model.parameters, LEARNING_RATE, momentum=0.9, weight_decay=1e-4)
    for epoch in range(EPOCHS):
        optimizer.learning_rate = LEARNING_RATE * (1 - epoch / EPOCHS)
        train_epoch(model, images, labels, optimizer, batch_size=16, rng=rng)
    assert accuracy(model, *digits("test")) >= 0.97


def test_lenet_can_memorise_one_batch():
    images, labels = (part[:16] for part in digits("train"))
    rng = np.random.default_rng(0)
    model = lenet(rng)
    optimizer = SGD(model.parameters, 0.02, momentum=0.9)
    for _ in range(60):
        train_epoch(model, images, labels, optimizer, batch_size=16, rng=rng)
    assert accuracy(model, images, labels) == 1
    assert softmax_cross_entropy(model(images), labels)[0] < 0.1
