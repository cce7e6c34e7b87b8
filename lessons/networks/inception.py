"""Inception-v4 и Inception-ResNet-v2: модули Inception без остаточных связей и с ними.

Szegedy, Ioffe, Vanhoucke, Alemi. Inception-v4, Inception-ResNet and the Impact of Residual
Connections on Learning. 2016, arXiv:1602.07261.

===================  ===============================  ===============================
выход (вход 299²)    Inception-v4                     Inception-ResNet-v2
===================  ===============================  ===============================
35 × 35              начало → 384                     начало → 320
                     4 × A                            10 × A, масштаб 0,17
17 × 17              сокращение A → 1024              сокращение A → 1088
                     7 × B                            20 × B, масштаб 0,10
8 × 8                сокращение B → 1536              сокращение B → 2080
                     3 × C                            9 × C, масштаб 0,20, и ещё один
1 × 1                глобальный пулинг                1×1 → 1536, глобальный пулинг
===================  ===============================  ===============================

Ветви записаны строками: ``"384 192·1x7 224"`` — три свёртки подряд, 1×1 на 384 канала, 1×7 на 192
и 1×1 на 224. Приписка ``/2`` — шаг 2 без отступа, ``v`` — шаг 1 без отступа; иначе отступ сохраняет
размер. ``avg`` и ``max/2`` — пулинг 3×3. Inception-ResNet-v2 здесь такова, какой её обучили авторы
(файлы TF-slim): каналы в ней не те, что на рисунках статьи.
"""

import re

import torch
from torch import Tensor, nn

from lessons.networks.blocks import ConvBNReLU, Parallel, check_positive, initialize

ITEM = re.compile(r"(\d+)(?:·(\d)x(\d))?(/2|v)?")


