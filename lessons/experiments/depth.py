"""Простая и остаточная сети растущей глубины; стохастическая глубина.

Размеры выбраны так, чтобы опыт шёл на процессоре: изображения Fashion-MNIST уменьшены до 14×14,
из обучающих взята часть. Сети — семейства ResNet для CIFAR с 6n + 2 слоями.
"""

from functools import partial

import numpy as np
import pandas as pd
from torch import nn

from lessons.datasets import Split, fashion_mnist
from lessons.networks import resnet_cifar, stochastic_depth_resnet
from lessons.networks.resnet import BasicBlock
from lessons.networks.resnet_cifar import ResNetCifar, ZeroShortcut
from lessons.training import batches, evaluate, seed_everything, train


class PlainBlock(BasicBlock):
    """Те же две свёртки, что в остаточном блоке, но без обхода: ``ReLU(F(x))``."""

    def forward(self, x):
        return self.relu2(self.residual(x))


def plain_network(depth):
    """Сеть из тех же слоёв, что ``resnet_cifar(depth, channels=1)``, но без обходов.

    Parameters
    ----------
    depth : int
        Число слоёв с весами, 6n + 2.

    Returns
    -------
    ResNetCifar
        Параметров столько же, сколько у остаточной сети.
    """

    def block(number, inputs, width, stride):
        return PlainBlock(inputs, width, stride, ZeroShortcut)

    return ResNetCifar(depth, block, classes=10, channels=1)


def residual_network(depth):
    """ResNet той же глубины для серых изображений."""
    return resnet_cifar(depth, channels=1)


def compare_depths(depths=(8, 20, 44), images=4000, epochs=4, seed=0):
    """Обучить простую и остаточную сети каждой глубины.

    Parameters
    ----------
    depths : sequence of int
        Глубины 6n + 2.
    images : int
        Сколько обучающих изображений взять, до 10 000.
    epochs : int
        Сколько раз их пройти.
    seed : int
        Начало случайных последовательностей.

    Returns
    -------
    pandas.DataFrame
        Строка на обучение; столбцы: «глубина», «сеть», «потеря» — средняя за последнюю эпоху,
        «точность» — доля верных ответов на 2000 проверочных изображениях.
    """
    rows = []
    for depth in depths:
        for name, build in (("простая", plain_network), ("остаточная", residual_network)):
            model, history = _fit(partial(build, depth), images, epochs, seed)
            rows.append({"глубина": depth, "сеть": name, **_quality(model, history)})
    return pd.DataFrame(rows)


def compare_stochastic_depth(depth=32, survival=0.5, images=4000, epochs=4, seed=0):
    """Обучить остаточную сеть со стохастической глубиной и без неё.

    При коротком обучении сеть со стохастической глубиной отстаёт: за те же эпохи каждый блок
    обновлялся реже. Зато потеря блока в готовой сети вредит ей меньше.

    Parameters
    ----------
    depth : int
        Число слоёв 6n + 2.
    survival : float
        Вероятность остаться у последнего блока.
    images, epochs, seed : int
        Как у `compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Строка на сеть; столбцы: «сеть», «потеря» за последнюю эпоху, «точность» — доля верных
        ответов, «без одного блока» — она же в среднем, если из готовой сети убрать один блок.
    """
    builders = {
        "постоянная": partial(residual_network, depth),
        "стохастическая": partial(stochastic_depth_resnet, depth, survival, channels=1),
    }
    rows = []
    for name, build in builders.items():
        model, history = _fit(build, images, epochs, seed)
        crippled = float(np.mean(accuracy_without_each_block(model)))
        rows.append({"сеть": name, **_quality(model, history), "без одного блока": crippled})
    return pd.DataFrame(rows)


def accuracy_without_each_block(model):
    """Точность готовой сети, из которой убран один остаточный блок: список по блокам.

    Блоки, меняющие форму, не убираются. Остаточную сеть это портит мало: она ведёт себя как
    собрание сетей разной глубины (A. Veit, M. Wilber, S. Belongie. Residual networks behave like
    ensembles of relatively shallow networks. NeurIPS, 2016).
    """
    accuracies = []
    for stage in (model.layer1, model.layer2, model.layer3):
        for place, block in enumerate(stage):
            if block.downsample is None:
                stage[place] = nn.Identity()
                accuracies.append(evaluate(model, _test()).accuracy)
                stage[place] = block
    return accuracies


def shrunk(split):
    """Выборка, уменьшенная вдвое усреднением по 2×2: ``(N, 2H, 2W) → (N, H, W)``."""
    count, height, width = split.images.shape
    blocks = split.images.reshape(count, height // 2, 2, width // 2, 2)
    return split._replace(images=np.rint(blocks.mean((2, 4))).astype(np.uint8))


def _fit(build, images, epochs, seed):
    data = shrunk(fashion_mnist("train"))
    data = Split(data.images[:images], data.labels[:images], data.names)
    seed_everything(seed)
    model = build()
    loader = batches(data, 64, shuffle=True)
    return model, train(model, loader, epochs=epochs, lr=0.05, seed=seed, progress=False)


def _quality(model, history):
    return {
        "потеря": history.epochs[-1]["loss"],
        "точность": evaluate(model, _test()).accuracy,
    }


def _test():
    return batches(shrunk(fashion_mnist("test")), 500)
