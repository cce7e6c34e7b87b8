"""Массивы, скаляры и типы элементов numpy на проводе."""

from __future__ import annotations

from typing import Any

import numpy

from autograder.wire.kinds import DECODERS, WireError, decodes, encodes
from autograder.wire.messages import Decoder, Encoder

_ARRAY_KINDS = "?biufcmMSU"
_MAX_DIMENSIONS = 32


def sound_shape(value: object) -> tuple[int, ...]:
    """Форма массива, если это она."""
    whole = type(value) is tuple and all(type(size) is int and size >= 0 for size in value)
    if not whole or len(value) > _MAX_DIMENSIONS:
        raise WireError("негодная форма массива")
    return value


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
    shape, writeable, kind = sound_shape(decoder.value()), decoder.value(), decoder.value()
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
