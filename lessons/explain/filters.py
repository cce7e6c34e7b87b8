"""Ядра свёртки: что сеть ищет в окне."""

from torch import Tensor, nn

from lessons.networks.named import named_layer


def filters(model: nn.Module, layer: str | None = None) -> Tensor:
    """Копия ядер свёрточного слоя.

    Parameters
    ----------
    model : nn.Module
        Сеть.
    layer : str, optional
        Имя слоя; без него — первая свёртка сети, единственная, чьи ядра — кусочки картинки.

    Returns
    -------
    Tensor, shape (K, C, R, S)
        Со знаком, ``float32``.

    Raises
    ------
    ValueError
        Слоя нет, он не свёртка, или свёрток в сети нет вовсе.
    """
    if layer is None:
        found = next((m for m in model.modules() if isinstance(m, nn.Conv2d)), None)
        if found is None:
            raise ValueError(f"model: в сети {type(model).__name__} нет ни одной свёртки")
    else:
        found = named_layer(model, layer)
        if not isinstance(found, nn.Conv2d):
            raise ValueError(
                f"layer: получено {layer!r}, это {type(found).__name__}, ожидалась свёртка"
            )
    return found.weight.detach().float().cpu().clone()


def filter_pictures(weights: Tensor) -> Tensor:
    """Ядра как картинки: нуль — серый 0,5, наибольший по модулю вес ядра — 0 или 1.

    Масштаб у каждого ядра свой: иначе сильные ядра оставили бы от слабых ровное пятно.

    Parameters
    ----------
    weights : Tensor, shape (K, C, R, S)
        Ядра; глубина 1 — серые картинки, 3 — цветные.

    Returns
    -------
    Tensor, shape (K, R, S) or (K, R, S, 3)
        Яркости 0…1.

    Raises
    ------
    ValueError
        Глубина ядер не 1 и не 3.
    """
    if weights.dim() != 4 or weights.shape[1] not in (1, 3):
        raise ValueError(
            f"weights: получена форма {tuple(weights.shape)}, ожидались ядра глубины 1 или 3"
        )
    largest = weights.abs().amax((1, 2, 3), keepdim=True).clamp(min=1e-12)
    shown = 0.5 + weights / (2 * largest)
    return shown[:, 0] if weights.shape[1] == 1 else shown.permute(0, 2, 3, 1)
