"""Семейство ResNet для CIFAR: по ``n`` простых блоков на трёх этапах, всего ``6n + 2`` слоёв.

He, Zhang, Ren, Sun. Deep Residual Learning for Image Recognition. 2015, arXiv:1512.03385, § 4.2.

======  ============  =================
этап    выход         блоки
======  ============  =================
conv1   16 × 32 × 32  3×3
layer1  16 × 32 × 32  n × (3×3, 3×3)
layer2  32 × 16 × 16  n, первый с шагом 2
layer3  64 × 8 × 8    n, первый с шагом 2
fc      классы        глобальный пулинг
======  ============  =================
"""

from collections.abc import Callable

from torch import Tensor, nn
from torch.nn import functional as F

from lessons.checks import INTEGERS
from lessons.networks.blocks import check_positive, initialize
from lessons.networks.resnet import BasicBlock, projection


class ZeroShortcut(nn.Module):
    """Обход без параметров (вариант A): каждый ``stride``-й пиксель, новые каналы — нули."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.extra = outputs - inputs

    def forward(self, x: Tensor) -> Tensor:
        x = x[:, :, :: self.stride, :: self.stride]
        return F.pad(x, (0, 0, 0, 0, 0, self.extra))


SHORTCUTS: dict[str, Callable[[int, int, int], nn.Module]] = {
    "zeros": ZeroShortcut,
    "projection": projection,
}


class ResNetCifar(nn.Module):
    """Остаточная сеть для 32 × 32.

    Parameters
    ----------
    depth : int
        Число слоёв с весами, ``6n + 2``.
    make_block : callable
        ``make_block(number, inputs, width, stride)`` — блок с порядковым номером от 1.
    classes, channels : int
        Число классов и каналов входа.

    Raises
    ------
    ValueError
        Если глубина не вида ``6n + 2`` или размеры не положительны.
    """

    def __init__(self, depth: int, make_block, classes: int, channels: int) -> None:
        super().__init__()
        check_positive(classes=classes, channels=channels)
        n = blocks_in_stage(depth)
        self.conv1 = nn.Conv2d(channels, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.relu = nn.ReLU(inplace=True)
        widths = [16] * n + [32] * n + [64] * n
        blocks = []
        for number, (inputs, width) in enumerate(zip([16, *widths], widths, strict=False), 1):
            blocks.append(make_block(number, inputs, width, 1 if inputs == width else 2))
        self.layer1 = nn.Sequential(*blocks[:n])
        self.layer2 = nn.Sequential(*blocks[n : 2 * n])
        self.layer3 = nn.Sequential(*blocks[2 * n :])
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(64, classes)
        initialize(self)

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu(self.bn1(self.conv1(x)))  # (N, 16, 32, 32)
        x = self.layer3(self.layer2(self.layer1(x)))  # (N, 64, 8, 8)
        return self.fc(self.avgpool(x).flatten(1))


def blocks_in_stage(depth: int) -> int:
    """Число блоков ``n`` на каждом из трёх этапов сети глубины ``6n + 2``."""
    if not isinstance(depth, INTEGERS) or depth < 8 or (depth - 2) % 6:
        raise ValueError(
            f"depth: получено {depth!r}, ожидалась глубина вида 6n + 2, то есть 8, 14, 20, …"
        )
    return (depth - 2) // 6


def resnet_cifar(
    depth: int, shortcut: str = "zeros", classes: int = 10, channels: int = 3
) -> ResNetCifar:
    """ResNet для CIFAR: ``(N, channels, 32, 32) → (N, classes)``.

    Parameters
    ----------
    depth : int
        Число слоёв с весами, ``6n + 2``: 20, 32, 44, 56, 110, …
    shortcut : {"zeros", "projection"}
        Обход там, где меняется форма: дополнение нулями (вариант A) или свёртка 1×1 (вариант B).
    classes, channels : int
        Число классов и каналов входа.

    Returns
    -------
    ResNetCifar
        ResNet-20 имеет 269 722 параметра с нулями и 272 474 с проекцией, ResNet-110 — 1 727 962.

    Raises
    ------
    ValueError
        Если глубина не вида ``6n + 2``, обход неизвестен или размеры не положительны.
    """
    if shortcut not in SHORTCUTS:
        raise ValueError(
            f"shortcut: получено {shortcut!r}, ожидалось одно из {', '.join(SHORTCUTS)}"
        )

    def block(number: int, inputs: int, width: int, stride: int) -> BasicBlock:
        return BasicBlock(inputs, width, stride, SHORTCUTS[shortcut])

    return ResNetCifar(depth, block, classes, channels)
