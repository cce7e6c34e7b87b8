"""Данные курса: небольшие выборки, фотографии, картинки и названия классов.

Всё лежит в самом репозитории или в установленных пакетах, во время работы ничего не скачивается.
Откуда взят каждый файл и на каких условиях, перечисляет `licences`.
"""

from lessons.datasets.class_names import Label, imagenet_labels
from lessons.datasets.crops import photo_crops
from lessons.datasets.grey import fashion_mnist, fashion_mnist_full, mnist
from lessons.datasets.licences import licences
from lessons.datasets.patches import textures
from lessons.datasets.photos import PHOTOS, photo
from lessons.datasets.pictures import Pictures, picture_credits, pictures
from lessons.datasets.storage import DataFileError, Split

__all__ = [
    "PHOTOS",
    "DataFileError",
    "Label",
    "Pictures",
    "Split",
    "fashion_mnist",
    "fashion_mnist_full",
    "imagenet_labels",
    "licences",
    "mnist",
    "photo",
    "photo_crops",
    "picture_credits",
    "pictures",
    "textures",
]
