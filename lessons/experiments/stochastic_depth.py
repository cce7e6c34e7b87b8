"""Стохастическая глубина: помогает ли пропуск блоков при обучении и что он меняет в сети."""

from functools import partial

import numpy as np
from torch import nn

from lessons.experiments.contest import Entrant, contest, garments
from lessons.networks import resnet_cifar, stochastic_depth_resnet
from lessons.training import batches, evaluate


def compare_stochastic_depth(
    depth=20, survival=0.5, images=1500, epochs=25, seeds=(0, 1, 2, 3, 4), journal=None
):
    """Обучить сеть с постоянной и стохастической глубиной и убрать у обеих по одному блоку.

    Parameters
    ----------
    depth : int
        Глубина, 6n + 2.
    survival : float
        Вероятность остаться у последнего блока.
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; «без одного блока» — точность в среднем, если из готовой сети убрать один
        блок, не меняющий формы.
    """
    data = garments(images, side=14)
    test = batches(data[1], 500)
    entrants = [
        Entrant("постоянная", partial(resnet_cifar, depth, channels=1)),
        Entrant("стохастическая", partial(stochastic_depth_resnet, depth, survival, channels=1)),
    ]
    return contest(
        entrants,
        data,
        epochs=epochs,
        seeds=seeds,
        measure=lambda model: {
            "без одного блока": float(np.mean(accuracy_without_each_block(model, test)))
        },
        journal=journal,
    )


def accuracy_without_each_block(model, test):
    """Точность готовой сети, из которой убран один остаточный блок: список по блокам.

    Блоки, меняющие форму, не убираются. Остаточную сеть это портит мало: она ведёт себя как
    собрание сетей разной глубины (A. Veit, M. Wilber, S. Belongie. Residual networks behave like
    ensembles of relatively shallow networks. NeurIPS, 2016).
    """
    accuracies = []
    for stage in (model.layer1, model.layer2, model.layer3):
        for place, block in enumerate(stage):
            if block.downsample is None:
                stage[place] = nn.Identity()
                accuracies.append(evaluate(model, test).accuracy)
                stage[place] = block
    return accuracies
