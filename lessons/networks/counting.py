"""Счёт параметров и умножений со сложением без вычислений: на устройстве ``meta``.

Тензор на ``meta`` знает свою форму, но не хранит чисел, поэтому даже сеть на сто миллионов
параметров проходится за миллисекунды.
"""

from torch import nn

from lessons.networks.tracing import trace


def count_parameters(model: nn.Module) -> int:
    """Число параметров сети; буферы нормализации не входят, общий тензор считается один раз."""
    return sum(parameter.numel() for parameter in model.parameters())


def count_macs(model: nn.Module, input_shape: tuple[int, ...]) -> int:
    """Число умножений со сложением (MAC) за один проход сети вперёд.

    Считаются свёртки и матричные произведения, как принято в статьях; нормализация, активации и
    пулинг не считаются. Сеть проходится в режиме проверки, без вспомогательных выходов.

    Parameters
    ----------
    model : nn.Module
        Сеть; ни веса её, ни режим не меняются.
    input_shape : tuple of int
        Форма входа ``(C, H, W)`` или ``(N, C, H, W)``; во втором случае ответ — на весь батч.

    Returns
    -------
    int
        Для свёртки ``(C, H, W) → (K, P, Q)`` с ядром R × S и G группами — ``K·P·Q · C/G·R·S``.

    Raises
    ------
    ValueError
        Если форма записана неверно или сеть такого входа не принимает.
    """
    return trace(model, input_shape).macs
