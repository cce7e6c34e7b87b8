"""Таблицы, столбцы и индексы pandas на проводе."""

from __future__ import annotations

from typing import Any

import pandas

from autograder.wire.kinds import decodes, encodes
from autograder.wire.messages import Decoder, Encoder


@encodes(pandas.Index, b"X")
def _index(encoder: Encoder, value: Any) -> None:
    encoder.value([list(level) for level in value] if value.nlevels > 1 else value.tolist())
    encoder.value(list(value.names))


@decodes(b"X")
def _read_index(decoder: Decoder) -> Any:
    labels, names = decoder.value(), decoder.value()
    if len(names) > 1:
        return pandas.MultiIndex.from_tuples([tuple(label) for label in labels], names=names)
    return pandas.Index(labels, name=names[0])


@encodes(pandas.Series, b"S", mutable=True)
def _series(encoder: Encoder, value: Any) -> None:
    _column(encoder, value)
    encoder.value(value.name)
    encoder.value(value.index)


@decodes(b"S")
def _read_series(decoder: Decoder) -> Any:
    return decoder.fill(lambda: _build_series(decoder))


def _build_series(decoder: Decoder) -> Any:
    column, name, index = _read_column(decoder), decoder.value(), decoder.value()
    return pandas.Series(column, name=name, index=index)


@encodes(pandas.DataFrame, b"F", mutable=True)
def _frame(encoder: Encoder, value: Any) -> None:
    encoder.value(value.index)
    encoder.value(value.columns)
    for place in range(value.shape[1]):
        _column(encoder, value.iloc[:, place])


@decodes(b"F")
def _read_frame(decoder: Decoder) -> Any:
    return decoder.fill(lambda: _build_frame(decoder))


def _build_frame(decoder: Decoder) -> Any:
    index, columns = decoder.value(), decoder.value()
    parts = [pandas.Series(_read_column(decoder), index=index) for _ in columns]
    frame = pandas.concat(parts, axis=1) if parts else pandas.DataFrame(index=index)
    frame.columns = columns
    return frame


def _column(encoder: Encoder, column: Any) -> None:
    encoder.value(str(column.dtype))
    kind = getattr(column.dtype, "kind", "O")
    encoder.value(column.to_numpy() if kind in "biufc" else column.tolist())


def _read_column(decoder: Decoder) -> Any:
    dtype, items = decoder.value(), decoder.value()
    return pandas.array(items, dtype=dtype) if type(items) is list else items
