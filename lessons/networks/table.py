"""Таблица слоёв сети: форма выхода, параметры, действия, рецептивное поле."""

from collections import Counter
from itertools import groupby

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
LONG = 30  # строк; таблица длиннее показана по блокам


class LayerTable(pd.DataFrame):
    """Обычный ``DataFrame``; отличается только видом в тетради.

    Там слой, который не считает и формы не меняет (нормализация, ReLU, dropout), приписан к слою
    перед ним, в длинной таблице строка — целый блок, а полная таблица свёрнута под краткой.
    """

    def _repr_html_(self) -> str:
        total = (
            f"Всего: {_grouped(self['parameters'].sum())} параметров, "
            f"{_grouped(self['macs'].sum())} умножений со сложением"
        )
        rows = self.to_dict("records")
        brief = _by_blocks(_joined(rows), self.attrs.get("blocks", {}))
        if len(brief) == len(rows):
            return _html(rows, total)
        return (
            f"{_html(brief, total)}<details><summary>Все слои по одному: {len(rows)}</summary>"
            f"{_html(rows)}</details>"
        )


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
        ``DataFrame``, который в тетради показан с русскими заголовками и итогом, длинный — по
        блокам. Столбцы: ``name``, ``kind``, ``output_shape`` (без батча), ``parameters``,
        ``macs``, ``receptive_field`` — высота и ширина в пикселях входа или ``None``, если у
        какой-то операции до этого слоя нет правила.

    Raises
    ------
    ValueError
        Если форма записана неверно или сеть такого входа не принимает.

    Notes
    -----
    Рецептивное поле теоретическое: оно может быть шире картинки за счёт отступов. У слоёв после
    глобального пулинга и у полносвязных оно охватывает вход целиком.
    """
    passed = trace(model, input_shape)
    table = LayerTable([_row(layer) for layer in passed.layers], columns=list(HEADERS))
    table.attrs["blocks"] = {
        name: {"output_shape": shape, "receptive_field": known and known.size}
        for name, (shape, known) in passed.blocks.items()
    }
    return table


def _row(layer: Layer) -> dict:
    row = {name: getattr(layer, name) for name in HEADERS if name != "receptive_field"}
    return row | {"receptive_field": layer.field and layer.field.size}


def _joined(rows: list[dict]) -> list[dict]:
    """Слои без действий, не изменившие ни формы, ни поля, — в одной строке с предыдущим."""
    joined: list[dict] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last and not row["macs"] and _place(row) == _place(last):
            last["kind"] += f", {row['kind']}"
            last["parameters"] += row["parameters"]
        else:
            joined.append(dict(row))
    return joined


def _place(row: dict) -> tuple:
    return row["name"].rpartition(".")[0], row["output_shape"], row["receptive_field"]


def _by_blocks(rows: list[dict], blocks: dict[str, dict]) -> list[dict]:
    """Слишком длинная таблица — по блокам: настолько мелким, чтобы строк было не больше LONG."""
    brief = rows
    depth = max((row["name"].count(".") for row in rows), default=0)
    while len(brief) > LONG and depth:
        groups = groupby(rows, lambda row: ".".join(row["name"].split(".")[:depth]))  # noqa: B023
        brief = [_block(name, list(group), blocks) for name, group in groups]
        depth -= 1
    return brief


def _block(name: str, rows: list[dict], blocks: dict[str, dict]) -> dict:
    """Одна строка вместо всех слоёв блока."""
    if len(rows) == 1:
        return rows[0]
    working = [row for row in rows if row["macs"]] or rows
    counted = Counter(row["kind"].partition(",")[0] for row in working)
    return (
        rows[-1]
        | blocks.get(name, {})
        | {
            "name": name,
            "kind": ", ".join(f"{kind} × {n}" if n > 1 else kind for kind, n in counted.items()),
            "parameters": sum(row["parameters"] for row in rows),
            "macs": sum(row["macs"] for row in rows),
        }
    )


def _html(rows: list[dict], caption: str | None = None) -> str:
    formats = {
        "output_shape": _product,
        "parameters": _grouped,
        "macs": _grouped,
        "receptive_field": _product,
    }
    shown = pd.DataFrame(rows, columns=list(HEADERS)).style.format(formats).hide(axis="index")
    shown = shown.set_properties(subset=["name", "kind"], **{"text-align": "left"})
    shown = shown.relabel_index(list(HEADERS.values()), axis="columns")
    return (shown.set_caption(caption) if caption else shown).to_html()


def _grouped(number: int) -> str:
    """Число с неразрывными пробелами между тройками цифр."""
    return f"{number:,}".replace(",", "\u00a0")


def _product(sizes: tuple[int, ...] | None) -> str:
    return "—" if sizes is None else "\u00a0×\u00a0".join(map(str, sizes))
