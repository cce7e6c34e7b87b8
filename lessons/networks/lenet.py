"""LeNet-5: первая свёрточная сеть, которую применили в деле (чтение почтовых индексов и чеков).

LeCun, Bottou, Bengio, Haffner. Gradient-Based Learning Applied to Document Recognition. 1998.

======  =============================  =============  =========  ===========
слой    что делает                     выход          параметры  у 1998 года
======  =============================  =============  =========  ===========
C1      6 свёрток 5×5                  6 × 28 × 28          156          156
S2      пулинг 2×2                     6 × 14 × 14            0           12
C3      16 свёрток 5×5                 16 × 10 × 10       2 416        1 516
S4      пулинг 2×2                     16 × 5 × 5             0           32
C5      полносвязный                   120               48 120       48 120
F6      полносвязный                   84                10 164       10 164
выход   полносвязный / расстояния      10                   850            0
всего                                                    61 706       60 000
======  =============================  =============  =========  ===========
"""

from collections import OrderedDict

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lessons.networks.blocks import check_positive

# Какие карты S2 видит каждая карта C3 (таблица I статьи): по три подряд, по четыре подряд,
# по четыре с пропуском и, наконец, все шесть. Неодинаковые входы нарушают симметрию карт.
C3_TRIPLES = [[(first + i) % 6 for i in range(3)] for first in range(6)]
C3_QUADRUPLES = [[(first + i) % 6 for i in range(4)] for first in range(6)]
C3_QUADRUPLES += [[0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5]]

# Образцы цифр 7 × 12: к ним слой F6 должен приближать свои 84 значения.
DIGITS = """
.#####. ...#... .#####. .#####. ....##. ####### ..####. ####### .#####. .#####.
##...## ..##... ##...## ##...## ...###. ##..... .##.... ##...## ##...## ##...##
##...## .###... ##...## .....## ..####. ##..... ##..... .....## ##...## ##...##
##...## ...#... .....## .....## .##.##. ##..... ##..... ....##. ##...## ##...##
##...## ...#... ....##. ..####. ##..##. ######. ######. ....##. .#####. .######
##...## ...#... ...##.. .....## ##..##. .....## ##...## ...##.. .#####. .....##
##...## ...#... ..##... .....## ####### .....## ##...## ...##.. ##...## .....##
##...## ...#... .##.... .....## ....##. .....## ##...## ..##... ##...## .....##
##...## ...#... ##..... ##...## ....##. ##...## ##...## ..##... ##...## ....##.
.#####. .#####. ####### .#####. ....##. .#####. .#####. ..##... .#####. .####..
....... ....... ....... ....... ....... ....... ....... ....... ....... .......
....... ....... ....... ....... ....... ....... ....... ....... ....... .......
"""


class LeNet5(nn.Sequential):
    """Свёрточная часть ``features`` и полносвязная ``classifier`` одна за другой."""

    def __init__(self, features: OrderedDict, classifier: OrderedDict) -> None:
        super().__init__()
        self.features = nn.Sequential(features)
        self.classifier = nn.Sequential(classifier)


def lenet5(classes: int = 10, channels: int = 1, padding: int = 0) -> LeNet5:
    """LeNet-5 в нынешнем виде: ReLU, максимальный пулинг, полная связь карт в C3.

    Parameters
    ----------
    classes, channels : int
        Число классов и каналов входа.
    padding : int
        Отступ первой свёртки. При 0 вход 32 × 32, при 2 — 28 × 28, как в MNIST.

    Returns
    -------
    LeNet5
        Сеть ``(N, channels, 32, 32) → (N, classes)``; 61 706 параметров при исходных размерах.

    Raises
    ------
    ValueError
        Если число классов или каналов не положительно.
    """
    check_positive(classes=classes, channels=channels)
    features = OrderedDict(
        c1=nn.Conv2d(channels, 6, kernel_size=5, padding=padding),  # 6 × 28 × 28
        relu1=nn.ReLU(inplace=True),
        s2=nn.MaxPool2d(2),  # 6 × 14 × 14
        c3=nn.Conv2d(6, 16, kernel_size=5),  # 16 × 10 × 10
        relu3=nn.ReLU(inplace=True),
        s4=nn.MaxPool2d(2),  # 16 × 5 × 5
    )
    classifier = OrderedDict(
        flatten=nn.Flatten(),
        c5=nn.Linear(400, 120),
        relu5=nn.ReLU(inplace=True),
        f6=nn.Linear(120, 84),
        relu6=nn.ReLU(inplace=True),
        output=nn.Linear(84, classes),
    )
    return LeNet5(features, classifier)


