"""Веса torchvision: имена и формы слоёв те же, ответы — как у прямой записи в torch."""

import gzip
import json
from pathlib import Path

import pytest
import torch
from torch.nn import functional as F

from lessons import networks as N
from lessons.networks import pretrained

# Имена и формы из state_dict всех сетей, записанные в порядке torchvision.
KEYS = json.loads(
    gzip.decompress(Path(__file__).with_name("torchvision_keys.json.gz").read_bytes())
)


def published(name: str, device: str = "meta") -> dict[str, torch.Tensor]:
    """Словарь с именами и формами torchvision; числа случайны."""
    generator = None if device == "meta" else torch.Generator().manual_seed(1)
    state = {}
    for key, shape in KEYS[name]:
        fan = max(1, torch.Size(shape[1:]).numel())
        state[key] = torch.randn(shape, generator=generator, device=device) / fan**0.5
        if key.endswith(("running_var", "norm.weight", "num_batches_tracked")):
            state[key] = state[key].abs() + 0.5
    return state


@pytest.mark.parametrize("name", KEYS)
def test_names_shapes_and_order_are_those_of_torchvision(name):
    with torch.device("meta"):
        model = N.googlenet(auxiliary=True) if name == "googlenet" else getattr(N, name)()
    own = [[key, list(value.shape)] for key, value in model.state_dict().items()]
    assert own == KEYS[name]


@pytest.mark.parametrize("name", ["resnet18", "densenet121", "squeezenet1_0", "googlenet"])
def test_every_tensor_lands_in_its_place(name):
    state = published(name, "cpu")
    model = pretrained.from_torchvision(getattr(N, name)(), state)
    for key, value in model.state_dict().items():
        assert torch.equal(value, state[key].to(value.dtype))


def test_auxiliary_heads_are_loaded_if_the_network_has_them():
    state = published("googlenet", "cpu")
    model = pretrained.from_torchvision(N.googlenet(auxiliary=True), state)
    assert torch.equal(model.aux2.fc2.weight, state["aux2.fc2.weight"])


def test_old_names_of_densenet_are_understood():
    state = published("densenet121", "cpu")
    old = {}
    for key, value in state.items():
        for part in ("norm", "conv"):
            for number in "12":
                if "denselayer" in key:
                    key = key.replace(f".{part}{number}.", f".{part}.{number}.")
        if not key.endswith("num_batches_tracked"):
            old[key] = value
    names = list(old)
    assert "features.denseblock1.denselayer1.norm.1.weight" in names
    model = pretrained.from_torchvision(N.densenet121(), old)
    key = "features.denseblock4.denselayer16.conv2.weight"
    assert torch.equal(model.state_dict()[key], state[key])
    assert list(old) == names


def test_foreign_weights_are_refused():
    with torch.device("meta"):
        model = N.resnet18()
    with pytest.raises(ValueError, match="не хватает"):
        pretrained.from_torchvision(model, published("squeezenet1_0"))
    missing = {key: value for key, value in published("resnet18").items() if key != "fc.bias"}
    with pytest.raises(ValueError, match="fc.bias"):
        pretrained.from_torchvision(model, missing)


def test_other_number_of_classes_is_refused():
    with torch.device("meta"):
        model = N.resnet18(classes=10)
    with pytest.raises(ValueError, match=r"fc.weight.*\(1000, 512\).*\(10, 512\)"):
        pretrained.from_torchvision(model, published("resnet18"))


def normalized(x, state, name):
    statistics = state[f"{name}.running_mean"], state[f"{name}.running_var"]
    return F.batch_norm(x, *statistics, state[f"{name}.weight"], state[f"{name}.bias"])


