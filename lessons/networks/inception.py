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

Свёртки 3×3 с шагом 2 не дополняют вход, поэтому 299 → 149 и 35 → 17 → 8; остальные, если
не сказано иного, размер сохраняют. Inception-ResNet-v2 здесь такова, какой её обучили авторы (файлы
TF-slim): каналы в ней не те, что на рисунках статьи.
"""

import torch
from torch import Tensor, nn

from lessons.networks.blocks import ConvBNReLU, Parallel, check_positive, initialize


def conv(inputs: int, outputs: int, kernel=1, *, stride: int = 1, same: bool = True) -> ConvBNReLU:
    """Свёртка с нормализацией и ReLU.

    Parameters
    ----------
    inputs, outputs : int
        Число каналов на входе и на выходе.
    kernel : int or tuple[int, int]
        Размер ядра; пара — высота и ширина.
    stride : int
        Шаг.
    same : bool
        Дополнить вход так, чтобы при шаге 1 размер не изменился.
    """
    height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
    padding = (height // 2, width // 2) if same else 0
    return ConvBNReLU(inputs, outputs, (height, width), stride=stride, padding=padding, eps=1e-3)


def halve(inputs: int, outputs: int) -> ConvBNReLU:
    """Свёртка 3×3 с шагом 2 без отступа: размер уменьшается вдвое."""
    return conv(inputs, outputs, 3, stride=2, same=False)


def halving_pool() -> nn.MaxPool2d:
    """Наибольшее по окну 3×3 с шагом 2: размер уменьшается вдвое, каналы остаются."""
    return nn.MaxPool2d(3, stride=2)


def average_then(inputs: int, outputs: int) -> nn.Sequential:
    """Среднее 3×3 с шагом 1 (отступ в среднее не входит), затем свёртка 1×1."""
    pool = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
    return nn.Sequential(pool, conv(inputs, outputs))


def concatenated(out_channels: int, *branches: nn.Module) -> Parallel:
    """Ветви над общим входом, склеенные по каналам; в сумме их ``out_channels``."""
    return Parallel(out_channels, {f"branch{i}": branch for i, branch in enumerate(branches)})


def inception_v4_stem(channels: int) -> nn.Sequential:
    """Начало Inception-v4: ``(N, channels, 299, 299) → (N, 384, 35, 35)``."""
    return nn.Sequential(
        halve(channels, 32),  # 32 × 149 × 149
        conv(32, 32, 3, same=False),  # 32 × 147 × 147
        conv(32, 64, 3),
        concatenated(160, halving_pool(), halve(64, 96)),  # 160 × 73 × 73
        concatenated(
            192,
            nn.Sequential(conv(160, 64), conv(64, 96, 3, same=False)),
            nn.Sequential(
                conv(160, 64),
                conv(64, 64, (1, 7)),
                conv(64, 64, (7, 1)),
                conv(64, 96, 3, same=False),
            ),
        ),  # 192 × 71 × 71
        concatenated(384, halve(192, 192), halving_pool()),  # 384 × 35 × 35
    )


def inception_a() -> Parallel:
    """Модуль A: 384 → 384 канала."""
    return concatenated(
        384,
        conv(384, 96),
        nn.Sequential(conv(384, 64), conv(64, 96, 3)),
        nn.Sequential(conv(384, 64), conv(64, 96, 3), conv(96, 96, 3)),
        average_then(384, 96),
    )


def reduction_a() -> Parallel:
    """Сокращение A: ``(N, 384, 35, 35) → (N, 1024, 17, 17)``."""
    return concatenated(
        1024,
        halve(384, 384),
        nn.Sequential(conv(384, 192), conv(192, 224, 3), halve(224, 256)),
        halving_pool(),
    )


def inception_b() -> Parallel:
    """Модуль B: 1024 → 1024 канала; свёртка 7×7 разложена на 1×7 и 7×1."""
    return concatenated(
        1024,
        conv(1024, 384),
        nn.Sequential(conv(1024, 192), conv(192, 224, (1, 7)), conv(224, 256, (7, 1))),
        nn.Sequential(
            conv(1024, 192),
            conv(192, 192, (7, 1)),
            conv(192, 224, (1, 7)),
            conv(224, 224, (7, 1)),
            conv(224, 256, (1, 7)),
        ),
        average_then(1024, 128),
    )


def reduction_b() -> Parallel:
    """Сокращение B: ``(N, 1024, 17, 17) → (N, 1536, 8, 8)``."""
    return concatenated(
        1536,
        nn.Sequential(conv(1024, 192), halve(192, 192)),
        nn.Sequential(
            conv(1024, 256), conv(256, 256, (1, 7)), conv(256, 320, (7, 1)), halve(320, 320)
        ),
        halving_pool(),
    )


def split_3x3(inputs: int) -> Parallel:
    """Свёртки 1×3 и 3×1 рядом, по 256 каналов: вместо одной 3×3."""
    return concatenated(512, conv(inputs, 256, (1, 3)), conv(inputs, 256, (3, 1)))


def inception_c() -> Parallel:
    """Модуль C: 1536 → 1536 каналов; две ветви раздваиваются в конце."""
    return concatenated(
        1536,
        conv(1536, 256),
        nn.Sequential(conv(1536, 384), split_3x3(384)),
        nn.Sequential(
            conv(1536, 384), conv(384, 448, (3, 1)), conv(448, 512, (1, 3)), split_3x3(512)
        ),
        average_then(1536, 256),
    )


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
        reduction_a(),  # 1024 × 17 × 17
        *(inception_b() for _ in range(7)),
        reduction_b(),  # 1536 × 8 × 8
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
    channels : int
        Число каналов входа и выхода.
    branches : Parallel
        Ветви над входом.
    scale : float
        Множитель добавки.
    """

    def __init__(self, channels: int, branches: Parallel, scale: float) -> None:
        super().__init__()
        self.scale = scale
        self.branches = branches
        self.linear = nn.Conv2d(branches.out_channels, channels, kernel_size=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(torch.add(x, self.linear(self.branches(x)), alpha=self.scale))


def residual_a() -> InceptionResidual:
    """Остаточный модуль A на 320 каналах."""
    branches = concatenated(
        128,
        conv(320, 32),
        nn.Sequential(conv(320, 32), conv(32, 32, 3)),
        nn.Sequential(conv(320, 32), conv(32, 48, 3), conv(48, 64, 3)),
    )
    return InceptionResidual(320, branches, scale=0.17)


def residual_b() -> InceptionResidual:
    """Остаточный модуль B на 1088 каналах."""
    branches = concatenated(
        384,
        conv(1088, 192),
        nn.Sequential(conv(1088, 128), conv(128, 160, (1, 7)), conv(160, 192, (7, 1))),
    )
    return InceptionResidual(1088, branches, scale=0.10)


def residual_c(scale: float = 0.20) -> InceptionResidual:
    """Остаточный модуль C на 2080 каналах."""
    branches = concatenated(
        448,
        conv(2080, 192),
        nn.Sequential(conv(2080, 192), conv(192, 224, (1, 3)), conv(224, 256, (3, 1))),
    )
    return InceptionResidual(2080, branches, scale)


def last_residual_c() -> InceptionResidual:
    """Последний модуль C: добавка не уменьшена, и ReLU после неё нет."""
    block = residual_c(scale=1.0)
    block.relu = nn.Identity()
    return block


def inception_resnet_v2_stem(channels: int) -> nn.Sequential:
    """Начало Inception-ResNet-v2: ``(N, channels, 299, 299) → (N, 320, 35, 35)``."""
    return nn.Sequential(
        halve(channels, 32),  # 32 × 149 × 149
        conv(32, 32, 3, same=False),  # 32 × 147 × 147
        conv(32, 64, 3),
        halving_pool(),  # 64 × 73 × 73
        conv(64, 80),
        conv(80, 192, 3, same=False),  # 192 × 71 × 71
        halving_pool(),  # 192 × 35 × 35
        concatenated(
            320,
            conv(192, 96),
            nn.Sequential(conv(192, 48), conv(48, 64, 5)),
            nn.Sequential(conv(192, 64), conv(64, 96, 3), conv(96, 96, 3)),
            average_then(192, 64),
        ),
    )


def residual_reduction_a() -> Parallel:
    """Сокращение A: ``(N, 320, 35, 35) → (N, 1088, 17, 17)``."""
    return concatenated(
        1088,
        halve(320, 384),
        nn.Sequential(conv(320, 256), conv(256, 256, 3), halve(256, 384)),
        halving_pool(),
    )


def residual_reduction_b() -> Parallel:
    """Сокращение B: ``(N, 1088, 17, 17) → (N, 2080, 8, 8)``."""
    return concatenated(
        2080,
        nn.Sequential(conv(1088, 256), halve(256, 384)),
        nn.Sequential(conv(1088, 256), halve(256, 288)),
        nn.Sequential(conv(1088, 256), conv(256, 288, 3), halve(288, 320)),
        halving_pool(),
    )


def inception_resnet_v2(
    classes: int = 1000, channels: int = 3, dropout: float = 0.2
) -> nn.Sequential:
    """Inception-ResNet-v2: ``(N, channels, 299, 299) → (N, classes)``; 55 843 464 параметра.

    Параметры и ошибки — как у :func:`inception_v4`.
    """
    check_positive(classes=classes, channels=channels)
    model = nn.Sequential(
        inception_resnet_v2_stem(channels),
        *(residual_a() for _ in range(10)),
        residual_reduction_a(),  # 1088 × 17 × 17
        *(residual_b() for _ in range(20)),
        residual_reduction_b(),  # 2080 × 8 × 8
        *(residual_c() for _ in range(9)),
        last_residual_c(),
        conv(2080, 1536),
        Head(classes, dropout),
    )
    initialize(model)
    return model
