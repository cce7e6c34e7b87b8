"""Распределения откликов: на одном объекте и на многих."""

from typing import NamedTuple

from torch import Tensor, nn

from lessons.explain.activations import activations


class Statistics(NamedTuple):
    """Статистика каналов слоя; каждое поле — ``(N, K)``: объект, канал."""

    mean: Tensor
    std: Tensor
    minimum: Tensor
    maximum: Tensor
    active: Tensor  # доля положительных откликов, 0…1

    def together(self) -> "Statistics":
        """Статистика каналов по всем объектам сразу, поля ``(K,)``.

        Дисперсия всех значений — средняя дисперсия внутри объектов плюс дисперсия их средних.
        """
        between = self.mean.var(0, correction=0)
        return Statistics(
            mean=self.mean.mean(0),
            std=(self.std.square().mean(0) + between).sqrt(),
            minimum=self.minimum.amin(0),
            maximum=self.maximum.amax(0),
            active=self.active.mean(0),
        )


def activation_statistics(model: nn.Module, layer: str, x: Tensor) -> Statistics:
    """Среднее, разброс, границы и доля положительных откликов у каждого канала слоя.

    Parameters
    ----------
    model : nn.Module
        Сеть; её веса, режимы и градиенты не меняются.
    layer : str
        Имя модуля; у полносвязного слоя каждый нейрон — отдельный канал.
    x : Tensor, shape (N, C, H, W)
        Изображения.

    Returns
    -------
    Statistics
        По строке на объект; метод ``together`` сводит их в одну.

    Raises
    ------
    ValueError
        То же, что у `activations`.
    """
    maps = activations(model, layer, x).float()
    values = maps.reshape(*maps.shape[:2], -1)  # (N, K, P·Q)
    return Statistics(
        mean=values.mean(2),
        std=values.std(2, correction=0),
        minimum=values.amin(2),
        maximum=values.amax(2),
        active=(values > 0).float().mean(2),
    )
