"""AlexNet: сеть, с которой началась революция (ImageNet, 2012).

=======  =================================  ======================================
слой     две видеокарты, 2012               одна башня, 2014
=======  =================================  ======================================
conv1    96 × 11×11, шаг 4 → LRN → пулинг   64 × 11×11, шаг 4 → пулинг
conv2    256 × 5×5, 2 группы → LRN → пулинг 192 × 5×5 → пулинг
conv3    384 × 3×3                          384 × 3×3
conv4    384 × 3×3, 2 группы                256 × 3×3
conv5    256 × 3×3, 2 группы → пулинг       256 × 3×3 → пулинг
fc6–fc8  4096 → 4096 → 1000                 4096 → 4096 → 1000
=======  =================================  ======================================

Пулинг везде максимальный, 3×3 с шагом 2: окна перекрываются. Вход 3 × 224 × 224.
"""

from torch import Tensor, nn

from lessons.networks.blocks import check_positive


class AlexNet(nn.Module):
    """Свёртки ``features`` → карты 6 × 6 → три полносвязных слоя ``classifier``."""

    def __init__(self, features: nn.Sequential, classes: int, hidden: int, dropout: float) -> None:
        super().__init__()
        check_positive(classes=classes, hidden=hidden)
        self.features = features
        self.avgpool = nn.AdaptiveAvgPool2d(6)
        self.classifier = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(256 * 6 * 6, hidden),
            nn.ReLU(inplace=True),
            nn.Dropout(dropout),
            nn.Linear(hidden, hidden),
            nn.ReLU(inplace=True),
            nn.Linear(hidden, classes),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.avgpool(self.features(x))  # (N, 256, 6, 6)
        return self.classifier(x.flatten(1))


def alexnet(
    classes: int = 1000, channels: int = 3, hidden: int = 4096, dropout: float = 0.5
) -> AlexNet:
    """AlexNet одной башней (Krizhevsky, 2014, arXiv:1404.5997); имена слоёв как в torchvision.

    Parameters
    ----------
    classes, channels : int
        Число классов и каналов входа.
    hidden : int
        Ширина двух скрытых полносвязных слоёв.
    dropout : float
        Доля обнуляемых входов этих слоёв при обучении.

    Returns
    -------
    AlexNet
        Сеть ``(N, channels, 224, 224) → (N, classes)``; 61 100 840 параметров.

    Raises
    ------
    ValueError
        Если число классов, каналов или ширина не положительны.
    """
    check_positive(channels=channels)
    features = nn.Sequential(
        nn.Conv2d(channels, 64, kernel_size=11, stride=4, padding=2),  # 64 × 55 × 55
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2),  # 64 × 27 × 27
        nn.Conv2d(64, 192, kernel_size=5, padding=2),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2),  # 192 × 13 × 13
        nn.Conv2d(192, 384, kernel_size=3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(384, 256, kernel_size=3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(256, 256, kernel_size=3, padding=1),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2),  # 256 × 6 × 6
    )
    return AlexNet(features, classes, hidden, dropout)


def alexnet_2012(
    classes: int = 1000, channels: int = 3, hidden: int = 4096, dropout: float = 0.5
) -> AlexNet:
    """AlexNet на двух видеокартах (Krizhevsky, Sutskever, Hinton. ImageNet Classification, 2012).

    Половина карт живёт на одной видеокарте, половина на другой; conv2, conv4 и conv5 видят
    только свою половину — это свёртки с двумя группами. Параметры — как у :func:`alexnet`.

    Returns
    -------
    AlexNet
        Сеть ``(N, channels, 224, 224) → (N, classes)``; 60 965 224 параметра.
    """
    check_positive(channels=channels)
    # В статье α = 10⁻⁴ умножает сумму по пяти каналам, в torch — среднее: отсюда 5·10⁻⁴.
    features = nn.Sequential(
        nn.Conv2d(channels, 96, kernel_size=11, stride=4, padding=2),  # 96 × 55 × 55
        nn.ReLU(inplace=True),
        nn.LocalResponseNorm(5, alpha=5e-4, beta=0.75, k=2),
        nn.MaxPool2d(3, stride=2),  # 96 × 27 × 27
        nn.Conv2d(96, 256, kernel_size=5, padding=2, groups=2),
        nn.ReLU(inplace=True),
        nn.LocalResponseNorm(5, alpha=5e-4, beta=0.75, k=2),
        nn.MaxPool2d(3, stride=2),  # 256 × 13 × 13
        nn.Conv2d(256, 384, kernel_size=3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(384, 384, kernel_size=3, padding=1, groups=2),
        nn.ReLU(inplace=True),
        nn.Conv2d(384, 256, kernel_size=3, padding=1, groups=2),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2),  # 256 × 6 × 6
    )
    return AlexNet(features, classes, hidden, dropout)
