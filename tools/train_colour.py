"""Обучить сеть курса на цветных окнах фотографий и записать веса и летопись.

    python tools/train_colour.py

Веса попадают в ``lessons/datasets/weights/colour_cnn.safetensors``, летопись — рядом, в
``colour_cnn.json``. Занимает минуту на одном ядре.
"""

import time
from functools import partial

import torch
from train_fashion import store

from lessons.datasets import photo_crops
from lessons.experiments.stored import environment
from lessons.networks.colour import colour_network
from lessons.training import batches, evaluate, flip, seed_everything, train

EPOCHS, BATCH, RATE, DECAY, SEED = 16, 64, 0.1, 2e-3, 0


def distort(images):
    """Отражение, случайные яркость, контраст и сила цвета.

    Одна краска фотографию больше не выдаёт, и сети приходится замечать края и узоры.
    """
    images = flip(images)
    count = len(images)
    grey = images.mean(1, keepdim=True)
    faded = torch.rand(count, 1, 1, 1) * (torch.rand(count, 1, 1, 1) < 0.8)
    images = images * (1 - faded) + grey * faded
    level = images.mean((1, 2, 3), keepdim=True)
    contrast = 0.6 + 0.8 * torch.rand(count, 1, 1, 1)
    tint = 0.25 * (2 * torch.rand(count, 3, 1, 1) - 1)
    brightness = 0.3 * (2 * torch.rand(count, 1, 1, 1) - 1)
    return (images - level) * contrast + level + brightness + tint


def fit():
    """Обученная сеть и её летопись: настройки, качество по эпохам, итог на проверочной части."""
    seed_everything(SEED)
    model = colour_network().to(memory_format=torch.channels_last)
    loader = batches(photo_crops("train"), BATCH, shuffle=True, augment=distort)
    test = batches(photo_crops("test"), 500)
    # Сильное затухание убирает из больших ядер всё, без чего можно обойтись.
    descent = partial(torch.optim.SGD, momentum=0.9, nesterov=True, weight_decay=DECAY)
    start = time.perf_counter()
    history = train(model, loader, epochs=EPOCHS, lr=RATE, optimizer=descent, seed=SEED)
    log = {
        "settings": {
            "epochs": EPOCHS,
            "batch": BATCH,
            "lr": RATE,
            "weight_decay": DECAY,
            "seed": SEED,
        },
        "environment": environment(),
        "seconds": round(time.perf_counter() - start),
        "epochs": history.epochs,
        "test": evaluate(model, test)._asdict(),
    }
    return model.cpu(), log


if __name__ == "__main__":
    store("colour_cnn", *fit())
