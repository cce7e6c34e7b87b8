"""FractalNet: короткие и длинные пути без остаточных связей, обучение с выбрасыванием путей.

Larsson, Maire, Shakhnarovich. FractalNet: Ultra-Deep Neural Networks without Residuals. 2016,
arXiv:1605.07648.

Правило роста: ``f_1(z) = conv(z)``, ``f_{c+1}(z) = [(f_c ∘ f_c)(z)] ⊕ conv(z)``, где ``⊕`` —
среднее, а соседние ``⊕`` сливаются в одно среднее по всем ветвям. У блока с ``C`` столбцами самый
длинный путь — ``2^(C−1)`` свёрток, самый короткий — одна. Сеть — пять блоков, после каждого
максимальный пулинг 2×2, в конце полносвязный слой.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from lessons.networks.blocks import ConvBNReLU, check_positive, initialize

Join = Callable[[list[Tensor]], Tensor]


class Fractal(nn.Module):
    """Фрактал с ``columns`` столбцами: ``(N, inputs, H, W) → (N, outputs, H, W)``.

    Столбцы нумеруются с нуля от самого длинного к самому короткому.
    """

    def __init__(self, inputs: int, outputs: int, columns: int) -> None:
        super().__init__()
        self.columns = columns
        if columns > 1:
            self.first = Fractal(inputs, outputs, columns - 1)
            self.second = Fractal(outputs, outputs, columns - 1)
        self.conv = ConvBNReLU(inputs, outputs, 3, padding=1)

    def branches(self, x: Tensor, join: Join) -> list[Tensor]:
        """Выходы всех столбцов, ещё не слитые; внутренние слияния делает ``join``."""
        if self.columns == 1:
            return [self.conv(x)]
        middle = join(self.first.branches(x, join))
        return [*self.second.branches(middle, join), self.conv(x)]

    def column(self, x: Tensor, index: int) -> Tensor:
        """Выход одного столбца, будто остальных нет."""
        if index == self.columns - 1:
            return self.conv(x)
        return self.second.column(self.first.column(x, index), index)


def mean(branches: list[Tensor]) -> Tensor:
    """Слияние ``⊕``: среднее ветвей поэлементно."""
    if len(branches) == 1:
        return branches[0]
    total = branches[0] + branches[1]
    for branch in branches[2:]:
        total += branch
    return total.div_(len(branches))


class LocalDropPath:
    """Слияние, в котором каждая ветвь выпадает с вероятностью ``rate``; одна остаётся всегда."""

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def __call__(self, branches: list[Tensor]) -> Tensor:
        kept = [branch for branch in branches if torch.rand(()) >= self.rate]
        if not kept:
            kept = [branches[int(torch.randint(len(branches), ()))]]
        return mean(kept)


class FractalNet(nn.Module):
    """Пять фрактальных блоков с пулингом; см. :func:`fractalnet`."""

    def __init__(
        self, columns: int, filters: Sequence[int], classes: int, channels: int, dropout, drop_path
    ) -> None:
        super().__init__()
        self.columns = columns
        self.drop_path = LocalDropPath(drop_path)
        inputs = [channels, *filters[:-1]]
        self.blocks = nn.ModuleList(
            Fractal(i, o, columns) for i, o in zip(inputs, filters, strict=True)
        )
        self.dropouts = nn.ModuleList(nn.Dropout(rate) for rate in dropout)
        self.pools = nn.ModuleList(nn.MaxPool2d(2) for _ in filters)
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(filters[-1], classes)
        initialize(self)

    def forward(self, x: Tensor) -> Tensor:
        """При обучении поровну чередуются местное и общее выбрасывание, иначе считается всё."""
        if not self.training or not self.drop_path.rate:
            return self._run(x, lambda block, z: mean(block.branches(z, mean)))
        if torch.rand(()) < 0.5:
            join = self.drop_path
            return self._run(x, lambda block, z: join(block.branches(z, join)))
        return self.column(x, int(torch.randint(self.columns, ())))

    def column(self, x: Tensor, index: int) -> Tensor:
        """Ответ сети, от которой оставлен один столбец (общее выбрасывание путей).

        ``index`` от 0 (самый длинный столбец) до ``columns − 1`` (по одной свёртке на блок); иначе
        ``ValueError``.
        """
        if not 0 <= index < self.columns:
            raise ValueError(
                f"index: получено {index}, ожидался номер столбца от 0 до {self.columns - 1}"
            )
        return self._run(x, lambda block, z: block.column(z, index))

    def _run(self, x: Tensor, through: Callable[[Fractal, Tensor], Tensor]) -> Tensor:
        for block, dropout, pool in zip(self.blocks, self.dropouts, self.pools, strict=True):
            x = pool(dropout(through(block, x)))
        return self.fc(self.flatten(x))


def fractalnet(
    columns: int = 3,
    classes: int = 100,
    channels: int = 3,
    filters: Sequence[int] = (16, 32, 64, 128, 128),
    dropout: Sequence[float] = (0.0, 0.1, 0.2, 0.3, 0.4),
    drop_path: float = 0.15,
) -> FractalNet:
    """FractalNet для CIFAR: ``(N, channels, 32, 32) → (N, classes)``.

    Parameters
    ----------
    columns : int
        Число столбцов; глубина сети — ``5 · 2^(columns−1)`` свёрток.
    classes, channels : int
        Число классов и каналов входа.
    filters : Sequence[int]
        Каналы блоков. Пулинг после каждого делит стороны карт пополам, так что при пяти блоках
        вход 32 × 32 становится 1 × 1. Двадцатислойная сеть статьи — (64, 128, 256, 512, 512).
    dropout : Sequence[float]
        Доли значений, обнуляемых при обучении после каждого блока.
    drop_path : float
        Вероятность, с которой слияние теряет ветвь. При обучении половина батчей проходит с такими
        потерями, другая — по одному случайному столбцу; 0 — ничего не выбрасывать.

    Returns
    -------
    FractalNet
        При исходных каналах и 1…6 столбцах — от 258 292 до 21 095 076 параметров.

    Raises
    ------
    ValueError
        Если размеры не положительны, вероятность вне [0, 1) или длины ``filters`` и ``dropout``
        различны.
    """
    check_positive(columns=columns, classes=classes, channels=channels)
    check_positive(**{f"filters[{i}]": width for i, width in enumerate(filters)})
    if not filters or len(dropout) != len(filters):
        raise ValueError(
            f"dropout: получено {len(dropout)} долей, ожидалось по одной на блок ({len(filters)})"
        )
    if not 0 <= drop_path < 1:
        raise ValueError(
            f"drop_path: получено {drop_path!r}, ожидалась вероятность от 0 до 1, не включая 1"
        )
    return FractalNet(columns, filters, classes, channels, dropout, drop_path)
