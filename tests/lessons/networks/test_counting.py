"""Число параметров и умножений со сложением — как в статьях и в опубликованных весах."""

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from lessons import networks as N

PUBLISHED = [
    ("lenet5", {}, 61_706, 416_520),
    ("lenet5_1998", {}, 60_000, None),
    ("alexnet", {}, 61_100_840, 714_188_480),
    ("alexnet_2012", {}, 60_965_224, 724_406_816),
    ("vgg11", {}, 132_863_336, 7_609_090_048),
    ("vgg11_bn", {}, 132_868_840, 7_609_090_048),
    ("vgg13", {}, 133_047_848, 11_308_466_176),
    ("vgg13_bn", {}, 133_053_736, 11_308_466_176),
    ("vgg16", {}, 138_357_544, 15_470_264_320),
    ("vgg16_bn", {}, 138_365_992, 15_470_264_320),
    ("vgg19", {}, 143_667_240, 19_632_062_464),
    ("vgg19_bn", {}, 143_678_248, 19_632_062_464),
    ("nin_cifar10", {}, 966_986, None),
    ("nin_imagenet", {}, 7_595_176, None),
    ("googlenet", {}, 6_624_904, 1_498_376_192),
    ("googlenet", {"auxiliary": True}, 13_004_888, 1_498_376_192),
    ("googlenet_2014", {}, 6_998_552, None),
    ("googlenet_2014", {"auxiliary": True}, 13_378_280, None),
    ("inception_v4", {}, 42_679_816, 12_253_974_624),
    ("inception_resnet_v2", {}, 55_843_464, None),
    ("resnet18", {}, 11_689_512, 1_814_073_344),
    ("resnet34", {}, 21_797_672, 3_663_761_408),
    ("resnet50", {}, 25_557_032, 4_089_184_256),
    ("resnet101", {}, 44_549_160, 7_801_405_440),
    ("resnet152", {}, 60_192_808, 11_513_626_624),
    ("resnet_cifar", {"depth": 20}, 269_722, 40_551_040),
    ("resnet_cifar", {"depth": 20, "shortcut": "projection"}, 272_474, None),
    ("resnet_cifar", {"depth": 32}, 464_154, None),
    ("resnet_cifar", {"depth": 44}, 658_586, None),
    ("resnet_cifar", {"depth": 56}, 853_018, None),
    ("resnet_cifar", {"depth": 110}, 1_727_962, None),
    ("stochastic_depth_resnet", {"depth": 110}, 1_727_962, None),
    ("densenet121", {}, 7_978_856, 2_834_161_664),
    ("densenet169", {}, 14_149_480, 3_359_843_328),
    ("densenet201", {}, 20_013_928, 4_291_365_888),
    ("densenet161", {}, 28_681_000, 7_727_907_072),
    ("densenet_cifar", {"depth": 40, "growth": 12}, 1_019_722, None),
    ("densenet_cifar", {"depth": 100, "growth": 12, "bottleneck": True}, 769_162, None),
    ("densenet_cifar", {"depth": 190, "growth": 40, "bottleneck": True}, 25_624_430, None),
    ("fractalnet", {"columns": 1}, 258_292, None),
    ("fractalnet", {"columns": 6}, 21_095_076, None),
    ("resnext50_32x4d", {}, 25_028_904, 4_230_479_872),
    ("resnext29", {"cardinality": 8, "width": 64}, 34_426_698, None),
    ("resnext29", {"cardinality": 16, "width": 64}, 68_155_210, None),
    ("se_resnet50", {}, 28_088_024, 3_860_488_192),
    ("squeezenet1_0", {}, 1_248_424, 818_924_576),
    ("squeezenet1_1", {}, 1_235_496, 349_151_936),
]
SMALL_INPUT = ("cifar", "resnext29", "fractalnet", "stochastic")


def input_shape(name: str) -> tuple[int, int, int]:
    if name.startswith("lenet"):
        return 1, 32, 32
    if name.startswith("inception"):
        return 3, 299, 299
    return (3, 32, 32) if any(part in name for part in SMALL_INPUT) else (3, 224, 224)


@pytest.mark.parametrize(("name", "options", "parameters", "macs"), PUBLISHED)
def test_counts_equal_the_published_ones(name, options, parameters, macs):
    with torch.device("meta"):
        model = getattr(N, name)(**options)
    assert N.count_parameters(model) == parameters
    counted = N.count_macs(model, input_shape(name))
    assert counted == macs if macs else counted > 0


@pytest.mark.parametrize("columns", range(1, 7))
def test_fractal_network_grows_by_its_formula(columns):
    filters = (16, 32, 64, 128, 128)
    convolutions = 2**columns - 1
    expected = 128 * 100 + 100
    for inputs, outputs in zip((3, *filters), filters, strict=False):
        expected += 9 * outputs * (columns * inputs + (convolutions - columns) * outputs)
        expected += 2 * outputs * convolutions
    with torch.device("meta"):
        assert N.count_parameters(N.fractalnet(columns)) == expected


def test_macs_agree_with_the_flop_counter_of_torch(small):
    with torch.device("meta"):
        model, x = small.make().eval(), torch.zeros(1, *small.shape)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model(x)
    assert N.count_macs(model, small.shape) == counter.get_total_flops() // 2


def test_sparse_layer_of_1998_costs_only_its_existing_connections():
    table = N.layer_table(N.lenet5_1998(), (1, 32, 32))
    third = table[table["name"].str.startswith("features.c3")]
    assert third["parameters"].sum() == 1516
    assert third["macs"].sum() == 60 * 25 * 10 * 10


def test_auxiliary_heads_of_the_paper_add_their_published_parameters():
    with torch.device("meta"):
        heads = [N.googlenet_2014(auxiliary=a) for a in (False, True)]
    assert N.count_parameters(heads[1]) - N.count_parameters(heads[0]) == 3_188_840 + 3_190_888


def test_batch_multiplies_the_count():
    model = N.lenet5()
    assert N.count_macs(model, (7, 1, 32, 32)) == 7 * N.count_macs(model, (1, 32, 32))


def test_shared_tensor_is_counted_once():
    layer = nn.Linear(3, 5)
    assert N.count_parameters(nn.Sequential(layer, layer)) == 20


def test_counting_leaves_the_network_as_it_was():
    model = N.resnet_cifar(8)
    model.layer2.eval()
    modes = [module.training for module in model.modules()]
    before = {key: value.clone() for key, value in model.state_dict().items()}
    N.count_macs(model, (3, 32, 32))
    with pytest.raises(ValueError):
        N.count_macs(model, (4, 32, 32))
    assert [module.training for module in model.modules()] == modes
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    assert all(torch.equal(before[key], value) for key, value in model.state_dict().items())


@pytest.mark.parametrize(
    "shape", [(1, 28, 28), (3, 32, 32), (1, 4, 4), (32, 32), (1, 0, 32), (1, 32.0, 32)]
)
def test_unfit_input_shape_is_named_in_the_error(shape):
    with pytest.raises(ValueError, match="^input_shape: получено"):
        N.count_macs(N.lenet5(), shape)