def path(inputs: int, text: str) -> nn.Sequential:
    """Собрать ветвь по её записи; ``inputs`` — число каналов входа."""
    layers: list[nn.Module] = []
    for item in text.split():
        if item == "avg":
            layers.append(nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False))
        elif item == "max/2":
            layers.append(nn.MaxPool2d(3, stride=2))
        else:
            outputs, height, width, mode = ITEM.fullmatch(item).groups()
            kernel = (int(height or 1), int(width or 1))
            padding = 0 if mode else (kernel[0] // 2, kernel[1] // 2)
            stride = 2 if mode == "/2" else 1
            layers.append(
                ConvBNReLU(inputs, int(outputs), kernel, stride=stride, padding=padding, eps=1e-3)
            )
            inputs = int(outputs)
    return nn.Sequential(*layers)


def parallel(inputs: int, outputs: int, *texts: str) -> Parallel:
    """Склейка ветвей, заданных записями; ``outputs`` — сумма их каналов."""
    branches = {f"branch{i}": path(inputs, text) for i, text in enumerate(texts)}
    return Parallel(outputs, branches)


def fork(inputs: int, text: str) -> nn.Sequential:
    """Ветвь ``text``, которая в конце раздваивается на свёртки 1×3 и 3×1 по 256 каналов."""
    stem = path(inputs, text)
    split = parallel(stem[-1].out_channels, 512, "256·1x3", "256·3x1")
    return nn.Sequential(*stem, split)


def inception_v4_stem(channels: int) -> nn.Sequential:
    """Начало Inception-v4: ``(N, channels, 299, 299) → (N, 384, 35, 35)``."""
    return nn.Sequential(
        *path(channels, "32·3x3/2 32·3x3v 64·3x3"),  # 64 × 147 × 147
        parallel(64, 160, "max/2", "96·3x3/2"),  # 160 × 73 × 73
        parallel(160, 192, "64 96·3x3v", "64 64·1x7 64·7x1 96·3x3v"),  # 192 × 71 × 71
        parallel(192, 384, "192·3x3/2", "max/2"),  # 384 × 35 × 35
    )


def inception_a() -> Parallel:
    """Модуль A: 384 → 384 канала."""
    return parallel(384, 384, "96", "64 96·3x3", "64 96·3x3 96·3x3", "avg 96")


def inception_b() -> Parallel:
    """Модуль B: 1024 → 1024 канала; свёртка 7×7 разложена на 1×7 и 7×1."""
    long = "192 192·7x1 224·1x7 224·7x1 256·1x7"
    return parallel(1024, 1024, "384", "192 224·1x7 256·7x1", long, "avg 128")


def inception_c() -> Parallel:
    """Модуль C: 1536 → 1536 каналов; две ветви раздваиваются в конце."""
    branches = {
        "branch0": path(1536, "256"),
        "branch1": fork(1536, "384"),
        "branch2": fork(1536, "384 448·3x1 512·1x3"),
        "branch3": path(1536, "avg 256"),
    }
    return Parallel(1536, branches)


class Head(nn.Sequential):
    """Глобальный пулинг, прореживание и полносвязный слой: ``(N, 1536, H, W) → (N, classes)``."""

    def __init__(self, classes: int, dropout: float) -> None:
        super().__init__(
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Dropout(dropout),
            nn.Linear(1536, classes),
        )


def inception_v4(classes: int = 1000, channels: int = 3, dropout: float = 0.2) -> nn.Sequential:
    """Inception-v4: ``(N, channels, 299, 299) → (N, classes)``; 42 679 816 параметров.

    Parameters
    ----------
    classes, channels : int
        Число классов и каналов входа.
    dropout : float
        Доля признаков, обнуляемых при обучении перед последним слоем.

    Raises
    ------
    ValueError
        Если число классов или каналов не положительно.
    """
    check_positive(classes=classes, channels=channels)
    model = nn.Sequential(
        inception_v4_stem(channels),
        *(inception_a() for _ in range(4)),
        parallel(384, 1024, "384·3x3/2", "192 224·3x3 256·3x3/2", "max/2"),  # 17 × 17
        *(inception_b() for _ in range(7)),
        parallel(1024, 1536, "192 192·3x3/2", "256 256·1x7 320·7x1 320·3x3/2", "max/2"),  # 8 × 8
        *(inception_c() for _ in range(3)),
        Head(classes, dropout),
    )
    initialize(model)
    return model


class InceptionResidual(nn.Module):
    """Модуль Inception с обходом: ``y = ReLU(x + scale · conv1x1([ветви(x)]))``.

    Уменьшенная добавка не даёт обучению широкой сети разойтись.

    Parameters
    ----------
    channels, inner : int
        Каналы входа и выхода; сумма каналов ветвей.
    texts : tuple[str, ...]
        Записи ветвей.
    scale : float
        Множитель добавки.
    """

    def __init__(self, channels: int, inner: int, texts: tuple[str, ...], scale: float) -> None:
        super().__init__()
        self.scale = scale
        self.branches = parallel(channels, inner, *texts)
        self.linear = nn.Conv2d(inner, channels, kernel_size=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(torch.add(x, self.linear(self.branches(x)), alpha=self.scale))


def residual_a() -> InceptionResidual:
    """Остаточный модуль A на 320 каналах."""
    return InceptionResidual(320, 128, ("32", "32 32·3x3", "32 48·3x3 64·3x3"), 0.17)


def residual_b() -> InceptionResidual:
    """Остаточный модуль B на 1088 каналах."""
    return InceptionResidual(1088, 384, ("192", "128 160·1x7 192·7x1"), 0.10)


def residual_c(scale: float = 0.20) -> InceptionResidual:
    """Остаточный модуль C на 2080 каналах."""
    return InceptionResidual(2080, 448, ("192", "192 224·1x3 256·3x1"), scale)


def last_residual_c() -> InceptionResidual:
    """Последний модуль C: добавка не уменьшена, и ReLU после неё нет."""
    block = residual_c(scale=1.0)
    block.relu = nn.Identity()
    return block


def inception_resnet_v2(
    classes: int = 1000, channels: int = 3, dropout: float = 0.2
) -> nn.Sequential:
    """Inception-ResNet-v2: ``(N, channels, 299, 299) → (N, classes)``; 55 843 464 параметра.

    Параметры и ошибки — как у :func:`inception_v4`.
    """
    check_positive(classes=classes, channels=channels)
    first = ("96", "48 64·5x5", "64 96·3x3 96·3x3", "avg 64")
    shrink_b = ("256 384·3x3/2", "256 288·3x3/2", "256 288·3x3 320·3x3/2", "max/2")
    model = nn.Sequential(
        path(channels, "32·3x3/2 32·3x3v 64·3x3 max/2 80 192·3x3v max/2"),  # 192 × 35 × 35
        parallel(192, 320, *first),
        *(residual_a() for _ in range(10)),
        parallel(320, 1088, "384·3x3/2", "256 256·3x3 384·3x3/2", "max/2"),  # 17 × 17
        *(residual_b() for _ in range(20)),
        parallel(1088, 2080, *shrink_b),  # 8 × 8
        *(residual_c() for _ in range(9)),
        last_residual_c(),
        path(2080, "1536"),
        Head(classes, dropout),
    )
    initialize(model)
    return model
