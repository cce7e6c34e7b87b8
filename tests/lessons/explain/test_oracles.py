"""Ответы совпадают с Captum, с простым циклом, с scikit-learn."""

import warnings

import numpy as np
import pytest
import torch
from captum.attr import GuidedBackprop, NoiseTunnel, Occlusion, Saliency
from sklearn.neighbors import NearestNeighbors
from torch import nn
from torch.nn import functional as F

from lessons import explain, networks
from tests.lessons.explain.conftest import EGYPTIAN, ESPRESSO

OWN = [EGYPTIAN, ESPRESSO]


def captum_guided(model, x, target):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return GuidedBackprop(model).attribute(x.clone(), target=target).detach()


def test_saliency_is_that_of_captum(squeezenet, photos):
    expected = Saliency(squeezenet).attribute(photos.clone(), target=OWN, abs=False)
    torch.testing.assert_close(explain.saliency(squeezenet, photos, OWN), expected)


def test_guided_backprop_is_that_of_captum(squeezenet, photos):
    expected = captum_guided(squeezenet, photos, OWN)
    torch.testing.assert_close(explain.guided_backprop(squeezenet, photos, OWN), expected)


class Functional(nn.Module):
    """ReLU функцией, методом и «на месте»."""

    def __init__(self, written):
        super().__init__()
        self.first, self.second = nn.Conv2d(2, 4, 3), nn.Conv2d(4, 3, 3)
        self.written = written

    def forward(self, x):
        return self.second(self.written(self.first(x))).mean((2, 3))


WAYS = {
    "функция": F.relu,
    "функция на месте": lambda x: F.relu(x, True),
    "имя аргумента": lambda x: F.relu(input=x, inplace=True),
    "F.relu_": F.relu_,
    "torch.relu": torch.relu,
    "метод": lambda x: x.relu(),
    "метод на месте": lambda x: [x.relu_(), x][1],
}


@pytest.mark.parametrize("way", WAYS)
def test_guided_backprop_sees_every_way_to_write_relu(way):
    torch.manual_seed(0)
    model, x = Functional(WAYS[way]), torch.randn(2, 2, 9, 9)
    twin = Functional(nn.ReLU())
    twin.load_state_dict(model.state_dict())
    expected = captum_guided(twin, x, 1)
    torch.testing.assert_close(explain.guided_backprop(model, x, 1), expected)


def test_smooth_grad_agrees_with_the_noise_tunnel(squeezenet, photos, generator):
    """Два независимых средних расходятся не больше, чем велит их разброс."""
    x = F.interpolate(photos, size=(64, 64), mode="area")
    own = explain.smooth_grad(squeezenet, x, OWN, noise=0.1, samples=96, generator=generator)
    spread = (x.amax((1, 2, 3)) - x.amin((1, 2, 3))).tolist()
    torch.manual_seed(1)
    for image, target, mine, extent in zip(x, OWN, own, spread, strict=True):
        tunnel = NoiseTunnel(Saliency(squeezenet))
        options = {"target": target, "abs": False, "nt_samples_batch_size": 16}
        theirs, square = (
            tunnel.attribute(image[None], kind, 96, stdevs=0.1 * extent, **options)[0]
            for kind in ("smoothgrad", "smoothgrad_sq")
        )
        error = ((square - theirs.square()).mean() * 2 / 96).sqrt()
        assert (mine - theirs).square().mean().sqrt() < 1.1 * error
        assert torch.corrcoef(torch.stack([mine.flatten(), theirs.flatten()]))[0, 1] > 0.5


