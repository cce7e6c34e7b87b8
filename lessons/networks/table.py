"""Таблица слоёв сети: форма выхода, параметры, действия, рецептивное поле."""

from dataclasses import asdict

import pandas as pd
from pandas.io.formats.style import Styler
from torch import nn

from lessons.networks.tracing import trace

HEADERS = {
    "name": "слой",
    "kind": "вид",
    "output_shape": "выход",
    "parameters": "параметры",
    "macs": "умножения со сложением",
    "receptive_field": "рецептивное поле",
}


def layer_table(model: nn.Module, input_shape: tuple[int, ...]) -> Styler:
    """Таблица всех слоёв сети в порядке вызова.

    Parameters
    ----------
    model : nn.Module
        Сеть; ни веса её, ни режим не меняются.
    input_shape : tuple of int
        Форма входа ``(C, H, W)`` или ``(N, C, H, W)``.

    Returns
    -------
    Styler
        В тетради — таблица с русскими заголовками и итогом. Поле ``data`` — ``DataFrame`` со
        столбцами ``name``, ``kind``, ``output_shape`` (без батча), ``parameters``, ``macs``,
        ``receptive_field`` (высота и ширина в пикселях входа).

    Raises
    ------
    ValueError
        Если форма записана неверно или сеть такого входа не принимает.

    Notes
    -----
    Рецептивное поле теоретическое: оно может быть шире картинки за счёт отступов. У слоёв после
    глобального пулинга и у полносвязных оно охватывает вход целиком.
    """
    layers = trace(model, input_shape).layers
    data = pd.DataFrame([asdict(layer) for layer in layers], columns=list(HEADERS))
    total = (
        f"Всего: {_grouped(data['parameters'].sum())} параметров, "
        f"{_grouped(data['macs'].sum())} умножений со сложением"
    )
    formats = {
        "output_shape": _product,
        "parameters": _grouped,
        "macs": _grouped,
        "receptive_field": _product,
    }
    table = data.style.format(formats).hide(axis="index").set_caption(total)
    return table.relabel_index(list(HEADERS.values()), axis="columns")


def _grouped(number: int) -> str:
    """Число с неразрывными пробелами между тройками цифр."""
    return f"{number:,}".replace(",", "\u00a0")


def _product(sizes: tuple[int, ...]) -> str:
    return " × ".join(map(str, sizes))
