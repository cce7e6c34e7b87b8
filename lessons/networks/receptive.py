"""Куда смотрит элемент карты признаков: прямоугольник его рецептивного поля во входе."""

from torch import nn

from lessons.checks import whole
from lessons.networks.field import Span
from lessons.networks.named import named_layer
from lessons.networks.tracing import trace


def receptive_box(
    model: nn.Module, layer: str, i: int, j: int, input_shape: tuple[int, ...]
) -> tuple[int, int, int, int]:
    """Пиксели входа, от которых зависит элемент ``(i, j)`` карт слоя.

    Parameters
    ----------
    model : nn.Module
        Сеть; ни веса её, ни режим не меняются.
    layer : str
        Имя модуля, слоя или блока. Если он вызывается не раз, берётся первый вызов.
    i, j : int
        Строка и столбец карты; у слоёв без карт, например полносвязных, — нули.
    input_shape : tuple of int
        Форма входа ``(C, H, W)`` или ``(N, C, H, W)``.

    Returns
    -------
    tuple of int
        ``(top, bottom, left, right)``: ``x[..., top:bottom, left:right]`` — то, что видит элемент.
        Отступы не в счёт: у края карты поле меньше, чем в середине, а у того, кто видит одни
        отступы, пусто.

    Raises
    ------
    ValueError
        Слоя нет, место вне карты, сеть не принимает такого входа или поле слоя неизвестно:
        в сети есть операция, у которой нет правила.
    """
    named_layer(model, layer)
    layers = trace(model, input_shape, until=layer).layers
    if not layers or layers[-1].name != layer:
        raise ValueError(f"layer: получено {layer!r}, при проходе вперёд этот модуль не вызывается")
    found = layers[-1]
    if found.field is None:
        raise ValueError(
            f"layer: получено {layer!r}, до этого модуля есть операция, поле которой неизвестно"
        )
    rows, columns = found.field.rows, found.field.columns
    if found.field.flat and len(rows.low) * len(columns.low) > 1:
        raise ValueError(
            f"layer: получено {layer!r}, карты уже вытянуты в вектор, выберите слой до этого"
        )
    sides = found.output_shape[1:] if len(found.output_shape) == 3 else (1, 1)
    i = whole(i, "i", 0, sides[0] - 1)
    j = whole(j, "j", 0, sides[1] - 1)
    return *_seen(rows, i), *_seen(columns, j)


def _seen(span: Span, place: int) -> tuple[int, int]:
    first, last = int(span.first[place]), int(span.last[place])
    return (first, last + 1) if first <= last else (0, 0)
