"""DenseNet против ResNet: сколько параметров нужно для той же точности."""

from functools import partial

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks import densenet_cifar, resnet_cifar


def compare_dense(images=3000, epochs=12, seeds=(0, 1, 2), journal=None):
    """Обучить DenseNet и ResNet нескольких размеров.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; столбец «семейство» — «ResNet» или «DenseNet».
    """
    entrants = [
        Entrant(
            f"ResNet-{depth}", partial(resnet_cifar, depth, channels=1), {"семейство": "ResNet"}
        )
        for depth in (8, 14)
    ] + [
        Entrant(
            f"DenseNet ({depth}, {growth})",
            partial(densenet_cifar, depth, growth, channels=1),
            {"семейство": "DenseNet"},
        )
        for depth, growth in ((16, 4), (16, 8))
    ]
    data = garments(images, side=14)
    return contest(entrants, data, epochs=epochs, seeds=seeds, journal=journal)
