"""Опубликованная точность сетей курса: что сообщили авторы и что дают выложенные веса."""

from typing import NamedTuple

import pandas as pd


class Published(NamedTuple):
    """Одно опубликованное число.

    Attributes
    ----------
    network : str
        Сеть.
    data : str
        Выборка: «ImageNet» (проверочная часть ILSVRC 2012), «CIFAR-10+» (плюс — обучение с
        отражениями и сдвигами), «MNIST»…
    top1, top5 : float or None
        Доля верных ответов, %: первый ответ и пять первых; ``None`` — не сообщается.
    terms : str
        Как измерено.
    source : str
        Откуда число.
    """

    network: str
    data: str
    top1: float | None
    top5: float | None
    terms: str
    source: str


ONE, TEN = "одно окно 224×224", "десять окон"
TV, TIMM = "веса torchvision", "веса timm"
PUBLISHED = tuple(
    Published(*row)
    for row in (
        ("LeNet-5", "MNIST", 99.05, None, "без искажений", "LeCun и др., 1998"),
        ("LeNet-5", "MNIST", 99.2, None, "обучение с искажениями", "LeCun и др., 1998"),
        ("AlexNet 2012", "ImageNet", 59.3, 81.8, TEN, "Krizhevsky и др., 2012"),
        ("AlexNet", "ImageNet", 56.522, 79.066, ONE, TV),
        ("VGG-16", "ImageNet", 74.4, 91.9, "одна сеть, один масштаб", "Simonyan, Zisserman, 2014"),
        ("VGG-16", "ImageNet", 71.592, 90.382, ONE, TV),
        ("VGG-19", "ImageNet", 72.376, 90.876, ONE, TV),
        ("NiN", "ImageNet", 59.36, None, "среднее окно", "Caffe Model Zoo"),
        ("NiN", "CIFAR-10", 89.59, None, "без искажений", "Lin и др., 2013"),
        ("NiN", "CIFAR-10+", 91.19, None, "с искажениями", "Lin и др., 2013"),
        ("GoogLeNet", "ImageNet", None, 89.93, ONE, "Szegedy и др., 2014"),
        ("GoogLeNet", "ImageNet", None, 93.33, "семь сетей, 144 окна", "Szegedy и др., 2014"),
        ("GoogLeNet", "ImageNet", 69.778, 89.530, ONE, TV),
        ("Inception-v4", "ImageNet", 80.0, 95.0, "одно окно 299×299", "Szegedy и др., 2016"),
        ("Inception-v4", "ImageNet", 80.144, 94.982, "одно окно 299×299", TIMM),
        ("Inception-ResNet-v2", "ImageNet", 80.1, 95.1, "одно окно 299×299", "Szegedy и др., 2016"),
        ("ResNet-18", "ImageNet", 69.758, 89.078, ONE, TV),
        ("ResNet-34", "ImageNet", 73.314, 91.420, ONE, TV),
        ("ResNet-50", "ImageNet", 77.15, 93.29, TEN, "He и др., 2015"),
        ("ResNet-50", "ImageNet", 76.130, 92.862, ONE, f"{TV}, V1"),
        ("ResNet-50", "ImageNet", 80.858, 95.434, ONE, f"{TV}, V2"),
        ("ResNet-101", "ImageNet", 77.374, 93.546, ONE, f"{TV}, V1"),
        ("ResNet-152", "ImageNet", 78.57, 94.29, TEN, "He и др., 2015"),
        ("ResNet-152", "ImageNet", 78.312, 94.046, ONE, f"{TV}, V1"),
        ("ResNet-20", "CIFAR-10+", 91.25, None, "лучшее обучение", "He и др., 2015"),
        ("ResNet-110", "CIFAR-10+", 93.57, None, "лучшее из пяти", "He и др., 2015"),
        ("ResNet-110", "CIFAR-10+", 93.59, None, "постоянная глубина", "Huang, Sun и др., 2016"),
        ("ResNet-110, стохастическая", "CIFAR-10+", 94.77, None, "", "Huang, Sun и др., 2016"),
        ("DenseNet-121", "ImageNet", 74.98, 92.29, ONE, "Huang, Liu и др., 2016"),
        ("DenseNet-121", "ImageNet", 74.434, 91.972, ONE, TV),
        ("DenseNet-161", "ImageNet", 77.138, 93.560, ONE, TV),
        ("DenseNet-169", "ImageNet", 75.600, 92.806, ONE, TV),
        ("DenseNet-201", "ImageNet", 76.896, 93.370, ONE, TV),
        ("DenseNet (40, 12)", "CIFAR-10+", 94.76, None, "", "Huang, Liu и др., 2016"),
        ("DenseNet-BC (100, 12)", "CIFAR-10+", 95.49, None, "", "Huang, Liu и др., 2016"),
        ("FractalNet-20", "CIFAR-10+", 94.78, None, "без dropout", "Larsson и др., 2016"),
        ("FractalNet-20", "CIFAR-10+", 95.40, None, "dropout и drop-path", "Larsson и др., 2016"),
        ("FractalNet-34", "ImageNet", 75.88, 92.61, TEN, "Larsson и др., 2016"),
        ("ResNeXt-50 32×4d", "ImageNet", 77.8, None, ONE, "Xie и др., 2016"),
        ("ResNeXt-50 32×4d", "ImageNet", 77.618, 93.698, ONE, TV),
        ("ResNeXt-29 8×64d", "CIFAR-10+", 96.35, None, "", "Xie и др., 2016"),
        ("SE-ResNet-50", "ImageNet", 76.71, 93.38, ONE, "Hu и др., 2017"),
        ("SE-ResNet-50", "ImageNet", 77.650, 93.732, ONE, TIMM),
        ("SqueezeNet 1.0", "ImageNet", 57.5, 80.3, "среднее окно", "Iandola и др., 2016"),
        ("SqueezeNet 1.0", "ImageNet", 58.092, 80.420, ONE, TV),
        ("SqueezeNet 1.1", "ImageNet", 58.178, 80.624, ONE, TV),
    )
)


def published_accuracies():
    """Опубликованная точность сетей курса.

    Числа одной сети расходятся, потому что расходятся условия: десять окон вместо одного или
    другой рецепт обучения (V2 у torchvision) добавляют проценты, не меняя самой сети. Сравнивать
    сети между собой можно лишь при одних условиях.

    Returns
    -------
    pandas.DataFrame
        Строка на число; столбцы «сеть», «выборка», «top-1, %», «top-5, %» (доли верных ответов),
        «условия», «источник».

    Examples
    --------
    >>> table = published_accuracies()
    >>> table[(table["выборка"] == "ImageNet") & table["источник"].str.startswith("веса")]
    """
    columns = ["сеть", "выборка", "top-1, %", "top-5, %", "условия", "источник"]
    return pd.DataFrame(PUBLISHED).set_axis(columns, axis=1)
