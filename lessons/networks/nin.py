"""Network in Network: свёртки 1×1 как маленькая сеть в каждой точке, глобальный пулинг в конце.

Lin, Chen, Yan. Network in Network. 2013, arXiv:1312.4400.

Слой mlpconv — свёртка k×k и две свёртки 1×1, после каждой ReLU. Последний mlpconv даёт столько
карт, сколько классов; среднее карты и есть ответ, полносвязных слоёв нет вовсе.

=========  ==============================  ==================================
           CIFAR-10, вход 3 × 32 × 32      ImageNet, вход 3 × 224 × 224
=========  ==============================  ==================================
mlpconv 1  5×5: 192, 160, 96 → 16 × 16     11×11, шаг 4: 96, 96, 96 → 27 × 27
mlpconv 2  5×5: 192, 192, 192 → 8 × 8      5×5: 256, 256, 256 → 13 × 13
mlpconv 3  3×3: 192, 192, классы           3×3: 384, 384, 384 → 6 × 6
mlpconv 4  —                               3×3: 1024, 1024, классы
параметры  966 986                         7 595 176
=========  ==============================  ==================================
"""

from torch import nn

from lessons.networks.blocks import check_positive, initialize, initialize_answers


class MLPConv(nn.Sequential):
    """Свёртка ``kernel`` × ``kernel`` и две свёртки 1×1, после каждой ReLU.

    Parameters
    ----------
    inputs : int
        Число каналов входа.
    widths : tuple[int, int, int]
        Число выходных каналов трёх свёрток.
    kernel, stride, padding : int
        Размер ядра, шаг и отступ первой свёртки.
    """

    def __init__(self, inputs, widths, kernel, *, stride=1, padding=0) -> None:
        first, second, third = widths
        super().__init__(
            nn.Conv2d(inputs, first, kernel, stride, padding),
            nn.ReLU(inplace=True),
            nn.Conv2d(first, second, kernel_size=1),
            nn.ReLU(inplace=True),
            nn.Conv2d(second, third, kernel_size=1),
            nn.ReLU(inplace=True),
        )
        self.out_channels = third


class NiN(nn.Sequential):
    """Цепочка ``features`` из слоёв mlpconv и пулинга, затем среднее каждой карты."""

    def __init__(self, *features: nn.Module) -> None:
        super().__init__()
        self.features = nn.Sequential(*features)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        initialize(self)
        initialize_answers(features[-1][-2])


def nin_cifar10(classes: int = 10, channels: int = 3, dropout: float = 0.5) -> NiN:
    """NiN для CIFAR-10: ``(N, channels, 32, 32) → (N, classes)``; 966 986 параметров.

    ``dropout`` — доля значений, обнуляемых при обучении между слоями mlpconv. Неположительное
    число классов или каналов — ``ValueError``.
    """
    check_positive(classes=classes, channels=channels)
    return NiN(
        MLPConv(channels, (192, 160, 96), 5, padding=2),
        nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 96 × 16 × 16
        nn.Dropout(dropout),
        MLPConv(96, (192, 192, 192), 5, padding=2),
        nn.AvgPool2d(3, stride=2, ceil_mode=True),  # 192 × 8 × 8
        nn.Dropout(dropout),
        MLPConv(192, (192, 192, classes), 3, padding=1),  # classes × 8 × 8
    )


def nin_imagenet(classes: int = 1000, channels: int = 3, dropout: float = 0.5) -> NiN:
    """NiN для ImageNet: ``(N, channels, 224, 224) → (N, classes)``; 7 595 176 параметров.

    ``dropout`` — доля значений, обнуляемых при обучении перед последним mlpconv. Неположительное
    число классов или каналов — ``ValueError``.
    """
    check_positive(classes=classes, channels=channels)
    return NiN(
        MLPConv(channels, (96, 96, 96), 11, stride=4),  # 96 × 54 × 54
        nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 96 × 27 × 27
        MLPConv(96, (256, 256, 256), 5, padding=2),
        nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 256 × 13 × 13
        MLPConv(256, (384, 384, 384), 3, padding=1),
        nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 384 × 6 × 6
        nn.Dropout(dropout),
        MLPConv(384, (1024, 1024, classes), 3, padding=1),  # classes × 6 × 6
    )
