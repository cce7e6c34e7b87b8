"""Опечатки лекции: верное значение вычисляется, напечатанное с ним не совпадает."""

import numpy as np
import pytest
import torch
import yaml

from lessons.networks import count_parameters, googlenet_2014
from lessons.reference import avg_pool2d_backward, conv1d, conv2d, conv_matrix, max_pool2d_backward
from tests.book.prose import BOOK

ERRATA = yaml.safe_load((BOOK / "appendix" / "errata.yml").read_text("utf-8"))


def convolution_components():
    """Номер места, где начинается последнее окно примера: 10 чисел, ядро из трёх."""
    probe = np.zeros(10, int)
    probe[7] = 1
    assert conv1d(probe, [1, 0, 0])[-1] == 1  # последнее окно видит x₈ в счёте с единицы
    return 10 - 3 + 1


def image_to_image_parameters():
    """Связей у полносвязного слоя 256×256×3 → 256×256×3."""
    return (256 * 256 * 3) ** 2


def vertical_gradient_index():
    """Куда можно присвоить разность строк."""
    image = np.arange(20.0).reshape(5, 4)
    difference = image[:-2, :] - image[2:, :]
    gradient = np.zeros(image.shape)
    with pytest.raises(ValueError):
        gradient[-1, :] = difference
    gradient[1:-1, :] = difference
    assert (gradient[1:-1] == -8).all()
    return "внутренние строки"


def same_padding_example():
    """Последнее число второй строки примера SAME."""
    image, kernel = [[1, 2, 3], [3, 4, 5], [1, 0, 2]], [[0, 1], [1, -1]]
    answer = conv2d(image, kernel, padding="same")
    assert answer.tolist() == [[1, 2, 5], [5, 3, 2], [0, 2, 0]]
    return answer[1, 2]


def stride_is_not_bias():
    """Что понижает разрешение: шаг 2 оставляет половину ответов, смещение 2 — все."""
    signal = np.array([1, 2, 3, 4])
    strided, biased = conv1d(signal, [1], stride=2), conv1d(signal, [1]) + 2
    assert strided.tolist() == [1, 3] and biased.tolist() == [3, 4, 5, 6]
    return {2: "шаг", 4: "смещение"}[min(len(strided), len(biased))]


def valid_does_not_keep_the_size():
    """Какой из двух отступов TensorFlow сохраняет размер."""
    image, kernel = np.ones((3, 3)), np.ones((2, 2))
    kept = [p for p in ("valid", "same") if conv2d(image, kernel, padding=p).shape == image.shape]
    return kept[0] if len(kept) == 1 else kept


def convolution_matrix_shape():
    """Строк и столбцов у матрицы свёртки 3×3 ∗ 2×2, пикселей в столбце."""
    image, kernel = np.arange(9).reshape(3, 3), np.array([[1, 2], [3, 4]])
    matrix, column = conv_matrix(kernel, image.shape), image.ravel()
    assert (matrix @ column).tolist() == conv2d(image, kernel).ravel().tolist()
    return [*matrix.shape, len(column)]


def convolution_matrix_sums():
    """Номера пикселей в первых трёх суммах ответа."""
    pixels = np.array([11, 12, 13, 21, 22, 23, 31, 32, 33])
    matrix = conv_matrix(np.ones((2, 2)), (3, 3))
    return [pixels[row == 1].tolist() for row in matrix[:3]]


def equivariance_not_invariance():
    """Что происходит с ответом свёртки, когда предмет сдвинулся."""
    image = np.zeros((7, 9), int)
    image[2:4, 2:4] = [[1, 2], [3, 4]]
    still, moved = (conv2d(x, [[0, 1], [1, -1]]) for x in (image, np.roll(image, 3, axis=1)))
    assert not np.array_equal(moved, still)
    assert np.array_equal(moved, np.roll(still, 3, axis=1))
    return "эквивариантность"


def gradient_of_every_pooling():
    """Доли градиента у среднего в окне, где наибольшее стоит первым."""
    window, one = np.array([[6.0, 1.0], [2.0, 3.0]]), np.ones((1, 1))
    assert max_pool2d_backward(one, window, 2).tolist() == [[1, 0], [0, 0]]
    return avg_pool2d_backward(one, window, 2).tolist()


def googlenet_parameters():
    """Параметров у GoogLeNet в раскладке статьи, без вспомогательных выходов."""
    with torch.device("meta"):
        return count_parameters(googlenet_2014())


def resnet_year():
    """Год первой публикации по номеру arXiv:1512.03385 (год и месяц)."""
    return 2000 + int("1512.03385"[:2])


def svd_ratio():
    """Во сколько раз 48 мегабайт меньше 240."""
    return 240 // 48


@pytest.mark.parametrize("mistake", ERRATA, ids=lambda mistake: mistake["id"])
def test_the_right_value_is_computed_and_differs_from_the_printed_one(mistake):
    values = mistake["values"]
    assert globals()[mistake["id"]]() == values["correct"]
    assert values["printed"] != values["correct"]


def test_a_mistake_says_where_what_and_why():
    for mistake in ERRATA:
        assert all(mistake[key] for key in ("place", "printed", "correct", "why")), mistake["id"]
        if "chapter" in mistake:
            chapter = BOOK.parent / f"{mistake['chapter'].lstrip('/')}.md"
            assert "/book/appendix/errata" in chapter.read_text("utf-8")


def test_the_page_shows_every_mistake(site):
    html = (site / "book" / "appendix" / "errata.html").read_text("utf-8").replace("\xa0", " ")
    for mistake in ERRATA:
        assert mistake["place"] in html
