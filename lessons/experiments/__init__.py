"""Опыты, которые показывает книга: каждый — одна функция с закреплённым началом."""

from lessons.experiments.compression import (
    compress_layer,
    digit_classifier,
    low_rank,
    prune,
    prune_and_quantize,
    quantize,
)
from lessons.experiments.depth import compare_depths, compare_stochastic_depth
from lessons.experiments.learned_kernel import learn_kernel
from lessons.experiments.linear_or_convolution import (
    contest_on_shifted_digits,
    contest_on_textures,
)
from lessons.experiments.squeeze_excitation import compare_with_excitation
from lessons.experiments.stored import stored_result

__all__ = [
    "compare_depths",
    "compare_stochastic_depth",
    "compare_with_excitation",
    "compress_layer",
    "contest_on_shifted_digits",
    "contest_on_textures",
    "digit_classifier",
    "learn_kernel",
    "low_rank",
    "prune",
    "prune_and_quantize",
    "quantize",
    "stored_result",
]
