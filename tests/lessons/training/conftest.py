"""Что общее у проверок обучения: видеокарта и крошечная выборка."""

import pytest
import torch

from lessons.datasets import Split, mnist


def pytest_collection_modifyitems(items):
    """Проверки с меткой gpu выполняются там, где есть видеокарта с CUDA."""
    if not torch.cuda.is_available():
        absent = pytest.mark.skip(reason="на этой машине нет видеокарты с CUDA")
        for item in items:
            if item.get_closest_marker("gpu"):
                item.add_marker(absent)


@pytest.fixture(scope="session")
def digits():
    """Первые 160 цифр обучающей части."""
    images, labels, names = mnist("train")
    return Split(images[:160], labels[:160], names)
