"""Операции свёрточных сетей на numpy: написаны, чтобы их читали."""

from .adaptive import (
    adaptive_avg_pool2d,
    adaptive_avg_pool2d_backward,
    adaptive_max_pool2d,
    adaptive_max_pool2d_backward,
)
from .arithmetic import (
    conv2d_multiply_adds,
    conv2d_parameters,
    conv2d_shape,
    linear_multiply_adds,
    linear_parameters,
    receptive_field,
    summary,
)
from .convolution import conv1d, conv2d, conv2d_backward, conv2d_naive, conv2d_naive_backward
from .geometry import output_size
from .gradient_check import check_gradient, numerical_gradient
from .initialization import glorot_normal, glorot_uniform, he_normal, he_uniform
from .layers import AvgPool2d, Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential
from .lenet5 import lenet
from .linear_classifier import LinearClassifier
from .losses import hinge_loss, softmax, softmax_cross_entropy
from .matrix import col2im, conv_matrix, im2col
from .normalization import BatchNorm2d, LocalResponseNorm
from .optimization import SGD, minibatches
from .padding import pad, pad_backward
from .pooling import (
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_naive,
    avg_pool2d_naive_backward,
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_naive,
    max_pool2d_naive_backward,
)
from .pooling_kinds import (
    l2_pool2d,
    l2_pool2d_backward,
    weighted_pool2d,
    weighted_pool2d_backward,
)
from .stochastic import stochastic_pool2d, stochastic_pool2d_backward
from .training import accuracy, train_epoch
from .unshared import unshared_conv2d, unshared_conv2d_backward

__all__ = [
    "SGD",
    "AvgPool2d",
    "BatchNorm2d",
    "Conv2d",
    "Dropout",
    "Flatten",
    "Linear",
    "LinearClassifier",
    "LocalResponseNorm",
    "MaxPool2d",
    "ReLU",
    "Sequential",
    "accuracy",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool2d_backward",
    "adaptive_max_pool2d",
    "adaptive_max_pool2d_backward",
    "avg_pool2d",
    "avg_pool2d_backward",
    "avg_pool2d_naive",
    "avg_pool2d_naive_backward",
    "check_gradient",
    "col2im",
    "conv1d",
    "conv2d",
    "conv2d_backward",
    "conv2d_multiply_adds",
    "conv2d_naive",
    "conv2d_naive_backward",
    "conv2d_parameters",
    "conv2d_shape",
    "conv_matrix",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "hinge_loss",
    "im2col",
    "l2_pool2d",
    "l2_pool2d_backward",
    "lenet",
    "linear_multiply_adds",
    "linear_parameters",
    "max_pool2d",
    "max_pool2d_backward",
    "max_pool2d_naive",
    "max_pool2d_naive_backward",
    "minibatches",
    "numerical_gradient",
    "output_size",
    "pad",
    "pad_backward",
    "receptive_field",
    "softmax",
    "softmax_cross_entropy",
    "stochastic_pool2d",
    "stochastic_pool2d_backward",
    "summary",
    "train_epoch",
    "unshared_conv2d",
    "unshared_conv2d_backward",
    "weighted_pool2d",
    "weighted_pool2d_backward",
]