class ScaledTanh(nn.Module):
    """Сжимающая функция статьи: ``1,7159 · tanh(2x / 3)``, при которой f(±1) = ±1."""

    def forward(self, x: Tensor) -> Tensor:
        return 1.7159 * torch.tanh(x * (2 / 3))


class Subsampling(nn.Module):
    """Обучаемая субдискретизация: сумма окна 2 × 2, умноженная на число, плюс смещение.

    ``(N, C, H, W) → (N, C, H/2, W/2)``; пара «множитель, смещение» своя у каждого канала.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.full((channels, 1, 1), 0.25))
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return F.avg_pool2d(x, 2, divisor_override=1) * self.weight + self.bias


class SparseConv(nn.Module):
    """Свёртка C3, каждая карта которой видит лишь часть карт S2: ``(N, 6, …) → (N, 16, …)``.

    Карты с тремя, четырьмя и шестью входами собраны в три свёртки по группам; параметров
    ``6·(3·25 + 1) + 9·(4·25 + 1) + (6·25 + 1) = 1516``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.out_channels = 16
        self.triples = nn.Conv2d(18, 6, kernel_size=5, groups=6)
        self.quadruples = nn.Conv2d(36, 9, kernel_size=5, groups=9)
        self.whole = nn.Conv2d(6, 1, kernel_size=5)
        self.register_buffer("inputs3", torch.tensor(sum(C3_TRIPLES, [])), persistent=False)
        self.register_buffer("inputs4", torch.tensor(sum(C3_QUADRUPLES, [])), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        threes = self.triples(x.index_select(1, self.inputs3))
        fours = self.quadruples(x.index_select(1, self.inputs4))
        return torch.cat([threes, fours, self.whole(x)], dim=1)


class DigitDistances(nn.Module):
    """Минус квадрат расстояния от 84 значений F6 до образца каждой цифры: ``(N, 84) → (N, 10)``.

    Образцы (±1) заданы рисунками цифр и не обучаются. Знак минус делает ближайший образец
    наибольшим ответом, как у обычной сети.
    """

    def __init__(self) -> None:
        super().__init__()
        rows = [line.split() for line in DIGITS.split("\n") if line]
        drawings = ["".join(row[digit] for row in rows) for digit in range(10)]
        signs = [[1.0 if dot == "#" else -1.0 for dot in drawing] for drawing in drawings]
        self.register_buffer("templates", torch.tensor(signs))

    def forward(self, x: Tensor) -> Tensor:
        return -(x.unsqueeze(1) - self.templates).square().sum(dim=2)


def lenet5_1998() -> LeNet5:
    """LeNet-5, как она описана в статье 1998 года: ``(N, 1, 32, 32) → (N, 10)``.

    Субдискретизация с обучаемыми коэффициентами, разреженная C3, сжимающая функция вместо ReLU
    и выход — расстояния до нарисованных цифр; 60 000 обучаемых параметров.
    """
    features = OrderedDict(
        c1=nn.Conv2d(1, 6, kernel_size=5),  # 6 × 28 × 28
        tanh1=ScaledTanh(),
        s2=Subsampling(6),  # 6 × 14 × 14
        tanh2=ScaledTanh(),
        c3=SparseConv(),  # 16 × 10 × 10
        tanh3=ScaledTanh(),
        s4=Subsampling(16),  # 16 × 5 × 5
        tanh4=ScaledTanh(),
        c5=nn.Conv2d(16, 120, kernel_size=5),  # 120 × 1 × 1
        tanh5=ScaledTanh(),
    )
    classifier = OrderedDict(
        flatten=nn.Flatten(),
        f6=nn.Linear(120, 84),
        tanh6=ScaledTanh(),
        output=DigitDistances(),
    )
    return LeNet5(features, classifier)
