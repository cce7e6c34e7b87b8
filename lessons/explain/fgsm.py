"""Обманывающая добавка за один шаг: каждый пиксель сдвинут на ``epsilon`` по знаку градиента.

Goodfellow, Shlens, Szegedy. Explaining and Harnessing Adversarial Examples. 2014, arXiv:1412.6572.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lessons.explain.looking import BATCH, checked_images, checked_targets, chosen, looking


def fgsm(model: nn.Module, x: Tensor, target, *, epsilon: float, targeted: bool = False) -> Tensor:
    """Снимки, отличающиеся не больше чем на ``epsilon`` в пикселе, но уводящие ответ сети.

    ``x + epsilon · sign(∂L(x, target) / ∂x)`` — прочь от верного класса ``target``; с ``targeted``
    знак обратный — навстречу чужому классу. ``L`` — перекрёстная энтропия.

    Parameters
    ----------
    model : nn.Module
        Сеть с ответом ``(N, K)`` до softmax; её веса, режимы и градиенты не меняются.
    x : Tensor, shape (N, C, H, W)
        Изображения, яркости 0…1.
    target : int or sequence of int
        Верный класс, а с ``targeted`` — желаемый.
    epsilon : float
        Наибольшее изменение яркости, 0…1.
    targeted : bool
        Приближать ли ответ к ``target``, вместо того чтобы удалять от него.

    Returns
    -------
    Tensor, shape (N, C, H, W)
        Не дальше ``epsilon`` от ``x`` и внутри 0…1.

    Raises
    ------
    ValueError
        Не та форма входа, яркости вне 0…1, NaN, класс вне ответов сети, ``epsilon`` вне 0…1.
    """
    with looking(model, gradients=True):
        x, targets = checked_attack(model, x, target, epsilon)
        parts = zip(x.split(BATCH), targets.split(BATCH), strict=True)
        signs = torch.cat([ascent(model, *part) for part in parts])
        return nearby(x, x + (-epsilon if targeted else epsilon) * signs, epsilon)


def ascent(model: nn.Module, x: Tensor, targets: Tensor) -> Tensor:
    """Знак производной потери по входу: куда сдвинуть каждый пиксель, чтобы потеря росла."""
    x = x.clone().requires_grad_()
    scores = model(x)
    chosen(scores, targets)  # неверный номер класса — понятная ошибка
    loss = F.cross_entropy(scores.float(), targets, reduction="sum")
    return torch.autograd.grad(loss, x)[0].sign()


def nearby(x: Tensor, changed: Tensor, epsilon: float) -> Tensor:
    """Ближайшее к ``changed`` среди того, что не дальше ``epsilon`` от ``x`` и внутри 0…1."""
    exact = x.double()
    rounded = changed.double().clamp(exact - epsilon, exact + epsilon).clamp(0, 1).to(x.dtype)
    # Округлённое может оказаться дальше на долю младшего разряда: тогда — соседнее число.
    far = (rounded.double() - exact).abs() > epsilon
    return torch.where(far, torch.nextafter(rounded, x), rounded)


def checked_attack(model: nn.Module, x: Tensor, target, epsilon: float) -> tuple[Tensor, Tensor]:
    """Проверенные снимки и номера классов."""
    x = checked_images(model, x)
    if len(x) and not (x.min() >= 0 and x.max() <= 1):
        raise ValueError(
            f"x: яркости от {float(x.min()):.3g} до {float(x.max()):.3g}, ожидались 0…1"
        )
    if not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon: получено {epsilon!r}, ожидалось число от 0 до 1")
    return x, checked_targets(target, x)
