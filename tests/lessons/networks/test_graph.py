"""Граф блоков повторяет код сети: слияния, обходы, формы."""

import pytest
import torch
from torch import nn

from lessons import networks as N
from lessons.networks.resnet import BasicBlock
from lessons.networks.squeezenet import Fire


def test_fire_module_splits_and_joins():
    blocks = N.block_graph(Fire(64, 16), (64, 55, 55), depth=None)
    assert [block.lines for block in blocks] == [
        ("вход",),
        ("свёртка 1×1", "ReLU"),
        ("свёртка 1×1", "ReLU"),
        ("свёртка 3×3", "ReLU"),
        ("склейка",),
    ]
    assert [block.inputs for block in blocks] == [(), (0,), (1,), (1,), (2, 3)]
    assert [block.shape[0] for block in blocks] == [64, 16, 64, 64, 128]


def test_residual_block_adds_its_input():
    blocks = N.block_graph(BasicBlock(64, 64), (64, 56, 56), depth=None)
    assert blocks[-1].lines == ("сложение", "ReLU")
    assert blocks[-1].inputs == (2, 0)


def test_repeated_blocks_are_counted():
    blocks = N.block_graph(N.inception_v4(), (3, 299, 299))
    repeated = [(block.lines[0], block.times) for block in blocks if block.times > 1]
    assert repeated == [("ветви", 4), ("ветви", 7), ("ветви", 3)]


@pytest.mark.parametrize("depth", [1, 2, None])
def test_every_network_has_a_graph(small, depth):
    with torch.device("meta"):
        model = small.make()
    modes = [module.training for module in model.modules()]
    blocks = N.block_graph(model, small.shape, depth)
    assert blocks[0].shape == small.shape
    assert blocks[-1].shape[0] in (4, 10)
    for number, block in enumerate(blocks):
        assert all(source < number for source in block.inputs)
        assert bool(block.inputs) == (number > 0) and block.lines[block.main] != "нормализация"
    assert [module.training for module in model.modules()] == modes


class Undecided(nn.Module):
    def forward(self, x):
        return x if x.sum() > 0 else -x


@pytest.mark.parametrize(
    ("model", "shape"), [(Undecided(), (1, 4, 4)), (N.lenet5(), (3, 32, 32)), (N.lenet5(), (32,))]
)
def test_impossible_graph_is_a_clear_error(model, shape):
    with pytest.raises(ValueError, match=r"model: схему|input_shape: получено"):
        N.block_graph(model, shape, depth=None)
