"""DenseNet: каждый слой блока получает карты всех предыдущих, ``z_i = H_i([z_0, …, z_{i−1}])``.

Huang, Liu, van der Maaten, Weinberger. Densely Connected Convolutional Networks. 2016,
arXiv:1608.06993.

Слой добавляет ``k`` каналов (темп роста), поэтому их число в блоке растёт линейно. Между блоками
стоит переход: свёртка 1×1 и усредняющий пулинг 2×2. Порядок внутри ``H`` — нормализация, ReLU,
свёртка; вариант с узким местом сначала сводит входы к ``4k`` каналам свёрткой 1×1.

===========  =================  ======  ============================
сеть         слоёв в блоках     рост k  начало
===========  =================  ======  ============================
DenseNet-121 6, 12, 24, 16      32      7×7, шаг 2 → 64, пулинг
DenseNet-169 6, 12, 32, 32      32      7×7, шаг 2 → 64, пулинг
DenseNet-201 6, 12, 48, 32      32      7×7, шаг 2 → 64, пулинг
DenseNet-161 6, 12, 36, 24      48      7×7, шаг 2 → 96, пулинг
CIFAR        (L − 4) / 3        любой   3×3 → 16
CIFAR, BC    (L − 4) / 6        любой   3×3 → 2k
===========  =================  ======  ============================
"""

from collections import OrderedDict
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from lessons.checks import INTEGERS
from lessons.networks.blocks import check_positive, initialize


class DenseLayer(nn.Module):
    """Преобразование H: список карт ``(N, C_j, H, W)`` → новые карты ``(N, growth, H, W)``.

    Parameters
    ----------
    inputs, growth : int
        Сумма каналов на входе и число новых каналов.
    bottleneck : bool
        Ставить ли перед свёрткой 3×3 сужение 1×1 до ``4·growth`` каналов.
    dropout : float
        Доля новых значений, обнуляемых при обучении.
    """

    def __init__(self, inputs: int, growth: int, bottleneck: bool, dropout: float) -> None:
        super().__init__()
        self.out_channels = growth
        self.bottleneck = bottleneck
        self.norm1 = nn.BatchNorm2d(inputs)
        self.relu1 = nn.ReLU(inplace=True)
        if bottleneck:
            self.conv1 = nn.Conv2d(inputs, 4 * growth, 1, bias=False)
            self.norm2 = nn.BatchNorm2d(4 * growth)
            self.relu2 = nn.ReLU(inplace=True)
            self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)
        else:
            self.conv1 = nn.Conv2d(inputs, growth, 3, padding=1, bias=False)
        self.dropout = nn.Dropout(dropout) if dropout else nn.Identity()

    def forward(self, features: list[Tensor]) -> Tensor:
        x = torch.cat(features, dim=1)
        x = self.conv1(self.relu1(self.norm1(x)))
        if self.bottleneck:  # conv1 — сужение 1×1, свёртка 3×3 — вторая
            x = self.conv2(self.relu2(self.norm2(x)))
        return self.dropout(x)


class DenseBlock(nn.Module):
    """``depth`` плотных слоёв: ``(N, inputs, H, W) → (N, inputs + depth·growth, H, W)``."""

    def __init__(
        self, inputs: int, depth: int, growth: int, bottleneck: bool, dropout: float
    ) -> None:
        super().__init__()
        for number in range(depth):
            layer = DenseLayer(inputs + number * growth, growth, bottleneck, dropout)
            self.add_module(f"denselayer{number + 1}", layer)

    def forward(self, x: Tensor) -> Tensor:
        features = [x]
        for layer in self.children():
            features.append(layer(features))
        return torch.cat(features, dim=1)


