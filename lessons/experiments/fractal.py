"""FractalNet: работают ли отдельные столбцы после обучения с выбрасыванием путей."""

from functools import partial

from torch import nn

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks import fractalnet
from lessons.training import batches, evaluate

COLUMNS = 3
DROPS = {"без выбрасывания": 0.0, "с выбрасыванием": 0.15}


def small_fractal(drop_path):
    """FractalNet из трёх блоков по три столбца: ``(N, 1, 14, 14) → (N, 10)``."""
    return fractalnet(COLUMNS, 10, 1, (16, 32, 64), (0.0, 0.0, 0.0), drop_path)


def compare_fractal(images=1500, epochs=8, seeds=(0, 1, 2), journal=None):
    """Обучить FractalNet с выбрасыванием путей и без и проверить столбцы по отдельности.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; «столбец 1» (самый длинный) … «столбец 3» (самый короткий) — точность сети,
        от которой оставлен один столбец.
    """
    data = garments(images, side=14)
    test = batches(data[1], 500)
    return contest(
        [Entrant(name, partial(small_fractal, drop)) for name, drop in DROPS.items()],
        data,
        epochs=epochs,
        seeds=seeds,
        measure=partial(accuracy_of_columns, test=test),
        journal=journal,
    )


class OneColumn(nn.Module):
    """Сеть, от которой оставлен один столбец."""

    def __init__(self, network, index):
        super().__init__()
        self.network, self.index = network, index

    def forward(self, x):
        return self.network.column(x, self.index)


def accuracy_of_columns(model, test):
    """Точность каждого столбца по отдельности: ``{"столбец 1": …, …}``."""
    return {
        f"столбец {index + 1}": evaluate(OneColumn(model, index), test).accuracy
        for index in range(COLUMNS)
    }
