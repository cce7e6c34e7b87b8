"""Типы библиотек, которые едут по проводу значениями: numpy, torch, pandas и мелочи stdlib.

Модуль подключает их лениво: пока пакет не понадобился, он не импортируется.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import pathlib
import zoneinfo
from typing import Any

from autograder.examination import gradients
from autograder.examination.wire.kinds import (
    DECODERS,
    ENCODERS,
    WireError,
    common_class,
    decodes,
    encodes,
    extension,
    name_of,
)
from autograder.examination.wire.messages import Decoder, Encoder

_ARRAY_KINDS = "?biufcmMSU"
_MAX_DIMENSIONS = 32


@extension("numpy", b"an")
def _numpy() -> None:
    import numpy

    @encodes(numpy.ndarray, b"a", mutable=True)
    def _array(encoder: Encoder, value: Any) -> None:
        plain = numpy.ndarray.view(value, numpy.ndarray)
        encoder.value(plain.shape)
        encoder.value(bool(plain.flags.writeable))
        if plain.dtype.kind == "O":
            encoder.value("O")
            encoder.value(tuple(plain.ravel().tolist()))
        else:
            described = _described(plain.dtype)
            encoder.value(described)
            plain = numpy.ascontiguousarray(plain, _plain_dtype(described))
            encoder.raw(plain.reshape(-1).view(numpy.uint8).data)

    @decodes(b"a")
    def _read_array(decoder: Decoder) -> Any:
        return decoder.fill(lambda: _build_array(decoder))

    def _build_array(decoder: Decoder) -> Any:
        shape, writeable, kind = _shape(decoder.value()), decoder.value(), decoder.value()
        if kind == "O":
            items = decoder.value()
            array = numpy.empty(len(items), dtype=object)
            for place, item in enumerate(items):
                array[place] = item
            array = array.reshape(shape)
        else:
            array = numpy.frombuffer(decoder.raw(), dtype=_plain_dtype(kind)).reshape(shape).copy()
        array.flags.writeable = bool(writeable)
        return array

    def _described(dtype: Any) -> str | list[tuple[str, str]]:
        """Тип элементов: строка или, у записи, пары «поле, тип»."""
        names = dtype.names
        return dtype.str if names is None else [(name, dtype[name].str) for name in names]

    def _plain_dtype(described: object) -> Any:
        if type(described) is list:
            return numpy.dtype([(str(name), _plain_dtype(part)) for name, part in described])
        if type(described) is not str or len(described) > 24:
            raise WireError("негодный тип элементов")
        dtype = numpy.dtype(described)
        if dtype.kind not in _ARRAY_KINDS:
            raise WireError(f"элементы типа {dtype} передать нельзя")
        return dtype

    @encodes(numpy.generic, b"n")
    def _scalar(encoder: Encoder, value: Any) -> None:
        described = _described(value.dtype)
        _plain_dtype(described)
        encoder.value(described)
        encoder.raw(numpy.generic.tobytes(value))

    @decodes(b"n")
    def _read_scalar(decoder: Decoder) -> Any:
        dtype = _plain_dtype(decoder.value())
        return numpy.frombuffer(decoder.raw(), dtype=dtype, count=1)[0]

    @encodes(numpy.dtype, b"D")
    def _dtype(encoder: Encoder, value: Any) -> None:
        encoder.value(_described(value))

    DECODERS[ord("D")] = lambda decoder: _plain_dtype(decoder.value())


@extension("torch", b"tTg")
def _torch() -> None:
    import numpy
    import torch

    names = {
        getattr(torch, name): name
        for name in dir(torch)
        if isinstance(getattr(torch, name), torch.dtype)
    }
    dtypes = {name: dtype for dtype, name in names.items()}

    @encodes(torch.Tensor, b"t", mutable=True)
    def _tensor(encoder: Encoder, value: Any) -> None:
        plain = torch.Tensor.detach(value)
        if plain.layout is not torch.strided or plain.device.type == "meta":
            raise WireError(f"тензор вида {plain.layout} на {plain.device} передать нельзя")
        plain = plain.cpu().contiguous().resolve_conj().resolve_neg()
        encoder.value(names[plain.dtype])
        encoder.value(tuple(plain.shape))
        mark = (encoder.mark or gradients.plain_mark)(value)
        encoder.value(mark)
        # Без gradа лист был бы неполон: проверки обратного прохода читают его.
        seen = value.grad if mark and value.is_leaf else None
        encoder.value(None if seen is None else seen.detach())
        encoder.raw(plain.reshape(-1).view(torch.uint8).numpy().data if plain.numel() else b"")

    @decodes(b"t")
    def _read_tensor(decoder: Decoder) -> Any:
        return decoder.fill(lambda: _build_tensor(decoder))

    def _build_tensor(decoder: Decoder) -> Any:
        dtype, shape = dtypes[decoder.value()], _shape(decoder.value())
        mark, gradient = decoder.value(), decoder.value()
        data = numpy.frombuffer(decoder.raw(), dtype=numpy.uint8).copy()
        tensor = torch.from_numpy(data).view(dtype) if data.size else torch.empty(0, dtype=dtype)
        return (decoder.tensor or gradients.plain_tensor)(mark, tensor.reshape(shape), gradient)

    @encodes(torch.dtype, b"T")
    def _dtype(encoder: Encoder, value: Any) -> None:
        encoder.value(names[value])

    DECODERS[ord("T")] = lambda decoder: dtypes[decoder.value()]

    @encodes(torch.device, b"g")
    def _device(encoder: Encoder, value: Any) -> None:
        encoder.value(str(value))

    DECODERS[ord("g")] = lambda decoder: torch.device(decoder.value())


@extension("pandas", b"FSX")
def _pandas() -> None:
    import pandas

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


@extension("scipy", b"Z")
def _scipy() -> None:
    from scipy.optimize import OptimizeResult

    @encodes(OptimizeResult, b"Z", mutable=True)
    def _result(encoder: Encoder, value: Any) -> None:
        ENCODERS[dict][1](encoder, value)

    @decodes(b"Z")
    def _read_result(decoder: Decoder) -> Any:
        return decoder.fill(lambda: OptimizeResult(decoder.pairs()))


def _shape(value: object) -> tuple[int, ...]:
    whole = type(value) is tuple and all(type(size) is int and size >= 0 for size in value)
    if not whole or len(value) > _MAX_DIMENSIONS:
        raise WireError("негодная форма массива")
    return value


@encodes(fractions.Fraction, b"/")
def _fraction(encoder: Encoder, value: fractions.Fraction) -> None:
    encoder.value(value.numerator)
    encoder.value(value.denominator)


DECODERS[ord("/")] = lambda decoder: fractions.Fraction(decoder.value(), decoder.value())


def _by_text(cls: type, tag: bytes, to_text, from_text) -> None:
    encodes(cls, tag)(lambda encoder, value: encoder.value(to_text(value)))
    DECODERS[tag[0]] = lambda decoder: from_text(decoder.value())


_by_text(decimal.Decimal, b"1", str, decimal.Decimal)
_by_text(datetime.date, b"3", datetime.date.isoformat, datetime.date.fromisoformat)
_by_text(datetime.time, b"4", datetime.time.isoformat, datetime.time.fromisoformat)
_by_text(pathlib.PurePath, b"5", str, pathlib.Path)


_by_text(zoneinfo.ZoneInfo, b"z", lambda zone: zone.key, zoneinfo.ZoneInfo)


@encodes(datetime.datetime, b"2")
def _datetime(encoder: Encoder, value: datetime.datetime) -> None:
    zone = value.tzinfo if type(value.tzinfo) is zoneinfo.ZoneInfo else None
    encoder.value(datetime.datetime.isoformat(value.replace(tzinfo=None) if zone else value))
    encoder.value(value.fold)
    encoder.value(zone)


def _datetime_of(decoder: Decoder) -> datetime.datetime:
    made = datetime.datetime.fromisoformat(decoder.value()).replace(fold=decoder.value())
    zone = decoder.value()
    return made if zone is None else made.replace(tzinfo=zone)


DECODERS[ord("2")] = _datetime_of


@encodes(datetime.timedelta, b"6")
def _timedelta(encoder: Encoder, value: datetime.timedelta) -> None:
    encoder.value((value.days, value.seconds, value.microseconds))


DECODERS[ord("6")] = lambda decoder: datetime.timedelta(*decoder.value())


@encodes(collections.Counter, b"7", mutable=True)
def _counter(encoder: Encoder, value: collections.Counter) -> None:
    ENCODERS[dict][1](encoder, value)


@encodes(collections.OrderedDict, b"8", mutable=True)
def _ordered_dict(encoder: Encoder, value: collections.OrderedDict) -> None:
    ENCODERS[dict][1](encoder, value)


@encodes(collections.defaultdict, b"0", mutable=True)
def _default_dict(encoder: Encoder, value: collections.defaultdict) -> None:
    encoder.value(value.default_factory)
    ENCODERS[dict][1](encoder, value)


def _default_dict_of(decoder: Decoder) -> collections.defaultdict:
    factory = decoder.value()
    return collections.defaultdict(factory if callable(factory) else None, decoder.pairs())


@encodes(type, b"C")
def _class(encoder: Encoder, value: type) -> None:
    encoder.value(name_of(value))


@decodes(b"C")
def _read_class(decoder: Decoder) -> type:
    found = common_class(*decoder.value())
    if found is None:
        raise WireError("такого общего класса нет")
    return found


def _counter_of(decoder: Decoder) -> collections.Counter:
    return collections.Counter(dict(decoder.pairs()))


def _ordered(decoder: Decoder) -> collections.OrderedDict:
    return collections.OrderedDict(decoder.pairs())


DECODERS[ord("7")] = lambda decoder: decoder.fill(lambda: _counter_of(decoder))
DECODERS[ord("0")] = lambda decoder: decoder.fill(lambda: _default_dict_of(decoder))
DECODERS[ord("8")] = lambda decoder: decoder.fill(lambda: _ordered(decoder))
