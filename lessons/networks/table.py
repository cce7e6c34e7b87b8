"""Таблица слоёв сети: форма выхода, параметры, действия, рецептивное поле."""

import pandas as pd
from torch import nn

from lessons.networks.tracing import Layer, trace

HEADERS = {
    "name": "слой",
    "kind": "вид",
    "output_shape": "выход",
    "parameters": "параметры",
    "macs": "умножения со сложением",
    "receptive_field": "рецептивное поле",
}


class LayerTable(pd.DataFrame):
    """Обычный ``DataFrame``; отличается только видом в тетради."""

    def _repr_html_(self) -> str:
        total = (
            f"Всего: {_grouped(self['parameters'].sum())} параметров, "
            f"{_grouped(self['macs'].sum())} умножений со сложением"
        )
        formats = {
            "output_shape": _product,
            "parameters": _grouped,
            "macs": _grouped,
            "receptive_field": _product,
        }
        shown = self.style.format(formats).hide(axis="index").set_caption(total)
        return shown.relabel_index(list(HEADERS.values()), axis="columns").to_html()


def layer_table(model: nn.Module, input_shape: tuple[int, ...]) -> "LayerTable":
    """Таблица всех слоёв сети в порядке вызова.

    Parameters
    ----------
    model : nn.Module
        Сеть; ни веса её, ни режим не меняются.
    input_shape : tuple of int
        Форма входа ``(C, H, W)`` или ``(N, C, H, W)``.

    Returns
    -------
    LayerTable
        ``DataFrame``, который в тетради показан с русскими заголовками и итогом. Столбцы:
        ``name``, ``kind``, ``output_shape`` (без батча), ``parameters``, ``macs``,
        ``receptive_field`` — высота и ширина в пикселях входа или ``None``, если у какой-то
        операции до этого слоя нет правила.

    Raises
    ------
    ValueError
        Если форма записана неверно или сеть такого входа не принимает.

    Notes
    -----
    Рецептивное поле теоретическое: оно может быть шире картинки за счёт отступов. У слоёв после
    глобального пулинга и у полносвязных оно охватывает вход целиком.
    """
    rows = [_row(layer) for layer in trace(model, input_shape).layers]
    return LayerTable(rows, columns=list(HEADERS))


def _row(layer: Layer) -> dict:
    row = {name: getattr(layer, name) for name in HEADERS if name != "receptive_field"}
    return row | {"receptive_field": layer.field and layer.field.size}


def _grouped(number: int) -> str:
    """Число с неразрывными пробелами между тройками цифр."""
    return f"{number:,}".replace(",", "\u00a0")


def _product(sizes: tuple[int, ...] | None) -> str:
    return "—" if sizes is None else " × ".join(map(str, sizes))
