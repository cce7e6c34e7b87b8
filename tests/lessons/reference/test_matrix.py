"""Матрица свёртки и столбцы: форма, содержание, сопряжённость."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from lessons.reference import col2im, conv2d, conv_matrix, im2col, matrix

from .cases import convolutions, integers


@st.composite
def ungrouped(draw):
    """Свёртка без групп и с нулевым отступом — как у матрицы и столбцов."""
    x, weight, _, options = draw(convolutions())
    del options["padding_mode"], options["groups"]
    return x, weight, x[:, : weight.shape[1]], options


@given(ungrouped())
def test_the_matrix_times_the_pixels_is_the_convolution(case):
    _, weight, x, options = case
    plane, kernel = x[0, 0], weight[0, 0]
    toeplitz = conv_matrix(kernel, plane.shape, **options)
    np.testing.assert_array_equal(
        toeplitz @ plane.ravel(), conv2d(plane, kernel, **options).ravel()
    )
    layer = conv_matrix(weight, x.shape[1:], **options)
    np.testing.assert_array_equal(layer @ x[0].ravel(), conv2d(x[:1], weight, **options).ravel())


@given(ungrouped())
def test_a_large_matrix_is_sparse_and_the_same(case):
    _, weight, x, options = case
    dense = conv_matrix(weight, x.shape[1:], **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix, "DENSE_LIMIT", 0)
        large = conv_matrix(weight, x.shape[1:], **options)
    assert sparse.issparse(large)
    np.testing.assert_array_equal(large.toarray(), dense)


def test_a_photograph_sized_matrix_fits_in_memory():
    x = integers(np.random.default_rng(0), (200, 300))
    kernel = np.array([[1.0, 0, -1]] * 3)
    large = conv_matrix(kernel, x.shape, padding=1)
    assert large.shape == (60000, 60000)
    np.testing.assert_array_equal(large @ x.ravel(), conv2d(x, kernel, padding=1).ravel())


def test_the_matrix_of_two_convolutions_is_the_product_of_their_matrices():
    rng = np.random.default_rng(0)
    x, first, second = integers(rng, (6, 7)), integers(rng, (2, 3)), integers(rng, (3, 2))
    inner = conv_matrix(first, (6, 7))
    product = conv_matrix(second, (5, 5)) @ inner
    np.testing.assert_array_equal(product @ x.ravel(), conv2d(conv2d(x, first), second).ravel())


@given(ungrouped())
def test_im2col_agrees_with_torch_unfold(case):
    x, weight, _, options = case
    ours = im2col(x, weight.shape[2:], **options)
    theirs = torch.nn.functional.unfold(torch.from_numpy(x), weight.shape[2:], **options)
    np.testing.assert_array_equal(ours, theirs.numpy())


@given(ungrouped())
def test_col2im_agrees_with_torch_fold_and_is_adjoint_to_im2col(case):
    x, weight, _, options = case
    kernel = weight.shape[2:]
    columns = im2col(x, kernel, **options)
    y = integers(np.random.default_rng(1), columns.shape)
    ours = col2im(y, x.shape, kernel, **options)
    theirs = torch.nn.functional.fold(torch.from_numpy(y), x.shape[2:], kernel, **options)
    np.testing.assert_array_equal(ours, theirs.numpy())
    assert np.vdot(columns, y) == np.vdot(x, ours)


def test_convolution_is_one_product_with_the_columns():
    rng = np.random.default_rng(0)
    x, weight = integers(rng, (2, 3, 6, 5)), integers(rng, (4, 3, 2, 3))
    product = weight.reshape(4, -1) @ im2col(x, (2, 3), padding=1)
    expected = conv2d(x, weight, padding=1)
    np.testing.assert_array_equal(product.reshape(expected.shape), expected)


def test_columns_of_a_single_matrix():
    x = np.arange(9).reshape(3, 3)
    columns = im2col(x, 2)
    np.testing.assert_array_equal(columns, [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]])
    counts = col2im(np.ones((4, 4), int), (3, 3), 2)
    np.testing.assert_array_equal(counts, [[1, 2, 1], [2, 4, 2], [1, 2, 1]])


def test_the_lecture_matrix_of_four_rows_and_nine_columns():
    np.testing.assert_array_equal(
        conv_matrix([[1, 2], [3, 4]], (3, 3)),
        [
            [1, 2, 0, 3, 4, 0, 0, 0, 0],
            [0, 1, 2, 0, 3, 4, 0, 0, 0],
            [0, 0, 0, 1, 2, 0, 3, 4, 0],
            [0, 0, 0, 0, 1, 2, 0, 3, 4],
        ],
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: conv_matrix([1, 2], (3, 3)), r"kernel: получены форма \(2,\)"),
        (lambda: conv_matrix(np.ones((1, 2, 2, 2)), (3, 5, 5)), "kernel: получено каналов 2"),
        (lambda: conv_matrix(np.ones((4, 4)), (3, 3)), "kernel: с расширением занимает 4"),
        (lambda: im2col(np.ones(3), 1), r"x: получена форма \(3,\)"),
        (lambda: im2col(np.ones((3, 3)), 0), "kernel: получено 0"),
        (lambda: col2im(np.ones((4, 5)), (3, 3), 2), r"columns: получена форма \(4, 5\)"),
        (lambda: col2im(np.ones((4, 4)), (3,), 2), r"shape: получена форма \(3,\)"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match="^" + message):
        call()
