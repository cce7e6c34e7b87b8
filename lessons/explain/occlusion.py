"""Заслонение: что станет с вероятностью класса, если закрыть часть снимка.

Zeiler, Fergus. Visualizing and Understanding Convolutional Networks. 2013, arXiv:1311.2901.
"""

import torch
from torch import Tensor, nn

from lessons.checks import whole
from lessons.explain.looking import checked_images, checked_targets, chosen, fastest_layout, looking

BATCH = 8  # закрытых копий за один проход: больше — уже не помещается в кэш процессора


def occlusion(
    model: nn.Module,
    x: Tensor,
    target,
    *,
    size: int | tuple[int, int],
    stride: int | tuple[int, int],
    fill: float | Tensor = 0.0,
) -> Tensor:
    """Вероятность класса при каждом положении прямоугольной маски.

    Маска ходит по снимку, как ядро свёртки без отступа: её левый верхний угол стоит в пикселях
    ``0, stride, 2·stride, …``, пока маска помещается целиком, поэтому
    ``P = ⌊(H − size) / stride⌋ + 1``.

    Parameters
    ----------
    model : nn.Module
        Сеть с ответом ``(N, K)`` до softmax; её веса, режимы и градиенты не меняются.
    x : Tensor, shape (N, C, H, W)
        Изображения.
    target : int or sequence of int
        Номер класса, один на всех или по одному на изображение.
    size, stride : int or pair of int
        Высота и ширина маски и её шаг в пикселях.
    fill : float or Tensor
        Чем закрашена маска: число или тензор, который растягивается до ``(C, H, W)``, — цвет
        ``(C, 1, 1)`` или целая картинка, например размытый снимок.

    Returns
    -------
    Tensor, shape (N, P, Q)
        Вероятности 0…1.

    Raises
    ------
    ValueError
        Не та форма входа, NaN, класс вне ответов сети, маска больше снимка, неверный шаг.
    """
    (height, width), (down, right) = _pair("size", size), _pair("stride", stride)
    with looking(model, gradients=False):
        x = checked_images(model, x)
        targets = checked_targets(target, x)
        if height > x.shape[2] or width > x.shape[3]:
            sides = f"{x.shape[2]}×{x.shape[3]}"
            raise ValueError(f"size: получено {size}, маска {height}×{width} больше снимка {sides}")
        paint = _paint(fill, x)
        rows = range(0, x.shape[2] - height + 1, down)
        columns = range(0, x.shape[3] - width + 1, right)
        corners = [(i, j) for i in rows for j in columns]
        maps = x.new_empty(len(x), len(corners))
        layout = fastest_layout(model, x)
        for image, own, answers in zip(x, targets, maps, strict=True):
            for start in range(0, len(corners), BATCH):
                part = corners[start : start + BATCH]
                masked = image.repeat(len(part), 1, 1, 1).contiguous(memory_format=layout)
                for copy, (i, j) in zip(masked, part, strict=True):
                    place = (..., slice(i, i + height), slice(j, j + width))
                    copy[place] = paint[place]
                scores = model(masked)
                chosen(scores, own.expand(len(part)))  # неверный номер класса — понятная ошибка
                answers[start : start + BATCH] = scores.softmax(1)[:, own]
    return maps.view(len(x), len(rows), len(columns))


def _pair(name: str, value) -> tuple[int, int]:
    sides = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
    if len(sides) != 2:
        raise ValueError(
            f"{name}: получено {value!r}, ожидалось целое число не меньше 1 или пара таких"
        )
    return whole(sides[0], name, 1), whole(sides[1], name, 1)


def _paint(fill, x: Tensor) -> Tensor:
    try:
        return torch.as_tensor(fill, dtype=x.dtype, device=x.device).expand(x.shape[1:])
    except (RuntimeError, TypeError, ValueError) as error:
        raise ValueError(
            f"fill: ожидалось число или тензор, который растягивается до {tuple(x.shape[1:])}"
        ) from error
