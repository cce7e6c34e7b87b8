"""Слой сети по имени; на неизвестное имя — похожие."""

from difflib import get_close_matches

from torch import nn


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
