"""Обманывающая добавка за много шагов: шаг по знаку градиента и возврат в разрешённый куб.

Madry, Makelov, Schmidt, Tsipras, Vladu. Towards Deep Learning Models Resistant to Adversarial
Attacks. 2017, arXiv:1706.06083.
"""

import torch
from torch import Tensor, nn

from lessons.checks import whole
from lessons.explain.fgsm import ascent, checked_attack, nearby
from lessons.explain.looking import BATCH, looking


def pgd(
    model: nn.Module,
    x: Tensor,
    target,
    *,
    epsilon: float,
    step: float,
    steps: int,
    targeted: bool = False,
) -> Tensor:
    """То же, что `fgsm`, но за ``steps`` шагов: после каждого градиент считается заново.

    Начинает с самого снимка, поэтому ответ от случая не зависит.

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
    step : float
        На сколько яркость меняется за шаг, больше 0.
    steps : int
        Число шагов, не меньше 1.
    targeted : bool
        Приближать ли ответ к ``target``, вместо того чтобы удалять от него.

    Returns
    -------
    Tensor, shape (N, C, H, W)
        Не дальше ``epsilon`` от ``x`` и внутри 0…1.

    Raises
    ------
    ValueError
        То же, что у `fgsm`, и неверный шаг или число шагов.
    """
    if not step > 0:
        raise ValueError(f"step: получено {step!r}, ожидалось число больше 0")
    steps = whole(steps, "steps", 1)
    towards = -step if targeted else step
    changed = []
    with looking(model, gradients=True):
        x, targets = checked_attack(model, x, target, epsilon)
        for start, own in zip(x.split(BATCH), targets.split(BATCH), strict=True):
            now = start
            for _ in range(steps):
                now = nearby(start, now + towards * ascent(model, now, own), epsilon)
            changed.append(now)
    return torch.cat(changed)
