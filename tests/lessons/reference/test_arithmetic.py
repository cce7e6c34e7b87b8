"""Формы, счёт параметров и действий, рецептивное поле."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils.flop_counter import FlopCounterMode

from lessons.reference import (
    Conv2d,
    MaxPool2d,
    ReLU,
    conv2d,
    conv2d_backward,
    conv2d_multiply_adds,
    conv2d_parameters,
    conv2d_shape,
    lenet,
    linear_multiply_adds,
    linear_parameters,
    output_size,
    receptive_field,
    summary,
)

from .cases import convolutions


@settings(max_examples=40)  # счётчик torch медленный
@given(convolutions())
def test_the_formulas_agree_with_torch(case):
    x, weight, _, options = case
    del options["padding_mode"]
    layer = torch.nn.Conv2d(x.shape[1], len(weight), weight.shape[2:], device="meta", **options)
    counter = FlopCounterMode(display=False)
    with counter:
        out = layer(torch.empty(1, *x.shape[1:], device="meta"))
    groups = options.pop("groups")
    kernel = weight.shape[2:]
    assert conv2d_shape(x.shape[1:], len(weight), kernel, **options) == tuple(out.shape[1:])
    multiply_adds = conv2d_multiply_adds(x.shape[1:], len(weight), kernel, groups=groups, **options)
    assert multiply_adds == counter.get_total_flops() // 2
    parameters = conv2d_parameters(x.shape[1], len(weight), kernel, groups=groups)
    assert parameters == sum(p.numel() for p in layer.parameters())


layers = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4
)


@given(layers)
def test_the_receptive_field_is_where_the_gradient_of_one_output_is_not_zero(specification):
    field = receptive_field(specification)
    sizes = [field + 3]
    for kernel, stride, dilation in specification:
        sizes.append(output_size(sizes[-1], kernel, stride, 0, dilation))
    grad = np.zeros((1, sizes[-1]))
    grad[0, 0] = 1
    for size, (kernel, stride, dilation) in zip(sizes[-2::-1], specification[::-1], strict=True):
        options = {"stride": (1, stride), "dilation": (1, dilation)}
        grad, *_ = conv2d_backward(grad, np.zeros((1, size)), np.ones((1, kernel)), **options)
    touched = np.flatnonzero(grad)
    assert touched[0] == 0
    assert touched[-1] == field - 1


def test_receptive_fields_known_by_name():
    assert receptive_field([(3, 1)] * 3) == 7  # каскад 3×3 вместо 7×7
    vgg = [(3, 1), (3, 1), (2, 2)] * 2 + [(3, 1), (3, 1), (3, 1), (2, 2)] * 3
    assert receptive_field(vgg) == 212
    assert receptive_field([(3, 1, 1), (3, 1, 2), (3, 1, 4)]) == 15
    assert receptive_field([((1, 3), 1), ((1, 3), 1)]) == (1, 5)
    assert receptive_field([]) == 1


def test_receptive_field_reads_layers():
    layers = [Conv2d(1, 2, 5, stride=2), ReLU(), MaxPool2d(3, 2), Conv2d(2, 2, 3, dilation=2)]
    assert receptive_field(layers) == receptive_field([(5, 2), (3, 2), (3, 1, 2)]) == 25


def test_lenet_has_its_published_size():
    rows = summary(lenet(np.random.default_rng(0)), (1, 28, 28))
    assert [shape for name, shape, *_ in rows if name == "MaxPool2d"] == [(6, 14, 14), (16, 5, 5)]
    assert sum(parameters for *_, parameters, _ in rows) == 61_706
    assert sum(multiply_adds for *_, multiply_adds in rows) == 416_520


def test_a_fully_connected_image_to_image_layer_is_enormous():
    pixels = 256 * 256 * 3
    assert linear_multiply_adds(pixels, pixels) == 38_654_705_664  # на слайде на порядок меньше
    assert linear_parameters(pixels, pixels) == 38_654_705_664 + pixels
    assert conv2d_parameters(3, 3, 3) == 84


def test_output_size_is_the_number_of_positions():
    for n, kernel, stride, padding in ((7, 3, 2, 1), (7, 7, 1, 0), (5, 2, 3, (0, 1))):
        row = conv2d(
            np.ones((1, n)),
            np.ones((1, kernel)),
            stride=(1, stride),
            padding=(0, padding) if isinstance(padding, int) else ((0, 0), padding),
        )
        assert output_size(n, kernel, stride, padding) == row.shape[1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: output_size(3, 4), "kernel: с расширением занимает 4, ожидалось не больше 3"),
        (lambda: output_size(3, 0), "kernel: получено 0"),
        (lambda: output_size(-1, 1), "n: получено -1"),
        (lambda: output_size(3, 1, 0), "stride: получено 0"),
        (lambda: output_size(3, 1, padding="full"), "padding: получено 'full'"),
        (lambda: conv2d_shape((5, 5), 1, 3), r"shape: получено \(5, 5\)"),
        (lambda: conv2d_parameters(3, 4, 3, groups=2), "groups: получено 2"),
        (lambda: receptive_field(["conv"]), "layers: получено 'conv'"),
        (lambda: receptive_field([(3, 0)]), "stride: получено 0"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match="^" + message):
        call()
