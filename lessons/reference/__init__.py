"""Операции свёрточных сетей на numpy: написаны, чтобы их читали."""

from .convolution import conv1d, conv2d, conv2d_backward, conv2d_naive
from .geometry import output_size
from .padding import pad, pad_backward

__all__ = [
    "conv1d",
    "conv2d",
    "conv2d_backward",
    "conv2d_naive",
    "output_size",
    "pad",
    "pad_backward",
]
