"""Отклики слоя: карты признаков, которые сеть строит по снимку."""

import torch
from torch import Tensor, nn

from lessons.explain.looking import BATCH, checked_images, layer_output, looking


def activations(model: nn.Module, layer: str, x: Tensor) -> Tensor:
    """Ответ слоя на каждое изображение.

    Parameters
    ----------
    model : nn.Module
        Сеть; её веса, режимы и градиенты не меняются.
    layer : str
        Имя модуля, как в `lessons.networks.layer_table` и ``model.named_modules()``; пустое —
        ответ всей сети. Если модуль вызывается не раз, берётся первый вызов.
    x : Tensor, shape (N, C, H, W)
        Изображения.

    Returns
    -------
    Tensor, shape (N, K, P, Q) or (N, K)
        Отклики до следующего слоя, даже если тот пишет свой ответ на их место.

    Raises
    ------
    ValueError
        Такого слоя нет (в сообщении — похожие имена), не та форма входа, NaN во входе.
    """
    with looking(model, gradients=False):
        x = checked_images(model, x)
        return torch.cat([layer_output(model, layer, part).clone() for part in x.split(BATCH)])
