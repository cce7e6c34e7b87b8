"""Уменьшенные сети: мало классов, маленький вход, без прореживания."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
import torch
from torch import nn

from lessons import networks as N


class Small(NamedTuple):
    """Сеть на четыре класса и форма её входа."""

    make: Callable[[], nn.Module]
    shape: tuple[int, int, int]
    rate: float = 1e-3

    def images(self, count: int) -> torch.Tensor:
        """Картинки из четырёх разноцветных четвертей с шумом."""
        channels, height, width = self.shape
        generator = torch.Generator().manual_seed(0)
        quarters = 2 * torch.randn(count, channels, 2, 2, generator=generator)
        noise = torch.randn(count, *self.shape, generator=generator)
        return nn.functional.interpolate(quarters, size=(height, width)) + noise / 10


DENSE = {"classes": 4, "hidden": 64, "dropout": 0.0}
FRACTAL = {"classes": 4, "filters": (16, 16, 16), "dropout": (0, 0, 0)}
NO_DROPOUT = {"classes": 4, "dropout": 0.0}
SMALL = {
    "lenet5": Small(lambda: N.lenet5(4), (1, 32, 32)),
    "lenet5_1998": Small(N.lenet5_1998, (1, 32, 32)),
    "alexnet": Small(lambda: N.alexnet(**DENSE), (3, 64, 64), 3e-4),
    "alexnet_2012": Small(lambda: N.alexnet_2012(**DENSE), (3, 64, 64), 3e-4),
    "vgg11": Small(lambda: N.vgg11(**DENSE), (3, 32, 32), 1e-4),
    "vgg11_bn": Small(lambda: N.vgg11_bn(**DENSE), (3, 32, 32), 1e-4),
    "nin_cifar10": Small(lambda: N.nin_cifar10(**NO_DROPOUT), (3, 16, 16)),
    "nin_imagenet": Small(lambda: N.nin_imagenet(**NO_DROPOUT), (3, 64, 64), 1e-4),
    "googlenet": Small(lambda: N.googlenet(4), (3, 48, 48)),
    "googlenet_2014": Small(lambda: N.googlenet_2014(4), (3, 48, 48)),
    "inception_v4": Small(lambda: N.inception_v4(**NO_DROPOUT), (3, 76, 76)),
    "inception_resnet_v2": Small(lambda: N.inception_resnet_v2(**NO_DROPOUT), (3, 76, 76)),
    "resnet18": Small(lambda: N.resnet18(4), (3, 32, 32)),
    "resnet50": Small(lambda: N.resnet50(4), (3, 32, 32), 3e-4),
    "resnet_cifar": Small(lambda: N.resnet_cifar(8, classes=4), (3, 16, 16), 1e-2),
    "stochastic_depth": Small(
        lambda: N.stochastic_depth_resnet(14, 0.8, classes=4), (3, 16, 16), 1e-2
    ),
    "densenet121": Small(lambda: N.densenet121(4), (3, 32, 32)),
    "densenet_cifar": Small(lambda: N.densenet_cifar(10, 12, classes=4), (3, 16, 16), 1e-2),
    "densenet_bc": Small(lambda: N.densenet_cifar(16, 12, True, classes=4), (3, 16, 16), 1e-2),
    "fractalnet": Small(lambda: N.fractalnet(3, **FRACTAL), (3, 8, 8), 1e-2),
    "resnext50_32x4d": Small(lambda: N.resnext50_32x4d(4), (3, 32, 32), 3e-4),
    "resnext29": Small(lambda: N.resnext29(2, 8, classes=4), (3, 16, 16), 1e-2),
    "se_resnet50": Small(lambda: N.se_resnet50(4), (3, 32, 32), 3e-4),
    "squeezenet1_0": Small(lambda: N.squeezenet1_0(**NO_DROPOUT), (3, 48, 48), 3e-4),
    "squeezenet1_1": Small(lambda: N.squeezenet1_1(**NO_DROPOUT), (3, 48, 48), 3e-4),
}


@pytest.fixture(params=SMALL.values(), ids=SMALL.keys())
def small(request: pytest.FixtureRequest) -> Small:
    """Каждая из уменьшенных сетей по очереди; счётчик случайных чисел сброшен."""
    torch.manual_seed(0)
    return request.param


@pytest.fixture(autouse=True)
def one_thread():
    """Сети малы: второй поток только мешал бы соседям."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
