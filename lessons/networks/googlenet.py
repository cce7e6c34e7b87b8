"""GoogLeNet: модуль Inception, понижение числа каналов свёртками 1×1, вспомогательные выходы.

Szegedy и др. Going Deeper with Convolutions. 2014, arXiv:1409.4842.

Модуль Inception склеивает четыре ветви: 1×1; 1×1 → 3×3; 1×1 → 5×5; пулинг 3×3 → 1×1.
Вход сети 3 × 224 × 224, перед модулями — свёртка 7×7 с шагом 2, пулинг, 1×1, 3×3, пулинг; после
них — глобальный пулинг и один полносвязный слой.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lessons.networks.blocks import ConvBNReLU, Parallel, check_positive, initialize

# модуль: 1×1, (1×1 → 3×3), (1×1 → 5×5), после пулинга     → каналов и размер карт на выходе
MODULES = {
    "3a": (64, (96, 128), (16, 32), 32),  # 256 × 28 × 28
    "3b": (128, (128, 192), (32, 96), 64),  # 480 × 28 × 28
    "4a": (192, (96, 208), (16, 48), 64),  # 512 × 14 × 14
    "4b": (160, (112, 224), (24, 64), 64),  # 512 × 14 × 14
    "4c": (128, (128, 256), (24, 64), 64),  # 512 × 14 × 14
    "4d": (112, (144, 288), (32, 64), 64),  # 528 × 14 × 14
    "4e": (256, (160, 320), (32, 128), 128),  # 832 × 14 × 14
    "5a": (256, (160, 320), (32, 128), 128),  # 832 × 7 × 7
    "5b": (384, (192, 384), (48, 128), 128),  # 1024 × 7 × 7
}


class ConvReLU(nn.Sequential):
    """Свёртка со смещением → ReLU: так устроены слои в статье."""

    def __init__(self, inputs, outputs, kernel, *, stride=1, padding=0) -> None:
        super().__init__(nn.Conv2d(inputs, outputs, kernel, stride, padding), nn.ReLU(inplace=True))


def conv_bn_relu(inputs, outputs, kernel, *, stride=1, padding=0) -> ConvBNReLU:
    """Свёртка без смещения → нормализация → ReLU: так устроены слои в torchvision."""
    return ConvBNReLU(inputs, outputs, kernel, stride=stride, padding=padding, eps=1e-3)


class Layout(NamedTuple):
    """Чем раскладка torchvision отличается от статьи."""

    conv: Callable[..., nn.Module]  # свёрточный слой
    wide: int  # ядро третьей ветви
    last_pool: int  # окно последнего пулинга, шаг 2
    local_norm: nn.Module  # нормализация откликов в начале сети
    auxiliary_pool: nn.Module  # пулинг 14 × 14 → 4 × 4 перед вспомогательным выходом
    dropout: float


PAPER = Layout(
    conv=ConvReLU,
    wide=5,
    last_pool=3,
    local_norm=nn.LocalResponseNorm(5),
    auxiliary_pool=nn.AvgPool2d(5, stride=3),
    dropout=0.4,
)
TORCHVISION = Layout(
    conv=conv_bn_relu,
    wide=3,
    last_pool=2,
    local_norm=nn.Identity(),
    auxiliary_pool=nn.AdaptiveAvgPool2d(4),
    dropout=0.2,
)


class Inception(Parallel):
    """Модуль Inception: ``(N, inputs, H, W) → (N, сумма каналов ветвей, H, W)``.

    Parameters
    ----------
    inputs : int
        Число каналов входа.
    plain, three, five, pooled
        Строка таблицы ``MODULES``.
    layout : Layout
        Раскладка: вид свёртки и ядро третьей ветви.
    """

    def __init__(self, inputs: int, plain, three, five, pooled, layout: Layout) -> None:
        conv, wide = layout.conv, layout.wide
        branches = {
            "branch1": conv(inputs, plain, 1),
            "branch2": nn.Sequential(conv(inputs, three[0], 1), conv(*three, 3, padding=1)),
            "branch3": nn.Sequential(
                conv(inputs, five[0], 1), conv(*five, wide, padding=wide // 2)
            ),
            "branch4": nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), conv(inputs, pooled, 1)),
        }
        super().__init__(plain + three[1] + five[1] + pooled, branches)


class AuxiliaryHead(nn.Module):
    """Вспомогательный выход: ``(N, inputs, 14, 14) → (N, classes)``.

    Нужен только при обучении: подводит градиент к середине сети.
    """

    def __init__(self, inputs: int, classes: int, layout: Layout) -> None:
        super().__init__()
        self.pool = deepcopy(layout.auxiliary_pool)
        self.conv = layout.conv(inputs, 128, 1)
        self.fc1 = nn.Linear(128 * 4 * 4, 1024)
        self.relu = nn.ReLU(inplace=True)
        self.dropout = nn.Dropout(0.7)
        self.fc2 = nn.Linear(1024, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(self.pool(x)).flatten(1)  # (N, 2048)
        return self.fc2(self.dropout(self.relu(self.fc1(x))))


class TrainingOutputs(NamedTuple):
    """Ответы сети со вспомогательными выходами при обучении, каждый ``(N, classes)``."""

    logits: Tensor
    aux2: Tensor
    aux1: Tensor


class GoogLeNet(nn.Module):
    """Двадцать два слоя с параметрами; см. :func:`googlenet` и :func:`googlenet_2014`."""

    def __init__(
        self, layout: Layout, classes: int, channels: int, auxiliary: bool, transform_input: bool
    ) -> None:
        super().__init__()
        check_positive(classes=classes, channels=channels)
        if transform_input and channels != 3:
            raise ValueError(
                f"channels: получено {channels}, transform_input возможен только при 3 каналах"
            )
        self.transform_input = transform_input
        if transform_input:
            scale, shift = _from_imagenet_to_unit()
            self.register_buffer("input_scale", scale, persistent=False)
            self.register_buffer("input_shift", shift, persistent=False)
        conv = layout.conv
        self.conv1 = conv(channels, 64, 7, stride=2, padding=3)  # 64 × 112 × 112
        self.maxpool1 = _halving_pool(3)  # 64 × 56 × 56
        self.norm1 = deepcopy(layout.local_norm)
        self.conv2 = conv(64, 64, 1)
        self.conv3 = conv(64, 192, 3, padding=1)
        self.norm2 = deepcopy(layout.local_norm)
        self.maxpool2 = _halving_pool(3)  # 192 × 28 × 28
        inputs = 192
        for name, row in MODULES.items():
            module = Inception(inputs, *row, layout)
            self.add_module(f"inception{name}", module)
            inputs = module.out_channels
        self.maxpool3 = _halving_pool(3)  # между 3b и 4a
        self.maxpool4 = _halving_pool(layout.last_pool)  # между 4e и 5a
        self.aux1 = AuxiliaryHead(512, classes, layout) if auxiliary else None
        self.aux2 = AuxiliaryHead(528, classes, layout) if auxiliary else None
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(layout.dropout)
        self.fc = nn.Linear(inputs, classes)
        initialize(self)

    def forward(self, x: Tensor) -> Tensor | TrainingOutputs:
        if self.transform_input:
            x = x * self.input_scale + self.input_shift
        x = self.norm1(self.maxpool1(self.conv1(x)))
        x = self.maxpool2(self.norm2(self.conv3(self.conv2(x))))
        x = self.maxpool3(self.inception3b(self.inception3a(x)))
        middle1 = self.inception4a(x)  # отсюда первый вспомогательный выход
        middle2 = self.inception4d(self.inception4c(self.inception4b(middle1)))  # и второй
        x = self.maxpool4(self.inception4e(middle2))
        x = self.inception5b(self.inception5a(x))
        logits = self.fc(self.dropout(self.avgpool(x).flatten(1)))
        if self.training and self.aux1 is not None:
            return TrainingOutputs(logits, self.aux2(middle2), self.aux1(middle1))
        return logits


def _halving_pool(size: int) -> nn.MaxPool2d:
    return nn.MaxPool2d(size, stride=2, ceil_mode=True)


def _from_imagenet_to_unit() -> tuple[Tensor, Tensor]:
    """Масштаб и сдвиг, которые заменяют нормировку ImageNet приведением к [−1, 1]."""
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    return std / 0.5, (mean - 0.5) / 0.5


def googlenet(
    classes: int = 1000, channels: int = 3, auxiliary: bool = False, transform_input: bool = False
) -> GoogLeNet:
    """GoogLeNet в раскладке torchvision; имена слоёв как там.

    После свёрток пакетная нормализация вместо смещений, в третьей ветви ядро 3×3 вместо 5×5,
    нормализации откликов нет.

    Parameters
    ----------
    classes, channels : int
        Число классов и каналов входа.
    auxiliary : bool
        Добавить два вспомогательных выхода. Тогда при обучении ответ — ``TrainingOutputs``;
        после ``eval()`` — обычный тензор.
    transform_input : bool
        Ожидать вход, нормированный как принято для ImageNet, и перевести его в [−1, 1]: на таком
        входе обучены опубликованные веса.

    Returns
    -------
    GoogLeNet
        Сеть ``(N, channels, 224, 224) → (N, classes)``; 6 624 904 параметра, со вспомогательными
        выходами 13 004 888.

    Raises
    ------
    ValueError
        Если число классов или каналов не положительно либо ``transform_input`` задан не для трёх
        каналов.
    """
    return GoogLeNet(TORCHVISION, classes, channels, auxiliary, transform_input)


def googlenet_2014(classes: int = 1000, channels: int = 3, auxiliary: bool = False) -> GoogLeNet:
    """GoogLeNet, как она описана в статье: ядра 5×5, смещения, локальная нормализация откликов.

    Параметры — как у :func:`googlenet`. Со вспомогательными выходами при обучении вход должен
    быть 224 × 224: пулинг 5×5 с шагом 3 обязан дать карты 4 × 4.

    Returns
    -------
    GoogLeNet
        Сеть ``(N, channels, 224, 224) → (N, classes)``; 6 998 552 параметра, со вспомогательными
        выходами 13 378 280.
    """
    return GoogLeNet(PAPER, classes, channels, auxiliary, transform_input=False)


def auxiliary_loss(
    outputs: TrainingOutputs | Tensor, target: Tensor, weight: float = 0.3
) -> Tensor:
    """Потери статьи: кросс-энтропия главного выхода плюс ``weight`` от каждого вспомогательного.

    Parameters
    ----------
    outputs : TrainingOutputs or Tensor
        Ответы сети ``(N, classes)``. В режиме ответа вспомогательных выходов нет, и остаётся
        обычная кросс-энтропия.
    target : Tensor
        Номера классов ``(N,)``.
    weight : float
        Вес каждого вспомогательного выхода; в статье 0,3.

    Returns
    -------
    Tensor
        Скаляр.
    """
    if isinstance(outputs, Tensor):
        return F.cross_entropy(outputs, target)
    side = torch.stack([F.cross_entropy(logits, target) for logits in outputs[1:]]).sum()
    return F.cross_entropy(outputs.logits, target) + weight * side