class DenseNet(nn.Module):
    """Начало ``stem``, плотные блоки с переходами, глобальный пулинг; имена как в torchvision.

    Parameters
    ----------
    stem : OrderedDict[str, nn.Module]
        Слои до первого блока.
    inputs : int
        Сколько каналов они дают.
    depths : Sequence[int]
        Число слоёв в каждом блоке.
    growth : int
        Темп роста.
    bottleneck : bool
        Вариант BC: сужение 1×1 в слоях и сжатие числа каналов вдвое в переходах.
    classes : int
        Число классов.
    dropout : float
        Доля значений, обнуляемых при обучении после каждой свёртки 3×3.
    """

    def __init__(
        self,
        stem: OrderedDict,
        inputs: int,
        depths: Sequence[int],
        growth: int,
        bottleneck: bool,
        classes: int,
        dropout: float,
    ) -> None:
        super().__init__()
        check_positive(classes=classes, growth=growth)
        self.features = nn.Sequential(stem)
        for number, depth in enumerate(depths, 1):
            block = DenseBlock(inputs, depth, growth, bottleneck, dropout)
            self.features.add_module(f"denseblock{number}", block)
            inputs += depth * growth
            if number < len(depths):
                outputs = inputs // 2 if bottleneck else inputs
                self.features.add_module(f"transition{number}", _transition(inputs, outputs))
                inputs = outputs
        self.features.add_module(f"norm{len(depths) + 1}", nn.BatchNorm2d(inputs))
        self.relu = nn.ReLU(inplace=True)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(inputs, classes)
        initialize(self)

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu(self.features(x))
        return self.classifier(self.avgpool(x).flatten(1))


def _transition(inputs: int, outputs: int) -> nn.Sequential:
    layers = OrderedDict(
        norm=nn.BatchNorm2d(inputs),
        relu=nn.ReLU(inplace=True),
        conv=nn.Conv2d(inputs, outputs, 1, bias=False),
        pool=nn.AvgPool2d(2),
    )
    return nn.Sequential(layers)


def _imagenet(depths, growth, width, classes, channels, dropout) -> DenseNet:
    """Сеть для 224 × 224 с ``width`` каналами после первой свёртки."""
    check_positive(channels=channels)
    stem = OrderedDict(
        conv0=nn.Conv2d(channels, width, 7, stride=2, padding=3, bias=False),  # 112 × 112
        norm0=nn.BatchNorm2d(width),
        relu0=nn.ReLU(inplace=True),
        pool0=nn.MaxPool2d(3, stride=2, padding=1),  # 56 × 56
    )
    return DenseNet(stem, width, depths, growth, True, classes, dropout)


def densenet121(classes: int = 1000, channels: int = 3, dropout: float = 0.0) -> DenseNet:
    """DenseNet-121: 7 978 856 параметров."""
    return _imagenet((6, 12, 24, 16), 32, 64, classes, channels, dropout)


def densenet169(classes: int = 1000, channels: int = 3, dropout: float = 0.0) -> DenseNet:
    """DenseNet-169: 14 149 480 параметров."""
    return _imagenet((6, 12, 32, 32), 32, 64, classes, channels, dropout)


def densenet201(classes: int = 1000, channels: int = 3, dropout: float = 0.0) -> DenseNet:
    """DenseNet-201: 20 013 928 параметров."""
    return _imagenet((6, 12, 48, 32), 32, 64, classes, channels, dropout)


def densenet161(classes: int = 1000, channels: int = 3, dropout: float = 0.0) -> DenseNet:
    """DenseNet-161: 28 681 000 параметров."""
    return _imagenet((6, 12, 36, 24), 48, 96, classes, channels, dropout)


def densenet_cifar(
    depth: int,
    growth: int,
    bottleneck: bool = False,
    classes: int = 10,
    channels: int = 3,
    dropout: float = 0.0,
) -> DenseNet:
    """DenseNet для CIFAR: ``(N, channels, 32, 32) → (N, classes)``.

    Parameters
    ----------
    depth : int
        Число слоёв с весами: ``3n + 4``, а с узким местом ``6n + 4``.
    growth : int
        Темп роста ``k``.
    bottleneck : bool
        Вариант BC: узкое место в слоях и сжатие вдвое в переходах.
    classes, channels : int
        Число классов и каналов входа.
    dropout : float
        Доля значений, обнуляемых при обучении; в статье 0,2, если выборку не расширяли.

    Returns
    -------
    DenseNet
        (40, 12) — 1 019 722 параметра, BC (100, 12) — 769 162.

    Raises
    ------
    ValueError
        Если глубина не того вида или размеры не положительны.
    """
    check_positive(growth=growth, channels=channels)
    step = 6 if bottleneck else 3
    if not isinstance(depth, INTEGERS) or depth < step + 4 or (depth - 4) % step:
        raise ValueError(f"depth: получено {depth!r}, ожидалась глубина вида {step}n + 4")
    width = 2 * growth if bottleneck else 16
    stem = OrderedDict(conv0=nn.Conv2d(channels, width, 3, padding=1, bias=False))
    depths = [(depth - 4) // step] * 3
    return DenseNet(stem, width, depths, growth, bottleneck, classes, dropout)
