"""Режим сети на время: ответ вместо обучения, а потом всё как было."""

from collections.abc import Iterator
from contextlib import contextmanager

from torch import nn


@contextmanager
def evaluating(model: nn.Module) -> Iterator[None]:
    """Режим ответа на время блока ``with``; потом у каждого модуля снова свой прежний режим.

    Одного ``model.train()`` в конце было бы мало: он включил бы обучение и у тех слоёв, которые
    нарочно заморожены.
    """
    modes = {module: module.training for module in model.modules()}
    model.eval()
    try:
        yield
    finally:
        for module, mode in modes.items():
            module.training = mode
