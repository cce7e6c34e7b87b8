"""Карта значимости: производная оценки класса по каждому пикселю.

Simonyan, Vedaldi, Zisserman. Deep Inside Convolutional Networks. 2013, arXiv:1312.6034.
"""

import torch
from torch import Tensor, nn

from lessons.explain.looking import BATCH, checked_images, checked_targets, input_gradient, looking


def saliency(model: nn.Module, x: Tensor, target) -> Tensor:
    """Градиент оценки класса по входу, ``∂S_target / ∂x``.

    Если пиксель сделать ярче на малое ``δ``, оценка изменится примерно на ``δ`` от этого числа.

    Parameters
    ----------
    model : nn.Module
        Сеть с ответом ``(N, K)``; её веса, режимы и градиенты не меняются.
    x : Tensor, shape (N, C, H, W)
        Изображения.
    target : int or sequence of int
        Номер класса, один на всех или по одному на изображение.

    Returns
    -------
    Tensor, shape (N, C, H, W)
        Со знаком, в единицах оценки на единицу яркости.

    Raises
    ------
    ValueError
        Не та форма входа, NaN во входе, номер класса вне ответов сети.
    """
    with looking(model, gradients=True):
        x = checked_images(model, x)
        targets = checked_targets(target, x)
        parts = zip(x.split(BATCH), targets.split(BATCH), strict=True)
        return torch.cat([input_gradient(model, *part) for part in parts])
