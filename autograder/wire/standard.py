"""Типы стандартной библиотеки на проводе: числа, время, пути, словари и классы."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import pathlib
import zoneinfo

from autograder.wire.kinds import (
    DECODERS,
    ENCODERS,
    WireError,
    common_class,
    decodes,
    encodes,
    name_of,
)
from autograder.wire.messages import Decoder, Encoder


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
    return decoder.handles.common_class(found)


def _counter_of(decoder: Decoder) -> collections.Counter:
    return collections.Counter(dict(decoder.pairs()))


def _ordered(decoder: Decoder) -> collections.OrderedDict:
    return collections.OrderedDict(decoder.pairs())


DECODERS[ord("7")] = lambda decoder: decoder.fill(lambda: _counter_of(decoder))
DECODERS[ord("0")] = lambda decoder: decoder.fill(lambda: _default_dict_of(decoder))
DECODERS[ord("8")] = lambda decoder: decoder.fill(lambda: _ordered(decoder))
