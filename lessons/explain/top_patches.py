"""Кусочки снимков, на которые единица среднего слоя откликается сильнее всего.

Zeiler, Fergus. Visualizing and Understanding Convolutional Networks. 2013, arXiv:1311.2901.
"""

from typing import NamedTuple

from torch import Tensor, nn

from lessons.checks import whole
from lessons.explain.activations import activations
from lessons.networks.receptive import receptive_box


class Patch(NamedTuple):
    """Кусочек снимка: отклик, номер снимка, границы в нём и сами пиксели ``(C, h, w)``."""

    value: float
    image: int
    box: tuple[int, int, int, int]  # верх, низ, лево, право; низ и право не включены
    pixels: Tensor


def top_patches(model: nn.Module, layer: str, unit: int, images: Tensor, k: int) -> list[Patch]:
    """``k`` кусочков с наибольшим откликом канала, не больше одного с каждого снимка.

    В каждом снимке берётся место наибольшего отклика, затем из снимков — лучшие. Кусочек — всё, что
    видит это место, то есть его рецептивное поле; у края снимка оно обрезано.

    Parameters
    ----------
    model : nn.Module
        Сеть; её веса, режимы и градиенты не меняются.
    layer : str
        Имя слоя с картами признаков.
    unit : int
        Номер канала.
    images : Tensor, shape (N, C, H, W)
        Снимки, среди которых искать.
    k : int
        Сколько кусочков, от 1 до ``N``.

    Returns
    -------
    list of Patch
        От сильного отклика к слабому; равные — по возрастанию номера снимка.

    Raises
    ------
    ValueError
        Слоя или канала нет, у слоя нет карт, ``k`` вне границ, NaN в снимках.
    """
    maps = activations(model, layer, images)
    if maps.dim() != 4:
        raise ValueError(
            f"layer: получено {layer!r}, ответ формы {tuple(maps.shape)}, ожидались карты"
        )
    unit = whole(unit, "unit", 0, maps.shape[1] - 1)
    k = whole(k, "k", 1, len(images))
    strongest, places = maps[:, unit].flatten(1).max(dim=1)
    best = strongest.sort(descending=True, stable=True).indices[:k]
    patches = []
    for image in best.tolist():
        row, column = divmod(int(places[image]), maps.shape[3])
        box = receptive_box(model, layer, row, column, images.shape[1:])
        top, bottom, left, right = box
        pixels = images[image, :, top:bottom, left:right].clone()
        patches.append(Patch(float(strongest[image]), image, box, pixels))
    return patches
