"""Общее у всех способов: сеть смотрят, ничего в ней не меняя, и понятно отвечают на ошибки."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from lessons.networks.modes import evaluating
from lessons.networks.named import named_layer

BATCH = 32  # сколько изображений проходит сеть за один раз


@contextmanager
def looking(model: nn.Module, *, gradients: bool) -> Iterator[None]:
    """Режим ответа на время блока, с градиентами или без них.

    После блока, даже прерванного исключением, у каждого модуля прежний режим. Градиенты весов не
    тронуты: их никто не просит — производная берётся только по входу.
    """
    with evaluating(model), torch.inference_mode(False), torch.set_grad_enabled(gradients):
        yield


def checked_images(model: nn.Module, x: Tensor, name: str = "x") -> Tensor:
    """Сам ``x``, если это конечные дробные ``(N, C, H, W)`` того же типа, что и веса сети."""
    if not isinstance(x, Tensor) or x.dim() != 4 or not x.is_floating_point():
        came = f"тензор {_kind(x)} формы {tuple(x.shape)}" if isinstance(x, Tensor) else type(x)
        raise ValueError(f"{name}: получен {came}, ожидался дробный тензор (N, C, H, W)")
    if not torch.isfinite(x).all():
        raise ValueError(f"{name}: среди значений есть NaN или бесконечность, ожидались числа")
    weight = next((p for p in model.parameters() if p.is_floating_point()), x)
    if (weight.dtype, weight.device) != (x.dtype, x.device):
        raise ValueError(
            f"{name}: получен {_kind(x)} на {x.device}, а веса сети — {_kind(weight)} "
            f"на {weight.device}; ожидался вход того же типа на том же устройстве"
        )
    return x.detach()


def _kind(x: Tensor) -> str:
    return str(x.dtype).removeprefix("torch.")


def checked_targets(target, x: Tensor) -> Tensor:
    """Номера классов ``(N,)`` по одному числу на всех или по списку, тензору, массиву."""
    targets = torch.as_tensor(target, device=x.device)
    if targets.is_floating_point() or targets.is_complex() or targets.dtype == torch.bool:
        raise ValueError(
            f"target: получено {target!r}, ожидался целый номер класса или по номеру на снимок"
        )
    if targets.dim() == 0:
        targets = targets.expand(len(x))
    if targets.shape != (len(x),):
        raise ValueError(
            f"target: получена форма {tuple(targets.shape)}, ожидался один номер класса или "
            f"{len(x)} — по одному на изображение"
        )
    return targets.long()


def chosen(scores: Tensor, targets: Tensor) -> Tensor:
    """Из ответов сети ``(N, K)`` — ответы своих классов ``(N,)``."""
    if not isinstance(scores, Tensor) or scores.dim() != 2:
        came = tuple(scores.shape) if isinstance(scores, Tensor) else type(scores).__name__
        raise ValueError(f"model: ответ сети — {came}, ожидались оценки классов формы (N, K)")
    classes = scores.shape[1]
    for target in targets.tolist():
        if not 0 <= target < classes:
            raise ValueError(
                f"target: получено {target}, сеть различает {classes} классов, "
                f"ожидался номер от 0 до {classes - 1}"
            )
    return scores.gather(1, targets[:, None])[:, 0]


def input_gradient(model: nn.Module, x: Tensor, targets: Tensor) -> Tensor:
    """Производная оценки своего класса по каждому пикселю; у ``x`` и весов следа не остаётся."""
    x = x.clone().requires_grad_()
    score = chosen(model(x), targets).sum()  # снимки независимы, поэтому производные не смешаются
    return torch.autograd.grad(score, x)[0]


def fastest_layout(model: nn.Module, x: Tensor) -> torch.memory_format:
    """Порядок чисел в памяти, при котором сеть быстрее: каналы последними, если она их принимает.

    Свёртки и пулинг на процессоре считают так в полтора-два раза быстрее. Не принимает такого
    порядка сеть, которая вытягивает карты методом ``view``; это узнаётся пробным проходом.
    """
    try:
        with torch.no_grad():
            model(x[:1].contiguous(memory_format=torch.channels_last))
    except RuntimeError:
        return torch.contiguous_format
    return torch.channels_last


class _Reached(Exception):
    """Проход дошёл до нужного слоя: дальше считать незачем."""


def layer_output(model: nn.Module, layer: str, x: Tensor) -> Tensor:
    """Ответ слоя при входе ``x``; если слой вызывается не раз — ответ первого вызова.

    Проход обрывается на этом слое, поэтому следующий слой «на месте» ответа не испортит, а вход
    может быть любого размера, лишь бы его принимали слои до этого.
    """
    reached = []

    def stop(module, inputs, output):
        reached.append(output)
        raise _Reached

    handle = named_layer(model, layer).register_forward_hook(stop)
    try:
        model(x)
    except _Reached:
        (output,) = reached
    else:
        raise ValueError(f"layer: получено {layer!r}, при проходе вперёд этот слой не вызывается")
    finally:
        handle.remove()
    if not isinstance(output, Tensor):
        raise ValueError(
            f"layer: получено {layer!r}, слой отвечает не тензором, а {type(output).__name__}; "
            "выберите слой внутри него"
        )
    return output
