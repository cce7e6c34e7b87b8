"""SqueezeNet: точность AlexNet при пятидесятикратно меньшем числе параметров.

Iandola и др. SqueezeNet: AlexNet-Level Accuracy with 50x Fewer Parameters. 2016, arXiv:1602.07360.

Модуль Fire сжимает карты свёрткой 1×1 (``squeeze``) и расширяет их свёртками 1×1 и 3×3, ответы
которых склеиваются. В таблицах ниже число — ширина ``squeeze``; ``expand`` вчетверо шире в каждой
половине, то есть на выходе в 8 раз больше каналов. ``M`` — максимальный пулинг 3×3 с шагом 2.
"""

import torch
from torch import Tensor, nn

from lessons.networks.blocks import check_positive, initialize, initialize_answers

# Справа — сторона карт после каждого пулинга, если вход 224 × 224.
LAYERS_1_0 = "M 16 16 32 M 32 48 48 64 M 64"  # 54, 27, 13
LAYERS_1_1 = "M 16 16 M 32 32 M 48 48 64 64"  # 55, 27, 13


class Fire(nn.Module):
    """Модуль Fire: ``(N, inputs, H, W) → (N, 8·squeeze, H, W)``."""

    def __init__(self, inputs: int, squeeze: int) -> None:
        super().__init__()
        half = 4 * squeeze
        self.out_channels = 2 * half
        self.squeeze = nn.Conv2d(inputs, squeeze, kernel_size=1)
        self.squeeze_activation = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(squeeze, half, kernel_size=1)
        self.expand1x1_activation = nn.ReLU(inplace=True)
        self.expand3x3 = nn.Conv2d(squeeze, half, kernel_size=3, padding=1)
        self.expand3x3_activation = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        x = self.squeeze_activation(self.squeeze(x))
        ones = self.expand1x1_activation(self.expand1x1(x))
        threes = self.expand3x3_activation(self.expand3x3(x))
        return torch.cat([ones, threes], dim=1)


class SqueezeNet(nn.Module):
    """Первая свёртка, модули Fire по строке ``layers``, свёртка 1×1 на классы, глобальный пулинг.

    Имена слоёв как в torchvision.
    """

    def __init__(self, stem: nn.Conv2d, layers: str, classes: int, dropout: float) -> None:
        super().__init__()
        check_positive(classes=classes)
        modules: list[nn.Module] = [stem, nn.ReLU(inplace=True)]
        channels = stem.out_channels
        for item in layers.split():
            if item == "M":
                modules.append(nn.MaxPool2d(3, stride=2, ceil_mode=True))
            else:
                modules.append(Fire(channels, int(item)))
                channels = 8 * int(item)
        self.features = nn.Sequential(*modules)
        self.classifier = nn.Sequential(
            nn.Dropout(dropout),
            nn.Conv2d(channels, classes, kernel_size=1),
            nn.ReLU(inplace=True),
            nn.AdaptiveAvgPool2d(1),
        )
        initialize(self)
        initialize_answers(self.classifier[1])

    def forward(self, x: Tensor) -> Tensor:
        x = self.features(x)  # (N, 512, 13, 13)
        return self.classifier(x).flatten(1)


def squeezenet1_0(classes: int = 1000, channels: int = 3, dropout: float = 0.5) -> SqueezeNet:
    """SqueezeNet 1.0 из статьи: ``(N, channels, 224, 224) → (N, classes)``; 1 248 424 параметра.

    ``dropout`` — доля обнуляемых значений перед последней свёрткой. Неположительное число классов
    или каналов — ``ValueError``.
    """
    check_positive(channels=channels)
    stem = nn.Conv2d(channels, 96, kernel_size=7, stride=2)
    return SqueezeNet(stem, LAYERS_1_0, classes, dropout)


def squeezenet1_1(classes: int = 1000, channels: int = 3, dropout: float = 0.5) -> SqueezeNet:
    """SqueezeNet 1.1: пулинг раньше, ядро 3×3 в начале; 1 235 496 параметров.

    Точность та же, что у версии 1.0, действий в 2,4 раза меньше. Параметры — как у
    :func:`squeezenet1_0`.
    """
    check_positive(channels=channels)
    stem = nn.Conv2d(channels, 64, kernel_size=3, stride=2)
    return SqueezeNet(stem, LAYERS_1_1, classes, dropout)
