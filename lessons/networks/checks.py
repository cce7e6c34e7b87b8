"""Проверка того, что пришло от вызвавшего: понятная ошибка вместо чужой."""

from difflib import get_close_matches
from math import inf
from operator import index

from torch import nn


def whole_number(name: str, value, low: int, high: float = inf) -> int:
    """Целое число в границах ``low … high``; годятся и целые numpy."""
    try:
        number = index(value)
    except TypeError:
        number = None
    if number is None or not low <= number <= high:
        bounds = f"не меньше {low}" if high == inf else f"от {low} до {high}"
        raise ValueError(f"{name}: получено {value!r}, ожидалось целое число {bounds}")
    return number


def named_layer(model: nn.Module, layer: str) -> nn.Module:
    """Модуль с таким именем; пустое имя — вся сеть."""
    modules = dict(model.named_modules())
    if not isinstance(layer, str) or layer not in modules:
        names = [name for name in modules if name]
        near = get_close_matches(str(layer), names, n=4, cutoff=0.4) or names[:8]
        raise ValueError(
            f"layer: получено {layer!r}, такого слоя в сети {type(model).__name__} нет; "
            f"похожие имена: {', '.join(near)}"
        )
    return modules[layer]
