"""Готовые веса узнают то, что обещано, и входят в сеть без искажений."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import load

from lessons.datasets import fashion_mnist, imagenet_labels, photo, photo_crops
from lessons.datasets.storage import ROOT, read_verified
from lessons.networks import count_parameters
from lessons.networks.pretrained import colour_cnn, fashion_cnn, preprocess, squeezenet_imagenet
from lessons.training import batches, evaluate


@pytest.fixture(scope="module")
def squeezenet():
    return squeezenet_imagenet()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chelsea", {"египетская кошка": 0.40, "тигровая кошка": 0.31, "полосатая кошка": 0.28}),
        ("coffee", {"эспрессо": 0.94}),
    ],
)
@torch.no_grad()
def test_squeezenet_names_the_photo(squeezenet, name, expected):
    probabilities = squeezenet(preprocess(photo(name))).softmax(1)[0]
    best = probabilities.argsort(descending=True)[: len(expected)].tolist()
    found = {imagenet_labels()[i].russian: float(probabilities[i]) for i in best}
    assert list(found) == list(expected)
    assert found == pytest.approx(expected, abs=0.015)


@torch.no_grad()
def test_the_first_layer_absorbed_the_original_preprocessing_exactly(squeezenet):
    weights = load(read_verified("weights/squeezenet1_1.safetensors"))
    image = preprocess(photo("coffee"))
    original = 255 * image.flip(1) - torch.tensor([103.939, 116.779, 123.68]).view(3, 1, 1)
    kernel, bias = weights["features.0.weight"].float(), weights["features.0.bias"].float()
    expected = torch.nn.functional.conv2d(original, kernel, bias, stride=2)
    assert torch.allclose(squeezenet.features[0](image), expected, atol=0.02, rtol=1e-4)


@torch.no_grad()
def test_squeezenet_answers_for_several_images_and_stays_in_answer_mode(squeezenet):
    images = torch.cat([preprocess(photo("chelsea")), preprocess(photo("camera"))])
    scores = squeezenet(images)
    assert not squeezenet.training
    assert scores.shape == (2, 1000)
    assert scores.min() < 0
    assert torch.allclose(scores[:1], squeezenet(images[:1]), atol=1e-3)
    assert count_parameters(squeezenet) == 1_235_496


def test_preprocessing_cuts_the_middle_and_scales_to_one():
    stripes = np.zeros((256, 512, 3), np.uint8)
    stripes[:, 256:] = (255, 0, 51)
    image = preprocess(stripes)
    assert image.shape == (1, 3, 227, 227)
    assert image[0, :, 100, :110].abs().max() == 0
    assert image[0, :, 100, -1].tolist() == pytest.approx([1, 0, 0.2])


@pytest.mark.parametrize(
    "wrong", [np.zeros((4, 4, 4), np.uint8), np.zeros((9, 9)), np.zeros(5, np.uint8)]
)
def test_preprocessing_refuses_what_is_not_a_photo(wrong):
    with pytest.raises(ValueError, match="image: получен массив"):
        preprocess(wrong)


def test_the_course_network_has_learned_fashion():
    accuracy = evaluate(fashion_cnn(), batches(fashion_mnist("test"), 500)).accuracy
    assert accuracy > 0.91
    log = json.loads((ROOT / "weights/fashion_cnn.json").read_text(encoding="utf-8"))
    assert log["test"]["accuracy"] >= 0.92
    assert abs(accuracy - log["test"]["accuracy"]) < 0.015
    assert len(log["epochs"]) == log["settings"]["epochs"]


def test_the_colour_network_tells_the_photos_apart():
    accuracy = evaluate(colour_cnn(), batches(photo_crops("test"), 500)).accuracy
    log = json.loads((ROOT / "weights/colour_cnn.json").read_text(encoding="utf-8"))
    assert accuracy == pytest.approx(log["test"]["accuracy"], abs=0.005)
    assert accuracy > 0.6  # самая частая фотография занимает 21 % окон


def test_the_kernels_of_the_colour_network_are_smooth_enough_to_look_at():
    def roughness(kernels):
        steps = kernels.diff(dim=-1).square().mean() + kernels.diff(dim=-2).square().mean()
        return steps / kernels.var(dim=(-2, -1)).mean() / 2

    kernels = colour_cnn()[0].weight.detach()
    assert kernels.shape == (32, 3, 11, 11)
    assert roughness(kernels) < 0.5 * roughness(torch.randn(32, 3, 11, 11))
