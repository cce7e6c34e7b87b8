"""Рецептивное поле каждого места — носитель градиента; где правила нет, поле честно неизвестно."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from lessons import networks as N


def support(model, x, layer, i, j):
    """Границы пикселей, от которых элемент (i, j) слоя зависит на самом деле."""
    found = []
    handle = model.get_submodule(layer).register_forward_hook(lambda *args: found.append(args[2]))
    x = x.clone().requires_grad_()
    model(x)
    handle.remove()
    maps = found[0]
    (maps[:, :, i, j] if maps.dim() == 4 else maps).sum().backward()
    rows, columns = x.grad.abs().sum((0, 1)).nonzero(as_tuple=True)
    return int(rows.min()), int(rows.max()) + 1, int(columns.min()), int(columns.max()) + 1


def positive(model):
    """Все веса положительны: ни один путь не гасит другого."""
    for parameter in model.parameters():
        nn.init.uniform_(parameter, 0.5, 1.0)
    return model.double().eval()


class Rules(nn.Module):
    """Свёртка, испытуемая операция и свёртка за ней."""

    def __init__(self, operation):
        super().__init__()
        self.before, self.after = nn.Conv2d(1, 2, 3, padding=1), nn.Conv2d(2, 2, 3, padding=1)
        self.operation = operation

    def forward(self, x):
        return self.after(self.operation(self.before(x)))


KNOWN = {
    "adaptive even": nn.AdaptiveAvgPool2d(4),
    "adaptive uneven": nn.AdaptiveAvgPool2d((5, 7)),
    "adaptive one side": nn.AdaptiveAvgPool2d((1, 4)),
    "global": nn.AdaptiveAvgPool2d(1),
    "average": nn.AvgPool2d(3, stride=2, padding=1),
    "strided slice": lambda x: x[:, :, 1::2, ::3],
    "negative slice": lambda x: x[:, :, -7:, :-2],
    "zero padding": lambda x: F.pad(x, (1, 0, 1, 0)),
    "mean over the map": lambda x: x * x.mean((2, 3), keepdim=True),
    "mean over channels": lambda x: x * x.mean(1, keepdim=True),
    "softmax over the map": lambda x: x.softmax(-1) + x,
    "channel shuffle": lambda x: x.view(1, 2, 1, 12, 12).transpose(1, 2).reshape(x.shape),
    "concatenation": lambda x: torch.cat([x[:, 1:], F.avg_pool2d(x[:, :1], 3, 1, 1)], 1),
    "response normalization": nn.LocalResponseNorm(2),
    "instance normalization": nn.InstanceNorm2d(2),
    "group normalization": nn.GroupNorm(1, 2),
    "in place": lambda x: F.avg_pool2d(x.relu_(), 5, 1, 2).add_(1),
}
UNKNOWN = {
    "transposed": nn.ConvTranspose2d(2, 2, 3),
    "upsampling": nn.Upsample(scale_factor=2, mode="bilinear"),
    "flip": lambda x: x.flip(3),
    "transpose of the map": lambda x: x.transpose(2, 3),
    "joined side by side": lambda x: torch.cat([x, x], 3),
    "circular padding": lambda x: F.pad(x, (1, 1, 1, 1), mode="circular"),
    "written by parts": lambda x: torch.zeros_like(x).index_put_((torch.tensor([0]),), x),
    "tokens": lambda x: (x.flatten(2) @ x.flatten(2).mT @ x.flatten(2)).view(x.shape),
}


@pytest.mark.parametrize("name", KNOWN)
def test_box_is_the_support_of_the_gradient(name):
    torch.manual_seed(0)
    model = positive(Rules(KNOWN[name]))
    x = torch.rand(1, 1, 12, 12, dtype=torch.float64)
    height, width = model(x).shape[2:]
    for i, j in {(0, 0), (height // 2, width // 2), (height - 1, width - 1)}:
        box = N.receptive_box(model, "after", i, j, (1, 12, 12))
        assert box == support(model, x, "after", i, j), (i, j)


@pytest.mark.parametrize("name", UNKNOWN)
def test_operation_without_a_rule_leaves_the_field_empty(name):
    model = Rules(UNKNOWN[name])
    fields = N.layer_table(model, (1, 12, 12)).set_index("name")["receptive_field"]
    assert fields["before"] == (3, 3) and fields["after"] is None
    with pytest.raises(ValueError, match="layer: получено 'after', .*поле которой неизвестно"):
        N.receptive_box(model, "after", 0, 0, (1, 12, 12))
    assert "—" in N.layer_table(model, (1, 12, 12))._repr_html_()


NETWORKS = {
    "lenet5": (N.lenet5, (1, 32, 32), "features.c3", 4, 7),
    "resnet_cifar": (lambda: N.resnet_cifar(8), (3, 32, 32), "layer2", 0, 9),
    "densenet": (lambda: N.densenet_cifar(10, 4), (3, 32, 32), "features.denseblock2", 5, 2),
    "squeezenet": (N.squeezenet1_1, (3, 96, 96), "features.6", 3, 5),
    "alexnet": (N.alexnet, (3, 160, 160), "features.8", 4, 8),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_box_of_a_block_inside_a_network(name):
    make, shape, layer, i, j = NETWORKS[name]
    torch.manual_seed(0)
    model = positive(make())
    x = torch.rand(1, *shape, dtype=torch.float64)
    for module in model.modules():
        if isinstance(module, nn.MaxPool2d):  # максимум видит всё окно, а градиент — одно место
            module.forward = lambda x, m=module: F.avg_pool2d(
                x, m.kernel_size, m.stride, m.padding, m.ceil_mode
            )
    assert N.receptive_box(model, layer, i, j, shape) == support(model, x, layer, i, j)


def test_flattened_map_has_a_field_but_no_place():
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(200, 4))
    assert N.layer_table(model, (1, 12, 12))["receptive_field"].tolist() == [(3, 3)] * 2 + [
        (12, 12)
    ]
    assert N.receptive_box(model, "2", 0, 0, (1, 12, 12)) == (0, 12, 0, 12)
    with pytest.raises(ValueError, match="layer: получено '1', карты уже вытянуты"):
        N.receptive_box(model, "1", 0, 0, (1, 12, 12))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_models_of_any_precision_are_counted(dtype):
    model = N.squeezenet1_1().to(dtype)
    assert N.count_macs(model, (3, 224, 224)) == 349_151_936
    assert next(model.parameters()).dtype == dtype
    expected = N.layer_table(N.squeezenet1_1(), (3, 64, 64))
    assert N.layer_table(model, (3, 64, 64)).equals(expected)


def test_pretrained_networks_and_answers_are_at_hand():
    model = N.pretrained.fashion_cnn()
    names = [f"вид {i}" for i in range(10)]
    scores = model(torch.zeros(2, 1, 28, 28))
    named = N.top_classes(scores, 3, names)
    chances = scores.softmax(1)
    for answers, row in zip(named, chances, strict=True):
        assert [a.index for a in answers] == row.topk(3).indices.tolist()
        assert [a.probability for a in answers] == pytest.approx(row.topk(3).values.tolist())
        assert all(a.name == f"вид {a.index}" for a in answers)
    assert N.top_classes(scores[1], 3, names) == named[1]


def test_russian_names_of_imagenet_are_the_default():
    scores = torch.zeros(1000)
    scores[285] = 9
    assert N.top_classes(scores, 1)[0].name == "египетская кошка"


def test_several_photos_are_prepared_at_once():
    import numpy as np

    rng = np.random.default_rng(0)
    photos = [rng.integers(0, 256, shape, dtype=np.uint8) for shape in [(300, 260, 3), (260, 400)]]
    batch = N.pretrained.preprocess(photos)
    alone = torch.cat([N.pretrained.preprocess(photo) for photo in photos])
    assert batch.shape == (2, 3, 227, 227) and torch.equal(batch, alone)
