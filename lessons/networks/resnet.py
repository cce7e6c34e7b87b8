"""ResNet: остаточные блоки ``y = F(x) + x``.

He, Zhang, Ren, Sun. Deep Residual Learning for Image Recognition. 2015, arXiv:1512.03385.

=========  ==========  =====================  ====  ====  ====  ====  ====
этап       выход       блок                     18    34    50   101   152
=========  ==========  =====================  ====  ====  ====  ====  ====
conv1      64 × 112²   7×7, шаг 2
layer1     56²         пулинг 3×3, шаг 2; 64     2     3     3     3     3
layer2     28²         128, шаг 2                2     4     4     4     8
layer3     14²         256, шаг 2                2     6     6    23    36
layer4     7²          512, шаг 2                2     3     3     3     3
fc         1000        глобальный пулинг
=========  ==========  =====================  ====  ====  ====  ====  ====

В сетях на 18 и 34 слоя блок — две свёртки 3×3, в остальных — 1×1, 3×3, 1×1 с расширением в 4 раза.
"""

from collections.abc import Sequence

from torch import Tensor, nn

from lessons.networks.blocks import check_positive, initialize


def projection(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    """Обход, меняющий форму: свёртка 1×1 с шагом и нормализация (вариант B статьи)."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))


class BasicBlock(nn.Module):
    """Две свёртки 3×3 и обход: ``(N, inputs, H, W) → (N, width, H/stride, W/stride)``.

    Parameters
    ----------
    inputs, width : int
        Число каналов на входе и на выходе.
    stride : int
        Шаг первой свёртки.
    shortcut : callable
        ``shortcut(inputs, outputs, stride)`` — обход на случай, когда блок меняет форму.
    """

    def __init__(self, inputs: int, width: int, stride: int = 1, shortcut=projection) -> None:
        super().__init__()
        self.out_channels = width
        self.conv1 = nn.Conv2d(inputs, width, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu1 = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        same = stride == 1 and inputs == width
        self.downsample = None if same else shortcut(inputs, width, stride)
        self.relu2 = nn.ReLU(inplace=True)

    def residual(self, x: Tensor) -> Tensor:
        """F(x) — то, что блок добавляет к обходу."""
        x = self.relu1(self.bn1(self.conv1(x)))
        return self.bn2(self.conv2(x))

    def bypass(self, x: Tensor) -> Tensor:
        """x, приведённый к форме F(x)."""
        return x if self.downsample is None else self.downsample(x)

    def forward(self, x: Tensor) -> Tensor:
        y = self.residual(x)
        y += self.bypass(x)
        return self.relu2(y)


class Bottleneck(nn.Module):
    """Сужение 1×1, свёртка 3×3 с шагом, расширение 1×1 и обход; на выходе ``4·width`` каналов.

    Parameters
    ----------
    inputs, width : int
        Число каналов на входе и ширина этапа.
    stride : int
        Шаг свёртки 3×3.
    groups : int
        На сколько групп разделена свёртка 3×3 (кардинальность ResNeXt).
    inner : int or None
        Число каналов внутри блока; ``None`` — столько же, сколько ``width``.
    """

    def __init__(
        self,
        inputs: int,
        width: int,
        stride: int = 1,
        groups: int = 1,
        inner: int | None = None,
    ) -> None:
        super().__init__()
        inner = width if inner is None else inner
        self.out_channels = outputs = 4 * width
        self.conv1 = nn.Conv2d(inputs, inner, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(inner)
        self.relu1 = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(inner, inner, 3, stride, padding=1, groups=groups, bias=False)
        self.bn2 = nn.BatchNorm2d(inner)
        self.relu2 = nn.ReLU(inplace=True)
        self.conv3 = nn.Conv2d(inner, outputs, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outputs)
        same = stride == 1 and inputs == outputs
        self.downsample = None if same else projection(inputs, outputs, stride)
        self.relu3 = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu1(self.bn1(self.conv1(x)))
        y = self.relu2(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        y += x if self.downsample is None else self.downsample(x)
        return self.relu3(y)


class ResNet(nn.Module):
    """Остаточная сеть для изображений 224 × 224; имена слоёв как в torchvision.

    Parameters
    ----------
    block : callable
        ``block(inputs, width, stride)`` — остаточный блок с полем ``out_channels``.
    depths : Sequence[int]
        Сколько блоков в каждом из четырёх этапов.
    classes, channels : int
        Число классов и каналов входа.

    Raises
    ------
    ValueError
        Если число классов или каналов не положительно.
    """

    def __init__(self, block, depths: Sequence[int], classes: int, channels: int) -> None:
        super().__init__()
        check_positive(classes=classes, channels=channels)
        self.conv1 = nn.Conv2d(channels, 64, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.layer1 = stage(block, 64, 64, depths[0], 1)
        self.layer2 = stage(block, self.layer1[-1].out_channels, 128, depths[1], 2)
        self.layer3 = stage(block, self.layer2[-1].out_channels, 256, depths[2], 2)
        self.layer4 = stage(block, self.layer3[-1].out_channels, 512, depths[3], 2)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(self.layer4[-1].out_channels, classes)
        initialize(self)

    def forward(self, x: Tensor) -> Tensor:
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))  # (N, 64, 56, 56)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))  # (N, 512 или 2048, 7, 7)
        return self.fc(self.avgpool(x).flatten(1))


def stage(block, inputs: int, width: int, depth: int, stride: int) -> nn.Sequential:
    """``depth`` блоков одной ширины; шаг, отличный от 1, бывает только у первого."""
    first = block(inputs, width, stride)
    return nn.Sequential(first, *(block(first.out_channels, width) for _ in range(depth - 1)))


def resnet18(classes: int = 1000, channels: int = 3) -> ResNet:
    """ResNet-18: 11 689 512 параметров."""
    return ResNet(BasicBlock, (2, 2, 2, 2), classes, channels)


def resnet34(classes: int = 1000, channels: int = 3) -> ResNet:
    """ResNet-34: 21 797 672 параметра."""
    return ResNet(BasicBlock, (3, 4, 6, 3), classes, channels)


def resnet50(classes: int = 1000, channels: int = 3) -> ResNet:
    """ResNet-50 с шагом в свёртке 3×3: 25 557 032 параметра."""
    return ResNet(Bottleneck, (3, 4, 6, 3), classes, channels)


def resnet101(classes: int = 1000, channels: int = 3) -> ResNet:
    """ResNet-101: 44 549 160 параметров."""
    return ResNet(Bottleneck, (3, 4, 23, 3), classes, channels)


def resnet152(classes: int = 1000, channels: int = 3) -> ResNet:
    """ResNet-152: 60 192 808 параметров."""
    return ResNet(Bottleneck, (3, 8, 36, 3), classes, channels)
