"""Обученная SqueezeNet, снимок кошки и снимок кофе — общие для всех проверок."""

import pytest
import torch

from lessons.datasets import photo
from lessons.networks.pretrained import preprocess, squeezenet_imagenet

TABBY, TIGER, EGYPTIAN = CATS = (281, 282, 285)
ESPRESSO = 967


@pytest.fixture(autouse=True)
def one_thread():
    """Два процесса проверок на двух ядрах: второй поток каждому только мешал бы."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def squeezenet():
    return squeezenet_imagenet()


@pytest.fixture(scope="session")
def photos():
    """Кошка и чашка кофе ``(2, 3, 227, 227)``."""
    return preprocess([photo("chelsea"), photo("coffee")])


@pytest.fixture
def generator():
    return torch.Generator().manual_seed(0)
