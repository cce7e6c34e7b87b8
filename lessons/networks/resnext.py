"""ResNeXt: внутри остаточного блока много одинаковых узких путей (кардинальность).

Xie, Girshick, Dollár, Tu, He. Aggregated Residual Transformations for Deep Neural Networks. 2016,
arXiv:1611.05431.

Сумма ``C`` путей 1×1 → 3×3 → 1×1 равна одному блоку, где свёртка 3×3 разделена на ``C`` групп, —
так он здесь и записан. ResNeXt-50 32×4d повторяет ResNet-50: те же этапы 3, 4, 6, 3, но внутри
первого этапа 32 пути по 4 канала (128 вместо 64), и это число удваивается с каждым этапом.

ResNeXt-29 для CIFAR: свёртка 3×3 на 64 канала и три этапа по 3 блока, на выходе 256, 512 и 1024.
"""

from torch import Tensor, nn

from lessons.networks.blocks import check_positive, initialize
from lessons.networks.resnet import Bottleneck, ResNet, stage


def resnext50_32x4d(classes: int = 1000, channels: int = 3) -> ResNet:
    """ResNeXt-50, 32 пути по 4 канала: ``(N, channels, 224, 224) → (N, classes)``.

    25 028 904 параметра; имена слоёв как в torchvision. Неположительное число классов или каналов —
    ``ValueError``.
    """

    def block(inputs: int, width: int, stride: int = 1) -> Bottleneck:
        return Bottleneck(inputs, width, stride, groups=32, inner=32 * 4 * width // 64)

    return ResNet(block, (3, 4, 6, 3), classes, channels)


class ResNeXt29(nn.Module):
    """ResNeXt глубины 29 для изображений 32 × 32; см. :func:`resnext29`."""

    def __init__(self, cardinality: int, width: int, classes: int, channels: int) -> None:
        super().__init__()
        check_positive(cardinality=cardinality, width=width, classes=classes, channels=channels)
        self.conv1 = nn.Conv2d(channels, 64, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)

        def block(inputs: int, base: int, stride: int = 1) -> Bottleneck:
            inner = cardinality * width * base // 64
            return Bottleneck(inputs, base, stride, groups=cardinality, inner=inner)

        self.layer1 = stage(block, 64, 64, 3, 1)
        self.layer2 = stage(block, 256, 128, 3, 2)
        self.layer3 = stage(block, 512, 256, 3, 2)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(1024, classes)
        initialize(self)

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu(self.bn1(self.conv1(x)))  # (N, 64, 32, 32)
        x = self.layer3(self.layer2(self.layer1(x)))  # (N, 1024, 8, 8)
        return self.fc(self.avgpool(x).flatten(1))


def resnext29(cardinality: int, width: int, classes: int = 10, channels: int = 3) -> ResNeXt29:
    """ResNeXt-29 для CIFAR: ``(N, channels, 32, 32) → (N, classes)``.

    Parameters
    ----------
    cardinality : int
        Число путей в блоке.
    width : int
        Ширина одного пути на первом этапе; запись «8×64d» — это ``resnext29(8, 64)``.
    classes, channels : int
        Число классов и каналов входа.

    Returns
    -------
    ResNeXt29
        При 8×64d — 34 426 698 параметров.

    Raises
    ------
    ValueError
        Если какое-нибудь из чисел не положительно.
    """
    return ResNeXt29(cardinality, width, classes, channels)
