"""Опыты книги дают то, о чём книга говорит."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.datasets import mnist
from lessons.experiments import (
    compress_layer,
    contest_on_shifted_digits,
    contest_on_textures,
    digit_classifier,
    learn_kernel,
    low_rank,
    prune,
    prune_and_quantize,
    quantize,
)
from lessons.experiments.linear_or_convolution import shifted

matrices = st.builds(
    lambda seed, rows, columns: torch.randn(
        rows, columns, generator=torch.Generator().manual_seed(seed)
    ),
    st.integers(0, 2**31),
    st.integers(1, 12),
    st.integers(1, 12),
)


def test_textures_defeat_the_linear_classifier_and_not_the_convolution():
    accuracy = contest_on_textures(epochs=4)
    assert accuracy["линейный"] == pytest.approx(0.41, abs=0.06)
    assert accuracy["свёрточная"] > 0.95


def test_a_shift_ruins_the_linear_classifier_and_not_the_convolution():
    table = contest_on_shifted_digits(shifts=(0, 6), epochs=2)
    assert table.loc[0, "линейный"] == pytest.approx(0.88, abs=0.03)
    assert table.loc[6, "линейный"] < 0.15
    assert table.loc[0, "свёрточная"] > 0.95
    assert table.loc[6, "свёрточная"] > table.loc[0, "свёрточная"] - 0.03


@given(st.integers(0, 6))
@settings(max_examples=7, deadline=None)
def test_shifted_digits_keep_every_pixel_and_move_by_the_shift(shift):
    split = mnist("test")
    split = split._replace(images=split.images[:20], labels=split.labels[:20])
    moved = shifted(split, shift)
    assert moved.images.shape == (20, 40, 40)
    for before, after in zip(split.images, moved.images, strict=True):
        assert np.array_equal(np.sort(after[after > 0]), np.sort(before[before > 0]))
        place = np.argwhere(after)[0] - np.argwhere(before)[0]
        assert np.abs(place - 6).max() == shift


def test_a_shift_beyond_the_field_is_refused():
    with pytest.raises(ValueError, match="shift: получено 7"):
        shifted(mnist("test"), 7)


@pytest.mark.parametrize(
    "hidden",
    [
        [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
        [[0.25, 0.25], [0.25, 0.25]],
    ],
    ids=["Собель", "Лапласиан", "среднее"],
)
def test_a_learned_kernel_recovers_the_hidden_one(hidden):
    result = learn_kernel(hidden)
    assert np.abs(result.kernel - hidden).max() < 0.01
    assert result.losses[-1] < 1e-4 * result.losses[0]
    assert result.path.shape == (601, *np.shape(hidden))


def test_a_learned_kernel_survives_noise():
    assert np.abs(learn_kernel(noise=0.5).kernel - [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]).max() < 0.1


def test_a_kernel_must_be_a_matrix():
    with pytest.raises(ValueError, match="target: получено 1 измерений"):
        learn_kernel([1, 2, 1])


@given(matrices)
@settings(deadline=None)
def test_low_rank_is_the_best_and_full_rank_is_exact(weight):
    full = min(weight.shape)
    assert torch.allclose(low_rank(weight, full).weight, weight, atol=1e-4)
    scales = torch.linalg.svdvals(weight)
    for rank in range(1, full + 1):
        approximation, size = low_rank(weight, rank)
        assert size == 4 * rank * sum(weight.shape)
        assert torch.linalg.matrix_rank(approximation, tol=1e-4) <= rank
        # Теорема Эккарта — Янга: ошибка равна корню из суммы квадратов отброшенных чисел.
        error = torch.linalg.norm(weight - approximation)
        assert torch.allclose(error, scales[rank:].square().sum().sqrt(), atol=1e-3)


@given(matrices, st.floats(0, 0.99))
def test_pruning_keeps_the_largest_weights_untouched(weight, share):
    pruned, size = prune(weight, share)
    kept = pruned != 0
    assert torch.equal(pruned[kept], weight[kept])
    assert kept.sum() == weight.numel() - int(share * weight.numel())
    assert size == 8 * int(kept.sum())
    if kept.any() and not kept.all():
        assert weight[kept].abs().min() >= weight[~kept].abs().max()


@given(matrices, st.integers(1, 16))
def test_quantisation_errs_by_half_a_step_at_most(weight, bits):
    rounded, size = quantize(weight, bits)
    step = (weight.max() - weight.min()) / (2**bits - 1)
    assert (weight - rounded).abs().max() <= step / 2 + 1e-5
    assert len(rounded.unique()) <= 2**bits
    assert size == -(-weight.numel() * bits // 8) + 8


@given(matrices, st.floats(0, 0.9), st.integers(1, 8))
def test_pruning_with_quantisation_leaves_few_values(weight, share, bits):
    result, size = prune_and_quantize(weight, share, bits)
    kept = int((prune(weight, share).weight != 0).sum())
    assert (result != 0).sum() <= kept
    assert len(result[result != 0].unique()) <= 2**bits
    assert size == 4 * kept + -(-kept * bits // 8) + 8


@pytest.mark.parametrize(
    ("method", "value", "words"),
    [
        (low_rank, 0, "rank: получено 0, ожидалось целое от 1 до 3"),
        (low_rank, 4, "rank: получено 4"),
        (prune, 1, "share: получено 1"),
        (quantize, 17, "bits: получено 17"),
    ],
)
def test_impossible_compression_is_refused(method, value, words):
    with pytest.raises(ValueError, match=words):
        method(torch.ones(3, 5), value)


def test_compression_saves_much_and_costs_little():
    model = digit_classifier()
    before = model[1].weight.clone()
    table = compress_layer(model)
    assert torch.equal(model[1].weight, before)
    whole = table.loc["исходный", "точность"]
    assert table.loc["исходный", "байт"] == 4 * 784 * 256
    assert whole == pytest.approx(0.935, abs=0.015)
    for name, least in (
        ("SVD, ранг 16", 12),
        ("обнулено 90%", 4.9),
        ("4 бит", 7.9),
        ("обнулено 90% и 6 бит", 8.4),
    ):
        assert table.loc[name, "сжатие"] > least
        assert table.loc[name, "точность"] > whole - 0.02
    assert table.loc["SVD, ранг 4", "точность"] < whole - 0.1
