"""Примеры лекции, пересчитанные заново: документация в виде проверок."""

import numpy as np
import pytest

from lessons.reference import conv1d, conv2d

TRAPEZIUM = [1, 2, 3, 4, 5, 5, 4, 3, 2, 1]
IMAGE = [[1, 2, 3], [3, 4, 5], [1, 0, 2]]
KERNEL = [[0, 1], [1, -1]]


def test_a_difference_kernel_measures_the_slope():
    np.testing.assert_array_equal(conv1d(TRAPEZIUM, [-1, 0, 1]), [2, 2, 2, 1, -1, -2, -2, -2])


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("zeros", [-1, 0, 0, 6, 7]),
        ("replicate", [-2, -1, 0, 1, 2]),
        ("symmetric", [-3, -1, 0, 1, 3]),
        ("circular", [-5, -5, 0, 5, 5]),
    ],
)
def test_the_four_paddings_of_one_signal(mode, expected):
    out = conv1d([1, 2, 3, 4, 5], [-1, 0, 2, 0, -1], padding=2, padding_mode=mode)
    np.testing.assert_array_equal(out, expected)


def test_a_matrix_with_a_two_by_two_kernel():
    np.testing.assert_array_equal(conv2d(IMAGE, KERNEL), [[1, 2], [5, 3]])


def test_the_same_matrix_with_same_padding():
    expected = [[1, 2, 5], [5, 3, 2], [0, 2, 0]]
    np.testing.assert_array_equal(conv2d(IMAGE, KERNEL, padding="same"), expected)


def test_stride_two():
    x = [[1, 2, 3, 1, 0], [3, 4, 5, 2, 1], [1, 0, 2, 3, 4], [0, 1, 3, 1, 2], [1, 2, 4, 2, 3]]
    kernel = [[0, 1, 0], [1, 0, -1], [0, -1, 0]]
    np.testing.assert_array_equal(conv2d(x, kernel, stride=2), [[0, 2], [-5, 2]])


def test_the_animated_five_by_five_example():
    x = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
    kernel = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]
    expected = [[12, 12, 17], [10, 17, 19], [9, 6, 14]]
    np.testing.assert_array_equal(conv2d(x, kernel), expected)
