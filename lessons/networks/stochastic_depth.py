"""Стохастическая глубина: при обучении остаточные блоки случайно пропускаются целиком.

Huang, Sun, Liu, Sedra, Weinberger. Deep Networks with Stochastic Depth. 2016, arXiv:1603.09382.

Блок номер ``l`` из ``L`` остаётся с вероятностью ``p_l = 1 − l/L · (1 − p_L)``: первые блоки,
готовящие признаки для остальных, почти не пропускаются, последний остаётся с вероятностью ``p_L``.
При обучении ``y = ReLU(b_l · F(x) + x)``, где ``b_l`` — 0 или 1; при проверке вместо ``b_l`` стоит
его среднее ``p_l``.
"""

import torch
from torch import Tensor

from lessons.networks.resnet import BasicBlock
from lessons.networks.resnet_cifar import ResNetCifar, ZeroShortcut, blocks_in_stage


class StochasticBlock(BasicBlock):
    """Простой остаточный блок, который при обучении выполняется с вероятностью ``survival``."""

    def __init__(self, inputs: int, width: int, stride: int, survival: float) -> None:
        super().__init__(inputs, width, stride, ZeroShortcut)
        self.survival = survival

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            y = torch.add(self.bypass(x), self.residual(x), alpha=self.survival)
            return self.relu2(y)
        # Одно решение на батч: пропущенный блок не вычисляется ни вперёд, ни назад.
        if torch.rand(()) < self.survival:
            return super().forward(x)
        return self.bypass(x).relu()


def stochastic_depth_resnet(
    depth: int, survival: float = 0.5, classes: int = 10, channels: int = 3
) -> ResNetCifar:
    """ResNet для CIFAR со стохастической глубиной: ``(N, channels, 32, 32) → (N, classes)``.

    Parameters
    ----------
    depth : int
        Число слоёв с весами, ``6n + 2``.
    survival : float
        Вероятность ``p_L``, с которой остаётся последний блок, от 0 до 1.
    classes, channels : int
        Число классов и каналов входа.

    Returns
    -------
    ResNetCifar
        Параметров столько же, сколько у ``resnet_cifar(depth)``: 1 727 962 при глубине 110.

    Raises
    ------
    ValueError
        Если глубина не вида ``6n + 2`` или вероятность вне [0, 1].
    """
    if not 0 <= survival <= 1:
        raise ValueError(f"survival: получено {survival!r}, ожидалась вероятность от 0 до 1")
    total = 3 * blocks_in_stage(depth)

    def block(number: int, inputs: int, width: int, stride: int) -> StochasticBlock:
        return StochasticBlock(inputs, width, stride, 1 - number / total * (1 - survival))

    return ResNetCifar(depth, block, classes, channels)
