"""Файлы данных, которые лежат рядом с тетрадями заданий: студенту библиотека курса не нужна.

python tools/prepare_assignments.py
"""

from pathlib import Path

import numpy as np

from lessons.datasets import fashion_mnist, photo

SOLUTIONS = Path(__file__).parents[1] / "solutions"
CLASSES = (0, 1, 3, 5, 8, 9)  # шесть вещей Fashion-MNIST: футболка, брюки, платье, обувь, сумка


def image_and_linear() -> None:
    """Шесть видов одежды (обучение и проверка) и фотография кошки."""
    arrays = {"cat": photo("chelsea")[20:180, 90:290]}
    for split, count in (("train", 100), ("test", 50)):
        images, labels = fashion_mnist(split)[:2]
        chosen = np.concatenate([np.flatnonzero(labels == kind)[:count] for kind in CLASSES])
        chosen = np.random.default_rng(0).permutation(chosen)
        arrays[f"{split}_images"] = images[chosen]
        arrays[f"{split}_labels"] = np.searchsorted(CLASSES, labels[chosen]).astype(np.uint8)
    np.savez_compressed(SOLUTIONS / "image_and_linear/pictures.npz", **arrays)


def convolution_2d() -> None:
    """Кусок фотографии оператора: серый, резкий, с прямыми краями."""
    np.savez_compressed(
        SOLUTIONS / "convolution_2d/photo.npz", photo=photo("camera")[60:300:2, 160:400:2]
    )


def main() -> None:
    for prepare in (image_and_linear, convolution_2d):
        (SOLUTIONS / prepare.__name__).mkdir(exist_ok=True)
        prepare()


if __name__ == "__main__":
    main()