def resnet18_by_hand(x, state):
    def block(x, name, stride):
        y = F.conv2d(x, state[f"{name}.conv1.weight"], stride=stride, padding=1)
        y = F.conv2d(
            F.relu(normalized(y, state, f"{name}.bn1")), state[f"{name}.conv2.weight"], padding=1
        )
        y = normalized(y, state, f"{name}.bn2")
        if f"{name}.downsample.0.weight" in state:
            x = F.conv2d(x, state[f"{name}.downsample.0.weight"], stride=stride)
            x = normalized(x, state, f"{name}.downsample.1")
        return F.relu(y + x)

    x = F.relu(normalized(F.conv2d(x, state["conv1.weight"], None, 2, 3), state, "bn1"))
    x = F.max_pool2d(x, 3, 2, 1)
    for layer in (1, 2, 3, 4):
        x = block(block(x, f"layer{layer}.0", 1 if layer == 1 else 2), f"layer{layer}.1", 1)
    return F.linear(x.mean((2, 3)), state["fc.weight"], state["fc.bias"])


def squeezenet1_0_by_hand(x, state):
    def conv(x, name, **options):
        return F.relu(F.conv2d(x, state[f"{name}.weight"], state[f"{name}.bias"], **options))

    x = conv(x, "features.0", stride=2)
    for number in range(2, 13):
        if number in (2, 6, 11):
            x = F.max_pool2d(x, 3, 2, ceil_mode=True)
        else:
            x = conv(x, f"features.{number}.squeeze")
            parts = (("expand1x1", 0), ("expand3x3", 1))
            x = torch.cat([conv(x, f"features.{number}.{part}", padding=p) for part, p in parts], 1)
    return conv(x, "classifier.1").mean((2, 3))


def alexnet_by_hand(x, state):
    def conv(x, name, stride=1, padding=1):
        return F.relu(F.conv2d(x, state[f"{name}.weight"], state[f"{name}.bias"], stride, padding))

    def linear(x, name):
        return F.linear(x, state[f"{name}.weight"], state[f"{name}.bias"])

    x = F.max_pool2d(conv(x, "features.0", 4, 2), 3, 2)
    x = F.max_pool2d(conv(x, "features.3", 1, 2), 3, 2)
    x = conv(conv(conv(x, "features.6"), "features.8"), "features.10")
    x = F.adaptive_avg_pool2d(F.max_pool2d(x, 3, 2), 6).flatten(1)
    x = F.relu(linear(F.relu(linear(x, "classifier.1")), "classifier.4"))
    return linear(x, "classifier.6")


def densenet121_by_hand(x, state):
    def step(x, norm, conv, **options):
        return F.conv2d(F.relu(normalized(x, state, norm)), state[f"{conv}.weight"], **options)

    x = F.conv2d(x, state["features.conv0.weight"], None, 2, 3)
    x = F.max_pool2d(F.relu(normalized(x, state, "features.norm0")), 3, 2, 1)
    for block, depth in enumerate((6, 12, 24, 16), 1):
        for layer in range(1, depth + 1):
            name = f"features.denseblock{block}.denselayer{layer}"
            y = step(x, f"{name}.norm1", f"{name}.conv1")
            x = torch.cat([x, step(y, f"{name}.norm2", f"{name}.conv2", padding=1)], 1)
        if block < 4:
            name = f"features.transition{block}"
            x = F.avg_pool2d(step(x, f"{name}.norm", f"{name}.conv"), 2)
    x = F.relu(normalized(x, state, "features.norm5")).mean((2, 3))
    return F.linear(x, state["classifier.weight"], state["classifier.bias"])


@pytest.mark.parametrize(
    "by_hand", [resnet18_by_hand, squeezenet1_0_by_hand, alexnet_by_hand, densenet121_by_hand]
)
def test_network_computes_what_plain_torch_calls_compute(by_hand):
    name = by_hand.__name__.removesuffix("_by_hand")
    state = published(name, "cpu")
    model = pretrained.from_torchvision(getattr(N, name)(), state).eval()
    x = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        torch.testing.assert_close(model(x), by_hand(x, state), rtol=1e-4, atol=1e-5)


def test_googlenet_moves_the_usual_normalisation_to_the_unit_range():
    torch.manual_seed(0)
    usual = N.googlenet(classes=3, transform_input=True).eval()
    plain = N.googlenet(classes=3).eval()
    plain.load_state_dict(usual.state_dict())
    pixels = torch.rand(2, 3, 64, 64)
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    with torch.no_grad():
        torch.testing.assert_close(usual((pixels - mean) / std), plain(2 * pixels - 1))
