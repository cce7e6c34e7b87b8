"""Простая и остаточная сети растущей глубины.

Размеры выбраны так, чтобы опыт шёл на процессоре: изображения Fashion-MNIST уменьшены до 14×14,
из обучающих взята часть. Сети — семейства ResNet для CIFAR с 6n + 2 слоями.
"""

from functools import partial

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks import resnet_cifar
from lessons.networks.resnet import BasicBlock
from lessons.networks.resnet_cifar import ResNetCifar, ZeroShortcut


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


KINDS = {"простая": plain_network, "остаточная": residual_network}


def compare_depths(
    depths=(8, 20, 44),
    kinds=("простая", "остаточная"),
    images=2000,
    epochs=20,
    seeds=(0, 1, 2),
    journal=None,
):
    """Обучить простую и остаточную сети каждой глубины.

    Вопрос опыта — обучающая ошибка: если глубокая простая сеть учится хуже мелкой, дело не в
    переобучении, а в том, что спуск не находит решения, которое у неё заведомо есть.

    Parameters
    ----------
    depths : sequence of int
        Глубины 6n + 2.
    kinds : sequence of {"простая", "остаточная"}
        Какие сети обучать.
    images, epochs, seeds, journal
        Сколько обучающих изображений взять и остальное, как у `contest`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; столбцы «вид» — «простая» или «остаточная» — и «глубина».
    """
    entrants = [
        Entrant(f"{kind}-{depth}", partial(KINDS[kind], depth), {"вид": kind, "глубина": depth})
        for depth in depths
        for kind in kinds
    ]
    data = garments(images, side=14)
    return contest(entrants, data, epochs=epochs, seeds=seeds, watch=True, journal=journal)
