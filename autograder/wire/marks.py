"""Пометки тензоров на проводе: параметр, лист графа или просто числа."""

from __future__ import annotations

import sys
from typing import Any

from autograder.wire.kinds import WireError


def plain_mark(value: Any) -> tuple:
    """Пометка тензора, который едет сам по себе."""
    if is_parameter(value):
        return ("parameter", bool(value.requires_grad))
    return ("leaf",) if value.requires_grad else ()


def plain_tensor(mark: object, data: Any, gradient: Any) -> Any:
    """Построить тензор по пометке :func:`plain_mark`."""
    torch = sys.modules["torch"]
    match mark:
        case ():
            return data
        case ("parameter", bool(needed)):
            data = torch.nn.Parameter(data, requires_grad=needed)
        case ("leaf",):
            data.requires_grad_(True)
        case _:
            raise WireError("негодная пометка тензора")
    data.grad = gradient if fits(gradient, data) else None
    return data


def is_tensor(value: object) -> bool:
    """Тензор ли это."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def is_parameter(value: object) -> bool:
    """Параметр ли это сети."""
    return isinstance(value, sys.modules["torch"].nn.Parameter)


def fits(new: object, target: Any) -> bool:
    """Той же ли формы и того же ли типа новое значение."""
    return is_tensor(new) and new.shape == target.shape and new.dtype == target.dtype
