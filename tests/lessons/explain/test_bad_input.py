"""Неверный вход — `ValueError` по-русски: что пришло и что ожидалось."""

import numpy as np
import pytest
import torch
from torch import nn

from lessons import explain, networks

X = torch.rand(2, 3, 16, 16)
NAN = torch.full((1, 3, 16, 16), torch.nan)


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    return networks.resnet_cifar(8)


def fails(message, function, *args, **options):
    with pytest.raises(ValueError, match=message):
        function(*args, **options)


LOOKS = {
    "saliency": explain.saliency,
    "guided_backprop": explain.guided_backprop,
    "smooth_grad": explain.smooth_grad,
    "occlusion": lambda *args: explain.occlusion(*args, size=4, stride=4),
    "fgsm": lambda *args: explain.fgsm(*args, epsilon=0.1),
    "pgd": lambda *args: explain.pgd(*args, epsilon=0.1, step=0.1, steps=1),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    ("x", "target", "message"),
    [
        (NAN, 0, "x: среди значений есть NaN"),
        (X[0], 0, r"x: получен тензор float32 формы \(3, 16, 16\), ожидался .* \(N, C, H, W\)"),
        ((X * 255).byte(), 0, "x: получен тензор uint8"),
        (X.numpy(), 0, "x: получен .*ndarray"),
        (X.double(), 0, "x: получен float64 на cpu, а веса сети — float32"),
        (X, 10, "target: получено 10, сеть различает 10 классов, ожидался номер от 0 до 9"),
        (X, -1, "target: получено -1"),
        (X, [0, 11], "target: получено 11"),
        (X, [0, 1, 2], r"target: получена форма \(3,\), ожидался .* 2 — по одному"),
        (X, 0.5, "target: получено 0.5, ожидался целый номер"),
        (X, True, "target: получено True"),
    ],
)
def test_pictures_and_targets(model, look, x, target, message):
    fails(message, LOOKS[look], model, x, target)


def test_targets_of_numpy_are_welcome(model):
    expected = explain.saliency(model, X, [3, 4])
    for target in (np.array([3, 4]), (np.int64(3), 4), torch.tensor([3, 4])):
        assert torch.equal(explain.saliency(model, X, target), expected)
    occluded = explain.occlusion(model, X, 0, size=np.int64(4), stride=(np.int64(4), 4))
    assert occluded.shape == (2, 4, 4)


@pytest.mark.parametrize(
    "look",
    [
        lambda model, layer: explain.activations(model, layer, X),
        lambda model, layer: explain.activation_statistics(model, layer, X),
        lambda model, layer: explain.top_patches(model, layer, 0, X, 1),
        lambda model, layer: explain.maximize_activation(model, layer, 0, shape=(3, 16, 16)),
        lambda model, layer: explain.filters(model, layer),
        lambda model, layer: networks.receptive_box(model, layer, 0, 0, (3, 16, 16)),
    ],
)
def test_a_missing_layer_is_answered_with_near_names(model, look):
    fails(
        r"layer: получено 'layer1\.0\.conv3', .*похожие имена: .*layer1\.0\.conv1",
        look,
        model,
        "layer1.0.conv3",
    )
    fails(r"layer: получено 3, .*похожие имена", look, model, 3)


@pytest.mark.parametrize(
    ("size", "stride", "fill", "message"),
    [
        (17, 1, 0, "size: получено 17, маска 17×17 больше снимка 16×16"),
        ((4, 20), 1, 0, "маска 4×20 больше снимка"),
        (0, 1, 0, "size: получено 0"),
        (4, 0, 0, "stride: получено 0"),
        (4.0, 1, 0, "size: получено 4.0, ожидалось целое"),
        ((4, 4, 4), 1, 0, "size: получено .* или пара"),
        (4, 4, torch.zeros(5, 1, 1), "fill: .*растягивается"),
        (4, 4, "серый", "fill"),
    ],
)
def test_masks(model, size, stride, fill, message):
    fails(message, explain.occlusion, model, X, 0, size=size, stride=stride, fill=fill)


def test_a_network_without_the_wanted_layer():
    linear = nn.Sequential(nn.Flatten(), nn.Linear(768, 4))
    fails("нет ни одной ReLU", explain.guided_backprop, linear, X, 0)
    fails("нет ни одной свёртки", explain.filters, linear)
    fails("layer: получено '1', это Linear, ожидалась свёртка", explain.filters, linear, "1")
    fails(
        r"layer: получено '1', ответ формы \(2, 4\), ожидались карты",
        explain.top_patches,
        linear,
        "1",
        0,
        X,
        1,
    )
    maps = nn.Sequential(nn.Conv2d(3, 4, 3))
    fails(r"model: ответ сети — \(2, 4, 14, 14\), ожидались оценки", explain.saliency, maps, X, 0)


