"""Особые части отдельных сетей."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from lessons import networks as N
from lessons.networks.fractalnet import Fractal, mean
from lessons.networks.googlenet import TrainingOutputs, auxiliary_loss
from lessons.networks.lenet import C3_QUADRUPLES, C3_TRIPLES, SparseConv, Subsampling
from lessons.networks.resnet_cifar import ZeroShortcut
from lessons.networks.stochastic_depth import StochasticBlock


def parameters_of_excitations(widths, reduction=16):
    return sum(2 * c * (c // reduction) + c // reduction + c for c in widths)


# --- LeNet-5 1998 года


def test_sparse_convolution_is_a_dense_one_with_zeros():
    layer, x = SparseConv(), torch.randn(2, 6, 9, 9)
    dense = torch.zeros(16, 6, 5, 5)
    bias = torch.cat([layer.triples.bias, layer.quadruples.bias, layer.whole.bias])
    for row, inputs in enumerate(C3_TRIPLES):
        dense[row, inputs] = layer.triples.weight[row].detach()
    for row, inputs in enumerate(C3_QUADRUPLES):
        dense[6 + row, inputs] = layer.quadruples.weight[row].detach()
    dense[15] = layer.whole.weight[0].detach()
    torch.testing.assert_close(layer(x), F.conv2d(x, dense, bias))


def test_subsampling_scales_the_sum_of_each_window():
    layer = Subsampling(1)
    with torch.no_grad():
        layer.weight.fill_(2.0)
        layer.bias.fill_(1.0)
    x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
    assert layer(x).item() == 21.0


def test_digit_nearest_to_the_features_wins():
    output = N.lenet5_1998().classifier.output
    assert len({tuple(row.tolist()) for row in output.templates}) == 10
    answers = output(output.templates)
    assert torch.equal(answers.argmax(1), torch.arange(10))
    assert torch.equal(answers.diagonal(), torch.zeros(10))


def test_lenet_takes_28_pixels_with_padding():
    assert N.lenet5(padding=2)(torch.zeros(3, 1, 28, 28)).shape == (3, 10)


# --- остаточные сети


def test_zero_shortcut_keeps_every_second_pixel_and_adds_empty_channels():
    x = torch.randn(2, 3, 6, 6)
    y = ZeroShortcut(3, 7, 2)(x)
    assert torch.equal(y[:, :3], x[:, :, ::2, ::2])
    assert torch.equal(y[:, 3:], torch.zeros(2, 4, 3, 3))


def test_survival_falls_linearly_to_the_given_probability():
    model = N.stochastic_depth_resnet(20, survival=0.1)
    rates = [block.survival for block in model.modules() if isinstance(block, StochasticBlock)]
    torch.testing.assert_close(rates, [1 - 0.1 * number for number in range(1, 10)])


def test_block_is_dropped_as_often_as_promised_and_costs_nothing_then():
    torch.manual_seed(0)
    block = StochasticBlock(4, 4, 1, survival=0.3).train()
    calls = []
    block.conv1.register_forward_hook(lambda *_: calls.append(1))
    x = torch.rand(1, 4, 4, 4)
    identical = sum(torch.equal(block(x), x) for _ in range(1000))
    assert len(calls) == 1000 - identical
    assert 250 < len(calls) < 350


def test_block_is_weighted_by_its_survival_when_evaluated():
    torch.manual_seed(0)
    block, x = StochasticBlock(4, 4, 1, survival=0.3).eval(), torch.randn(1, 4, 4, 4)
    with torch.no_grad():
        torch.testing.assert_close(block(x), F.relu(0.3 * block.residual(x) + x))


def test_certain_survival_gives_the_ordinary_network():
    torch.manual_seed(0)
    stochastic, plain = N.stochastic_depth_resnet(8, survival=1.0), N.resnet_cifar(8)
    plain.load_state_dict(stochastic.state_dict())
    x = torch.randn(4, 3, 16, 16)
    torch.testing.assert_close(stochastic(x), plain(x))


# --- DenseNet


def test_features_grow_linearly_inside_a_dense_block():
    with torch.device("meta"):
        data = N.layer_table(N.densenet_cifar(40, 12), (3, 32, 32))
    names = [f"features.denseblock1.denselayer{i}.norm1" for i in range(1, 13)]
    channels = [shape[0] for shape in data.set_index("name").loc[names, "output_shape"]]
    assert channels == [16 + 12 * i for i in range(12)]


# --- FractalNet


def test_fractal_follows_its_recursive_formula():
    torch.manual_seed(0)
    fractal, x = Fractal(2, 3, columns=3).eval(), torch.randn(1, 2, 4, 4)

    def two(f, z):
        return (f.second.conv(f.first.conv(z)) + f.conv(z)) / 2

    middle = two(fractal.first, x)
    deep = fractal.second.second.conv(fractal.second.first.conv(middle))
    expected = (deep + fractal.second.conv(middle) + fractal.conv(x)) / 3
    with torch.no_grad():
        torch.testing.assert_close(mean(fractal.branches(x, mean)), expected)


def test_each_column_alone_is_a_plain_chain_of_doubling_depth():
    model = N.fractalnet(4).eval()
    for index, depth in enumerate((8, 4, 2, 1)):
        calls = []
        handles = [
            module.register_forward_hook(lambda *_, calls=calls: calls.append(1))
            for module in model.modules()
            if isinstance(module, nn.Conv2d)
        ]
        assert model.column(torch.zeros(1, 3, 32, 32), index).shape == (1, 100)
        assert len(calls) == 5 * depth
        for handle in handles:
            handle.remove()


def test_drop_path_mixes_whole_columns_with_local_losses():
    torch.manual_seed(0)
    model = N.fractalnet(3, classes=2, filters=(4,), dropout=(0.0,), drop_path=0.5).train()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
    x = torch.randn(1, 3, 2, 2)
    with torch.no_grad():
        columns = [model.column(x, index) for index in range(3)]
        outputs = [model(x) for _ in range(300)]
        alone = [any(torch.equal(out, column) for column in columns) for out in outputs]
        assert 150 < sum(alone) < 290
        assert len({tuple(out.flatten().tolist()) for out in outputs}) > 6


# --- GoogLeNet


def test_auxiliary_heads_speak_only_while_training():
    torch.manual_seed(0)
    model, x = N.googlenet(classes=3, auxiliary=True), torch.randn(2, 3, 64, 64)
    outputs = model.train()(x)
    assert isinstance(outputs, TrainingOutputs)
    assert [tuple(output.shape) for output in outputs] == [(2, 3)] * 3
    target = torch.tensor([0, 2])
    parts = [F.cross_entropy(output, target) for output in outputs]
    torch.testing.assert_close(
        auxiliary_loss(outputs, target), parts[0] + 0.3 * (parts[1] + parts[2])
    )
    scores = model.eval()(x)
    assert scores.shape == (2, 3)
    torch.testing.assert_close(auxiliary_loss(scores, target), F.cross_entropy(scores, target))


def test_heads_of_the_paper_fit_its_image_size():
    model = N.googlenet_2014(classes=3, auxiliary=True).train()
    with torch.no_grad():
        assert model(torch.zeros(1, 3, 224, 224)).aux1.shape == (1, 3)


# --- SENet


def test_excitation_weighs_channels_by_the_formula():
    torch.manual_seed(0)
    block, u = N.SqueezeExcitation(32, reduction=8), torch.randn(2, 32, 5, 5)
    z = u.mean((2, 3))
    inner = F.relu(z @ block.reduce.weight.T + block.reduce.bias)
    s = torch.sigmoid(inner @ block.expand.weight.T + block.expand.bias)
    torch.testing.assert_close(block(u), torch.einsum("nc,nchw->nchw", s, u))


@pytest.mark.parametrize(
    ("make", "widths", "total"),
    [
        (N.resnet50, [256] * 3 + [512] * 4 + [1024] * 6 + [2048] * 3, 28_088_024),
        (N.resnet101, [256] * 3 + [512] * 4 + [1024] * 23 + [2048] * 3, 49_326_872),
        (N.resnet152, [256] * 3 + [512] * 8 + [1024] * 36 + [2048] * 3, 66_821_848),
        (N.resnext50_32x4d, [256] * 3 + [512] * 4 + [1024] * 6 + [2048] * 3, 27_559_896),
        (N.vgg16, [64] * 2 + [128] * 2 + [256] * 3 + [512] * 6, None),
        (N.squeezenet1_1, [128] * 2 + [256] * 2 + [384] * 2 + [512] * 2, None),
    ],
)
def test_excitation_adds_the_published_number_of_parameters(make, widths, total):
    with torch.device("meta"):
        model = make()
        added = N.count_parameters(N.add_squeeze_excitation(model)) - N.count_parameters(model)
    assert added == parameters_of_excitations(widths)
    assert total is None or N.count_parameters(model) + added == total


def excitations(model):
    return sum(isinstance(module, N.SqueezeExcitation) for module in model.modules())


def test_excitation_goes_into_every_network_of_the_course(small):
    model = small.make()
    if excitations(model):
        with pytest.raises(ValueError, match="уже есть"):
            N.add_squeeze_excitation(model)
        return
    before = {key: value.clone() for key, value in model.state_dict().items()}
    excited = N.add_squeeze_excitation(model).eval()
    assert excitations(excited) > 0
    assert excitations(model) == 0
    x = small.images(2)
    with torch.no_grad():
        assert excited(x).shape == model.eval()(x).shape
    assert all(torch.equal(before[key], value) for key, value in model.state_dict().items())


def test_open_gates_leave_the_old_network_unchanged():
    torch.manual_seed(0)
    model = N.resnet_cifar(8).eval()
    excited = N.add_squeeze_excitation(model)
    for module in excited.modules():
        if isinstance(module, N.SqueezeExcitation):
            nn.init.zeros_(module.expand.weight)
            nn.init.constant_(module.expand.bias, 50.0)
    x = torch.randn(2, 3, 16, 16)
    with torch.no_grad():
        torch.testing.assert_close(excited(x), model(x))


def test_network_without_convolutions_is_refused():
    with pytest.raises(ValueError, match="Linear"):
        N.add_squeeze_excitation(nn.Linear(3, 3))


# --- неверные аргументы


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: N.resnet_cifar(21), "depth: получено 21"),
        (lambda: N.resnet_cifar(2), "depth: получено 2"),
        (lambda: N.resnet_cifar(20.0), "depth: получено 20.0"),
        (lambda: N.resnet_cifar(20, shortcut="conv"), "shortcut: получено 'conv'"),
        (lambda: N.stochastic_depth_resnet(111), "depth: получено 111"),
        (lambda: N.stochastic_depth_resnet(110, survival=1.5), "survival: получено 1.5"),
        (lambda: N.densenet_cifar(41, 12), "depth: получено 41"),
        (lambda: N.densenet_cifar(43, 12, bottleneck=True), "depth: получено 43"),
        (lambda: N.densenet_cifar(40, 0), "growth: получено 0"),
        (lambda: N.fractalnet(0), "columns: получено 0"),
        (lambda: N.fractalnet(drop_path=1.0), "drop_path: получено 1.0"),
        (lambda: N.fractalnet(filters=(16, 32)), "dropout: получено 5 долей"),
        (lambda: N.fractalnet(2).column(torch.zeros(1, 3, 32, 32), 2), "index: получено 2"),
        (lambda: N.resnext29(0, 64), "cardinality: получено 0"),
        (lambda: N.resnext29(8, -1), "width: получено -1"),
        (lambda: N.lenet5(classes=0), "classes: получено 0"),
        (lambda: N.vgg16(channels=0), "channels: получено 0"),
        (lambda: N.alexnet(hidden=0), "hidden: получено 0"),
        (lambda: N.googlenet(channels=1, transform_input=True), "channels: получено 1"),
        (lambda: N.SqueezeExcitation(16, reduction=0), "reduction: получено 0"),
    ],
)
def test_wrong_argument_is_named_in_the_error(call, argument):
    with pytest.raises(ValueError, match="^" + argument), torch.device("meta"):
        call()


def test_sizes_may_be_numpy_integers():
    four, twenty = np.int64(4), np.int64(20)
    with torch.device("meta"):
        networks = (N.lenet5(four), N.vgg11(four), N.resnet_cifar(twenty, classes=four))
        dense = N.densenet_cifar(np.int64(40), np.int64(12), classes=four)
        outputs = [network(torch.zeros(2, 3, 32, 32)) for network in (networks[2], dense)]
    assert [tuple(output.shape) for output in outputs] == [(2, 4), (2, 4)]


def test_constants_of_googlenet_move_with_it_but_are_no_weights():
    model = N.googlenet(classes=3, transform_input=True)
    assert "input_scale" not in model.state_dict()
    assert model.to("meta").input_scale.device.type == "meta"
