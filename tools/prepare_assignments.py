"""Файлы данных, которые лежат рядом с тетрадями заданий: студенту библиотека курса не нужна.

python tools/prepare_assignments.py [ПАПКА_ПОЛНОЙ_ВЫБОРКИ]

Полная выборка Fashion-MNIST (пакет Debian dataset-fashion-mnist) нужна, лишь чтобы сменить
картинки, по которым судят сеть задания ``train_a_network``: без папки они остаются прежними.
"""

import base64
import lzma
import re
import sys
from pathlib import Path

import numpy as np

from lessons.datasets import fashion_mnist, imagenet_labels, photo
from lessons.datasets.grey import fashion_mnist_full
from lessons.networks.pretrained import preprocess, squeezenet_imagenet

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


def train_a_network() -> None:
    """По 200 вещей каждого из десяти видов."""
    images, labels = fashion_mnist("train")[:2]
    chosen = np.concatenate([np.flatnonzero(labels == kind)[:200] for kind in range(10)])
    chosen = np.random.default_rng(0).permutation(chosen)
    np.savez_compressed(
        SOLUTIONS / "train_a_network/pictures.npz",
        images=images[chosen],
        labels=labels[chosen].astype(np.uint8),
    )


def hide_unseen(folder: str) -> None:
    """Записать в скрытую проверку по 40 вещей каждого вида, которых нет в выборке курса."""
    images, labels = fashion_mnist_full("test", folder)[:2]
    chosen = np.concatenate([np.flatnonzero(labels == kind)[200:240] for kind in range(10)])
    content = labels[chosen].astype(np.uint8).tobytes() + (images[chosen] // 16).tobytes()
    packed = base64.b85encode(lzma.compress(content, preset=9)).decode()
    path = SOLUTIONS / "train_a_network/train_a_network.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(?<=packed = \\")[^"\\]*', lambda _: packed, text), encoding="utf-8")


def looking_inside() -> None:
    """Веса SqueezeNet под именами слоёв задания, названия классов и две фотографии."""
    weights = {}
    for name, value in squeezenet_imagenet().state_dict().items():
        name = name.replace("features.0.", "stem.").replace("classifier.1.", "last.")
        name = re.sub(r"features\.(\d+)", lambda found: f"body.{int(found[1]) - 2}", name)
        # В смещениях первой свёртки вычтены средние яркости: половинной точности им мало.
        weights[name] = value.numpy().astype("float32" if "stem" in name else "float16")
    photos = preprocess([photo("chelsea"), photo("coffee")])
    np.savez_compressed(
        SOLUTIONS / "looking_inside/squeezenet.npz",
        photos=(photos * 255).round().byte().permute(0, 2, 3, 1).numpy(),
        names=np.array([label.russian for label in imagenet_labels()]),
        **weights,
    )


def main() -> None:
    for prepare in (image_and_linear, convolution_2d, train_a_network, looking_inside):
        (SOLUTIONS / prepare.__name__).mkdir(exist_ok=True)
        prepare()
    for folder in sys.argv[1:2]:
        hide_unseen(folder)


if __name__ == "__main__":
    main()
