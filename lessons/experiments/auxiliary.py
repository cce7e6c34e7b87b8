"""Вспомогательный ответ посередине глубокой простой сети: помогает ли он градиенту."""

from functools import partial

from torch import nn
from torch.nn.functional import cross_entropy

from lessons.experiments.contest import Entrant, contest, garments
from lessons.experiments.depth import plain_network

WEIGHT = 0.3


class WithAuxiliary(nn.Module):
    """Простая сеть, у которой при обучении отвечает и середина.

    Parameters
    ----------
    network : ResNetCifar
        Сеть с этапами ``layer1``…``layer3``.
    """

    def __init__(self, network):
        super().__init__()
        self.network = network
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 10))

    def forward(self, x):
        """Ответ сети; при обучении — пара: он и ответ после второго этапа."""
        net = self.network
        middle = net.layer2(net.layer1(net.relu(net.bn1(net.conv1(x)))))
        scores = net.fc(net.avgpool(net.layer3(middle)).flatten(1))
        return (scores, self.head(middle)) if self.training else scores


def shared_loss(outputs, labels):
    """Потеря последнего ответа плюс 0,3 потери вспомогательного, если он есть."""
    if not isinstance(outputs, tuple):
        return cross_entropy(outputs, labels)
    return cross_entropy(outputs[0], labels) + WEIGHT * cross_entropy(outputs[1], labels)


def compare_auxiliary(depth=20, images=1500, epochs=8, seeds=(0, 1, 2), journal=None):
    """Обучить простую сеть без обходов со вспомогательным ответом и без него.

    Parameters
    ----------
    depth : int
        Глубина, 6n + 2.
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`. У сети со вспомогательным ответом «потеря» — сумма двух, поэтому обучение
        сравнивают по столбцу «доля верных» в `curves`.
    """
    entrants = [
        Entrant("без него", partial(plain_network, depth)),
        Entrant("со вспомогательным", lambda: WithAuxiliary(plain_network(depth))),
    ]
    data = garments(images, side=14)
    return contest(entrants, data, epochs=epochs, seeds=seeds, loss=shared_loss, journal=journal)
