"""Кирпичи, общие для нескольких сетей: свёртка с нормализацией, ветви, начальные веса."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from lessons.checks import whole


def check_positive(**sizes: int) -> None:
    """Проверить, что каждый размер — целое число не меньше единицы, иначе ``ValueError``."""
    for name, value in sizes.items():
        whole(value, name)


class ConvBNReLU(nn.Module):
    """Свёртка без смещения → пакетная нормализация → ReLU.

    Смещение свёртки излишне: нормализация вычитает среднее, а сдвиг есть у неё самой.

    Parameters
    ----------
    inputs, outputs : int
        Число каналов на входе и на выходе.
    kernel, stride, padding : int or tuple[int, int]
        Размер ядра, шаг и отступ; пара — по высоте и по ширине.
    eps : float
        Добавка к дисперсии в нормализации.
    """

    def __init__(self, inputs, outputs, kernel, *, stride=1, padding=0, eps=1e-5) -> None:
        super().__init__()
        self.out_channels = outputs
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=eps)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.bn(self.conv(x)))


class Parallel(nn.Module):
    """Несколько ветвей над одним входом; их карты признаков склеиваются по каналам.

    Parameters
    ----------
    out_channels : int
        Сколько каналов в сумме дают ветви.
    branches : Mapping[str, nn.Module]
        Ветви в порядке склейки; под этими именами их веса видны в ``state_dict``.
    """

    def __init__(self, out_channels: int, branches: Mapping[str, nn.Module]) -> None:
        super().__init__()
        self.out_channels = out_channels
        for name, branch in branches.items():
            self.add_module(name, branch)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([branch(x) for branch in self.children()], dim=1)


def initialize(model: nn.Module) -> None:
    """Задать начальные веса свёрток по Хе: ``std = sqrt(2 / (C·R·S))``, смещения — нули.

    C — сколько входных каналов видит ядро, R × S — его размер. При таком разбросе величина
    откликов не меняется от слоя к слою с ReLU (He, Zhang, Ren, Sun, 2015, arXiv:1502.01852).
    """
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_in", nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def initialize_answers(conv: nn.Conv2d) -> None:
    """Задать начальные веса последней свёртки сети, ответы которой ещё проходят через ReLU.

    Веса малы, смещения равны 1, поэтому вначале все ответы положительны. С нулевыми смещениями
    класс, чьи ответы сразу отрицательны, не получал бы градиента и не выучился бы никогда; общий
    же сдвиг ответов softmax не замечает.
    """
    nn.init.normal_(conv.weight, std=0.01)
    nn.init.ones_(conv.bias)
