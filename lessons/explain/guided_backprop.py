"""Управляемое обратное распространение: через ReLU назад проходит только положительное.

Springenberg, Dosovitskiy, Brox, Riedmiller. Striving for Simplicity. 2014, arXiv:1412.6806.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from lessons.explain.saliency import saliency

RELU = {F.relu, torch.relu, Tensor.relu}
RELU_IN_PLACE = {F.relu_, torch.relu_, Tensor.relu_}


class GuidedReLU(torch.autograd.Function):
    """ReLU, которая пускает назад градиент лишь там, где и сигнал, и сам он положительны."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x > 0)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (active,) = ctx.saved_tensors
        return gradient.clamp(min=0) * active


class _Guided(TorchFunctionMode):
    """Пока действует, любая ReLU — слой, функция или метод — считается как `GuidedReLU`."""

    replaced = 0

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        if func not in RELU | RELU_IN_PLACE:
            return func(*args, **kwargs)
        self.replaced += 1
        x = args[0] if args else kwargs["input"]
        in_place = func in RELU_IN_PLACE or kwargs.get("inplace") or args[1:] == (True,)
        answer = GuidedReLU.apply(x)
        return x.copy_(answer) if in_place else answer


def guided_backprop(model: nn.Module, x: Tensor, target) -> Tensor:
    """Градиент по входу, в котором ReLU назад пропускает только положительное.

    У обычной ReLU ``grad_x = grad_y · [x > 0]``, у этой ``grad_x = max(grad_y, 0) · [x > 0]``:
    остаются только пути, на которых каждый слой усиливает ответ.

    Parameters
    ----------
    model : nn.Module
        Сеть с ReLU и ответом ``(N, K)``; её веса, режимы и градиенты не меняются.
    x : Tensor, shape (N, C, H, W)
        Изображения.
    target : int or sequence of int
        Номер класса, один на всех или по одному на изображение.

    Returns
    -------
    Tensor, shape (N, C, H, W)
        Со знаком.

    Raises
    ------
    ValueError
        То же, что у `saliency`, и сеть без ReLU: менять в ней нечего.
    """
    with _Guided() as guided:
        gradient = saliency(model, x, target)
    if not guided.replaced and len(x):
        raise ValueError(
            f"model: в сети {type(model).__name__} нет ни одной ReLU, управлять нечем; "
            "для неё подойдёт saliency"
        )
    return gradient