class Idle(nn.Module):
    """Слой, который есть, но не вызывается, и слой, отвечающий парой."""

    def __init__(self):
        super().__init__()
        self.idle, self.pair = nn.ReLU(), nn.LSTM(16, 4)

    def forward(self, x):
        return self.pair(x[:, 0])[0][:, 0]


def test_layers_that_cannot_answer():
    fails("layer: получено 'idle', при проходе вперёд", explain.activations, Idle(), "idle", X)
    fails(
        "layer: получено 'pair', слой отвечает не тензором, а tuple",
        explain.activations,
        Idle(),
        "pair",
        X,
    )


def test_units(model):
    def maximize(layer, unit, **options):
        return explain.maximize_activation(
            model, layer, unit, shape=(3, 16, 16), steps=1, **options
        )

    fails("unit: получено 16, ожидалось целое число от 0 до 15", maximize, "layer1", 16)
    fails("unit: получено 10", maximize, "fc", 10)
    fails("unit: получено 'кошка'", maximize, "fc", "кошка")
    fails("unit: получено 16, ожидалось целое число от 0 до 15", maximize, "layer1", (0, 16, 0))
    fails(r"unit: получено \(0, 1\), ожидался номер или тройка", maximize, "layer1", (0, 1))
    fails(
        "steps: получено 0", explain.maximize_activation, model, "fc", 0, shape=(3, 16, 16), steps=0
    )
    fails("shape", explain.maximize_activation, model, "fc", 0, shape=(16, 16))
    fails("jitter: получено -1", maximize, "fc", 0, jitter=-1)
    fails("unit: получено 99", explain.top_patches, model, "layer1", 99, X, 1)
    fails(
        "k: получено 3, ожидалось целое число от 1 до 2",
        explain.top_patches,
        model,
        "layer1",
        0,
        X,
        3,
    )


def test_noise_and_attacks(model):
    fails("noise: получено -1", explain.smooth_grad, model, X, 0, noise=-1)
    fails("samples: получено 0", explain.smooth_grad, model, X, 0, samples=0)
    fails("epsilon: получено 2", explain.fgsm, model, X, 0, epsilon=2)
    fails(r"x: яркости от .* до 2", explain.fgsm, model, X * 2 / X.max(), 0, epsilon=0.1)
    fails("step: получено 0", explain.pgd, model, X, 0, epsilon=0.1, step=0, steps=1)
    fails("steps: получено 0", explain.pgd, model, X, 0, epsilon=0.1, step=0.1, steps=0)


def test_features():
    features = np.eye(4)
    fails(
        "k: получено 5, ожидалось целое число от 1 до 4",
        explain.nearest_neighbours,
        features,
        features[0],
        5,
    )
    fails(
        "query: получено признаков 3, ожидалось 4",
        explain.nearest_neighbours,
        features,
        [1, 2, 3],
        1,
    )
    fails("NaN", explain.nearest_neighbours, features * np.nan, features[0], 1)
    fails("perplexity: получено 30.0, объектов 4", explain.tsne, features)
    fails("NaN", explain.tsne, features * np.nan, perplexity=2)


def test_places_of_a_map(model):
    shape = (3, 16, 16)
    fails(
        "i: получено 16, ожидалось целое число от 0 до 15",
        networks.receptive_box,
        model,
        "layer1",
        16,
        0,
        shape,
    )
    fails("j: получено -1", networks.receptive_box, model, "layer1", 0, -1, shape)
    fails("input_shape", networks.receptive_box, model, "layer1", 0, 0, (3, 16))


def test_answers():
    fails("k: получено 0", networks.top_classes, torch.zeros(1000), 0)
    fails("names: названий 1000, а классов 10", networks.top_classes, torch.zeros(10))
    fails("NaN", networks.top_classes, torch.full((1000,), torch.nan))
    fails("scores: получено", networks.top_classes, [1, 2])
    fails("image: пустой список", networks.pretrained.preprocess, [])


def test_an_empty_batch_gives_an_empty_answer(model):
    for look in (explain.saliency, explain.guided_backprop, explain.smooth_grad):
        assert look(model, X[:0], 0).shape == (0, 3, 16, 16)
    assert explain.occlusion(model, X[:0], 0, size=4, stride=4).shape == (0, 4, 4)
    assert explain.activations(model, "layer1", X[:0]).shape == (0, 16, 16, 16)
