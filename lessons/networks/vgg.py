"""VGG: каскады свёрток 3×3 вместо больших ядер.

Simonyan, Zisserman. Very Deep Convolutional Networks for Large-Scale Image Recognition. 2014,
arXiv:1409.1556.

Число — свёртка 3×3 с отступом 1 и столькими выходными каналами, ``M`` — максимальный пулинг 2×2;
после пяти пулингов карты 224 × 224 становятся 7 × 7. Дальше слои 4096 → 4096 → 1000.
"""

from torch import Tensor, nn

from lessons.networks.blocks import check_positive, initialize

LAYERS = {
    11: "64 M 128 M 256 256 M 512 512 M 512 512 M",
    13: "64 64 M 128 128 M 256 256 M 512 512 M 512 512 M",
    16: "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M",
    19: "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M",
}


class VGG(nn.Module):
    """Свёртки по строке из ``LAYERS``, затем классификатор; имена слоёв как в torchvision.

    Parameters
    ----------
    layers : str
        Строка из ``LAYERS``.
    batch_norm : bool
        Ставить ли пакетную нормализацию после каждой свёртки.
    classes, channels : int
        Число классов и каналов входа.
    hidden : int
        Ширина двух скрытых полносвязных слоёв.
    dropout : float
        Доля обнуляемых значений этих слоёв при обучении.

    Raises
    ------
    ValueError
        Если число классов, каналов или ширина не положительны.
    """

    def __init__(
        self,
        layers: str,
        batch_norm: bool,
        classes: int,
        channels: int,
        hidden: int,
        dropout: float,
    ) -> None:
        super().__init__()
        check_positive(classes=classes, channels=channels, hidden=hidden)
        self.features = _features(layers, batch_norm, channels)
        self.avgpool = nn.AdaptiveAvgPool2d(7)
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, hidden),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Linear(hidden, hidden),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Linear(hidden, classes),
        )
        initialize(self)

    def forward(self, x: Tensor) -> Tensor:
        x = self.avgpool(self.features(x))  # (N, 512, 7, 7)
        return self.classifier(x.flatten(1))


def _features(layers: str, batch_norm: bool, channels: int) -> nn.Sequential:
    modules: list[nn.Module] = []
    for item in layers.split():
        if item == "M":
            modules.append(nn.MaxPool2d(2))
            continue
        modules.append(nn.Conv2d(channels, int(item), kernel_size=3, padding=1))
        if batch_norm:
            modules.append(nn.BatchNorm2d(int(item)))
        modules.append(nn.ReLU(inplace=True))
        channels = int(item)
    return nn.Sequential(*modules)


def vgg11(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-11 (столбец A статьи): 8 свёрток, 132 863 336 параметров."""
    return VGG(LAYERS[11], False, classes, channels, hidden, dropout)


def vgg13(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-13 (столбец B): 10 свёрток, 133 047 848 параметров."""
    return VGG(LAYERS[13], False, classes, channels, hidden, dropout)


def vgg16(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-16 (столбец D): 13 свёрток, 138 357 544 параметра."""
    return VGG(LAYERS[16], False, classes, channels, hidden, dropout)


def vgg19(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-19 (столбец E): 16 свёрток, 143 667 240 параметров."""
    return VGG(LAYERS[19], False, classes, channels, hidden, dropout)


def vgg11_bn(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-11 с пакетной нормализацией: 132 868 840 параметров."""
    return VGG(LAYERS[11], True, classes, channels, hidden, dropout)


def vgg13_bn(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-13 с пакетной нормализацией: 133 053 736 параметров."""
    return VGG(LAYERS[13], True, classes, channels, hidden, dropout)


def vgg16_bn(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-16 с пакетной нормализацией: 138 365 992 параметра."""
    return VGG(LAYERS[16], True, classes, channels, hidden, dropout)


def vgg19_bn(classes=1000, channels=3, hidden=4096, dropout=0.5) -> VGG:
    """VGG-19 с пакетной нормализацией: 143 678 248 параметров."""
    return VGG(LAYERS[19], True, classes, channels, hidden, dropout)