def test_smooth_grad_without_noise_is_saliency(squeezenet, photos):
    smooth = explain.smooth_grad(squeezenet, photos, OWN, noise=0, samples=3)
    expected = explain.saliency(squeezenet, photos, OWN)
    torch.testing.assert_close(smooth, expected, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(("size", "stride"), [(7, 5), ((4, 9), (3, 2)), (17, 1), (1, 16)])
def test_occlusion_equals_a_plain_loop(size, stride):
    torch.manual_seed(0)
    model, x = networks.resnet_cifar(8), torch.rand(3, 3, 17, 20)
    model.eval()
    (height, width), (down, right) = (
        value if isinstance(value, tuple) else (value, value) for value in (size, stride)
    )
    found = explain.occlusion(model, x, [1, 2, 9], size=size, stride=stride, fill=0.5)
    for p in range(found.shape[1]):
        for q in range(found.shape[2]):
            masked = x.clone()
            rows = slice(p * down, p * down + height)
            masked[:, :, rows, q * right : q * right + width] = 0.5
            with torch.no_grad():
                expected = model(masked).softmax(1)[range(3), [1, 2, 9]]
            torch.testing.assert_close(found[:, p, q], expected)
    assert (p + 1) * down + height > 17 and (q + 1) * right + width > 20


def test_occlusion_is_that_of_captum(squeezenet, photos):
    """Captum раздаёт падение вероятности пикселям под маской; без наложения масок — одно число."""
    x = photos[:1, :, :192, :192]
    found = explain.occlusion(squeezenet, x, EGYPTIAN, size=48, stride=48)
    occlusion = Occlusion(lambda images: squeezenet(images).softmax(1))
    with torch.no_grad():
        whole = squeezenet(x).softmax(1)[0, EGYPTIAN]
        drop = occlusion.attribute(x, (3, 48, 48), (3, 48, 48), target=EGYPTIAN, baselines=0)
    torch.testing.assert_close(whole - found[0], drop[0, 0, ::48, ::48])


def test_fill_may_be_a_colour_or_a_whole_picture(squeezenet, photos):
    x, options = photos[:1], {"size": 100, "stride": 127}
    colour = torch.tensor([0.2, 0.5, 0.7]).view(3, 1, 1)
    by_colour = explain.occlusion(squeezenet, x, EGYPTIAN, fill=colour, **options)
    picture = colour.expand(3, 227, 227)
    by_picture = explain.occlusion(squeezenet, x, EGYPTIAN, fill=picture, **options)
    assert torch.equal(by_colour, by_picture)
    same = explain.occlusion(squeezenet, x, EGYPTIAN, fill=x[0], **options)
    with torch.no_grad():
        whole = squeezenet(x).softmax(1)[0, EGYPTIAN]
    torch.testing.assert_close(same, whole.expand_as(same), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("form", [np.asarray, torch.tensor])
def test_neighbours_are_those_of_scikit_learn(form):
    rng = np.random.default_rng(0)
    features, query = rng.normal(size=(50, 7)), rng.normal(size=(4, 7))
    distances, indices = NearestNeighbors(n_neighbors=5).fit(features).kneighbors(query)
    found = explain.nearest_neighbours(form(features), form(query), 5)
    assert np.array_equal(found[0], indices)
    np.testing.assert_allclose(found[1], distances, rtol=1e-12)
    alone = explain.nearest_neighbours(form(features), form(query[2]), 5)
    assert np.array_equal(alone[0], indices[2]) and alone[1].shape == (5,)


def test_equal_objects_are_at_distance_zero_in_order_of_their_numbers():
    features = torch.full((4, 3), 1e6) + torch.tensor([[5.0], [0.1], [0.1], [0.1]])
    indices, distances = explain.nearest_neighbours(features, features[2], 3)
    assert indices.tolist() == [1, 2, 3] and distances.tolist() == [0, 0, 0]


def test_tsne_keeps_neighbours_together_and_repeats():
    rng = np.random.default_rng(0)
    kinds = np.repeat(np.arange(3), 20)
    features = rng.normal(size=(60, 10)) + 8 * np.eye(10)[kinds]
    points = explain.tsne(features, perplexity=10)
    assert points.shape == (60, 2)
    assert np.array_equal(points, explain.tsne(torch.tensor(features), perplexity=10))
    nearest = NearestNeighbors(n_neighbors=2).fit(points).kneighbors(points)[1][:, 1]
    assert (kinds[nearest] == kinds).all()
