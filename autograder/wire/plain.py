"""Встроенные типы Python на проводе."""

from __future__ import annotations

import re
import struct
from collections import OrderedDict, deque, namedtuple
from types import TracebackType

from autograder.wire.kinds import (
    DECODERS,
    ENCODERS,
    NamedTuple,
    WireError,
    decodes,
    encodes,
)
from autograder.wire.messages import Decoder, Encoder

MAX_INTEGER_BYTES = 1 << 16

_FLOAT = struct.Struct("!d")
_COMPLEX = struct.Struct("!dd")
_FIELD = re.compile(r"[^\W\d]\w{0,63}")


@encodes(type(None), b"N")
def _none(encoder: Encoder, value: None) -> None:
    pass


@encodes(bool, b"?")
def _bool(encoder: Encoder, value: bool) -> None:
    encoder.data.append(value)


@encodes(int, b"i")
def _int(encoder: Encoder, value: int) -> None:
    value = int.__int__(value)
    size = value.bit_length() // 8 + 1
    if size > MAX_INTEGER_BYTES:
        raise WireError(f"целое длиннее {MAX_INTEGER_BYTES} байт")
    encoder.raw(value.to_bytes(size, "big", signed=True))


@encodes(float, b"f")
def _float(encoder: Encoder, value: float) -> None:
    encoder.data += _FLOAT.pack(value)


@encodes(complex, b"c")
def _complex(encoder: Encoder, value: complex) -> None:
    encoder.data += _COMPLEX.pack(complex.real.__get__(value), complex.imag.__get__(value))


@encodes(str, b"s")
def _str(encoder: Encoder, value: str) -> None:
    encoder.raw(str.encode(value, "utf-8", "surrogatepass"))


@encodes(bytes, b"b")
def _bytes(encoder: Encoder, value: bytes) -> None:
    encoder.raw(memoryview(value))


@encodes(bytearray, b"B", mutable=True)
def _bytearray(encoder: Encoder, value: bytearray) -> None:
    encoder.raw(memoryview(value))


@encodes(range, b"r")
def _range(encoder: Encoder, value: range) -> None:
    for part in (value.start, value.stop, value.step):
        encoder.value(part)


@encodes(slice, b":")
def _slice(encoder: Encoder, value: slice) -> None:
    for part in (value.start, value.stop, value.step):
        encoder.value(part)


@encodes(type(...), b".")
def _ellipsis(encoder: Encoder, value: object) -> None:
    pass


@encodes(type(NotImplemented), b"!")
def _not_implemented(encoder: Encoder, value: object) -> None:
    pass


def _sequence(cls: type):
    return lambda encoder, value: encoder.several(list(cls.__iter__(value)))


encodes(tuple, b"(")(_sequence(tuple))
encodes(list, b"[", mutable=True)(_sequence(list))
encodes(set, b"{", mutable=True)(_sequence(set))
encodes(frozenset, b"<")(_sequence(frozenset))


@encodes(deque, b"q", mutable=True)
def _deque(encoder: Encoder, value: deque) -> None:
    encoder.value(deque.maxlen.__get__(value))
    encoder.several(list(deque.__iter__(value)))


@decodes(b"q")
def _read_deque(decoder: Decoder) -> deque:
    limit = decoder.value()
    return decoder.fill(lambda: deque(decoder.several(), limit))


@encodes(TracebackType, b"N")
def _traceback(encoder: Encoder, value: TracebackType) -> None:
    """Кадры чужого процесса не передаются: ``__exit__`` получит None."""


@encodes(memoryview, b"M")
def _memoryview(encoder: Encoder, value: memoryview) -> None:
    encoder.value((value.format, value.shape))
    encoder.raw(value.tobytes())


@decodes(b"M")
def _read_memoryview(decoder: Decoder) -> memoryview:
    form, shape = decoder.value()
    return memoryview(bytes(decoder.raw())).cast("B").cast(form, shape)


@encodes(NamedTuple, b"9")
def _named_tuple(encoder: Encoder, value: tuple) -> None:
    encoder.value(type(value).__name__)
    encoder.value(type(value)._fields)
    ENCODERS[tuple][1](encoder, value)


@decodes(b"9")
def _read_named_tuple(decoder: Decoder) -> tuple:
    name, fields = decoder.value(), decoder.value()
    sound = all(type(text) is str and _FIELD.fullmatch(text) for text in (name, *fields))
    if not sound:
        raise WireError("негодные имена полей")
    return namedtuple(name, fields, rename=True)(*decoder.several())


def pairs_of(value: dict) -> list[tuple]:
    """Пары словаря в его порядке: ``OrderedDict`` хранит свой отдельно от ``dict``."""
    return list((OrderedDict if isinstance(value, OrderedDict) else dict).items(value))


@encodes(dict, b"d", mutable=True)
def _dict(encoder: Encoder, value: dict) -> None:
    items = pairs_of(value)
    encoder.length(len(items))
    for key, item in items:
        encoder.value(key)
        encoder.value(item)


DECODERS[ord("N")] = lambda decoder: None
DECODERS[ord(".")] = lambda decoder: ...
DECODERS[ord("!")] = lambda decoder: NotImplemented
DECODERS[ord("?")] = lambda decoder: decoder.take(1)[0] != 0
DECODERS[ord("f")] = lambda decoder: _FLOAT.unpack(decoder.take(8))[0]
DECODERS[ord("c")] = lambda decoder: complex(*_COMPLEX.unpack(decoder.take(16)))
DECODERS[ord("B")] = lambda decoder: decoder.keep(bytearray(decoder.raw()))
DECODERS[ord("(")] = lambda decoder: tuple(decoder.several())
DECODERS[ord("<")] = lambda decoder: frozenset(decoder.several())
DECODERS[ord("[")] = lambda decoder: decoder.fill(decoder.several)
DECODERS[ord("{")] = lambda decoder: decoder.fill(lambda: set(decoder.several()))
DECODERS[ord("d")] = lambda decoder: decoder.fill(lambda: dict(decoder.pairs()))


@decodes(b"b")
def _read_bytes(decoder: Decoder) -> bytes:
    found = bytes(decoder.raw())
    decoder.handles.read(found)
    return found


@decodes(b"i")
def _read_int(decoder: Decoder) -> int:
    data = decoder.raw()
    if len(data) > MAX_INTEGER_BYTES:
        raise WireError("слишком длинное целое")
    return int.from_bytes(data, "big", signed=True)


@decodes(b"r")
def _read_range(decoder: Decoder) -> range:
    return range(*(decoder.value() for _ in range(3)))


@decodes(b":")
def _read_slice(decoder: Decoder) -> slice:
    return slice(*(decoder.value() for _ in range(3)))
