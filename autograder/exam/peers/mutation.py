"""Изменения на месте: что вызванный код сделал с аргументами, видит и вызвавший."""

from __future__ import annotations

import copy
from collections import deque
from contextlib import suppress

from autograder.exam.peers.shared_classes import is_shared, set_state, state_of
from autograder.wire import Decoder, Encoder, Handles, WireError, dumps
from autograder.wire.plain import pairs_of

_UNKNOWN = object()


class Snapshot:
    """Содержимое изменяемых объектов до вызова.

    Вложенные объекты пронумерованы сами, поэтому у вместилища достаточно запомнить, какие
    именно объекты в нём лежат.
    """

    def __init__(self, objects: list[object]) -> None:
        self.objects = objects
        self._before = [content_of(value) for value in objects]

    def changed(self) -> list[int]:
        """Номера объектов, содержимое которых изменилось."""
        pairs = zip(self.objects, self._before, strict=True)
        return [
            number
            for number, (value, before) in enumerate(pairs)
            if before is not _UNKNOWN and not _same(content_of(value), before)
        ]


def encode_changes(encoder: Encoder, snapshot: Snapshot) -> None:
    """Дописать к ответу новое содержимое изменившихся объектов; непередаваемое пропустить."""
    sound = [number for number in snapshot.changed() if _encodable(encoder, snapshot, number)]
    encoder.value(tuple(sound))
    for number in sound:
        encoder.content(snapshot.objects[number])


def read_changes(decoder: Decoder, known: int) -> dict[int, object]:
    """Прочитать номера изменившихся из ``known`` объектов и то, на что они похожи теперь."""
    numbers = decoder.value()
    if type(numbers) is not tuple:
        raise WireError("ожидался список изменившихся объектов")
    if not all(type(number) is int and 0 <= number < known for number in numbers):
        raise WireError("изменился неизвестный объект")
    return {number: decoder.value() for number in numbers}


def duplicate(value: object) -> object:
    """Копия, по которой :func:`replace_content` вернёт прежнее содержимое."""
    if not getattr(value, "is_leaf", True):  # посреди графа тензор целиком не копируется
        return value.detach().clone()
    whole = type(value).__module__.startswith(("torch", "pandas"))
    return copy.deepcopy(value) if whole else copy.copy(value)


def same_content(one: object, other: object) -> bool:
    """Одинаково ли содержимое; непрозрачное считается разным."""
    try:
        return type(one) is type(other) and dumps(one) == dumps(other)
    except WireError:
        return False


def replace_content(target: object, new: object) -> None:
    """Сделать содержимое ``target`` таким же, как у ``new``, если вид и форма совпадают."""
    if type(target) is not type(new):
        return
    if isinstance(target, list | bytearray):
        target[:] = new
    elif isinstance(target, dict | set | deque):
        target.clear()
        getattr(target, "extend" if isinstance(target, deque) else "update")(new)
    elif is_shared(target):
        set_state(target, state_of(new))
    elif type(target).__module__.startswith("torch"):
        _replace_tensor(target, new)
    elif type(target).__module__.startswith("pandas"):
        target._update_inplace(new)
    elif getattr(target, "shape", None) == getattr(new, "shape", _UNKNOWN):
        with suppress(ValueError):  # массив защищён от записи: студент менял свою копию
            target[...] = new


def _replace_tensor(target, new) -> None:
    if target.shape == new.shape and target.dtype == new.dtype:
        target.data.copy_(new.data)
        target.grad = new.grad if new.is_leaf else None


def _encodable(encoder: Encoder, snapshot: Snapshot, number: int) -> bool:
    trial = Encoder(encoder.handles, encoder.objects)
    try:
        trial.content(snapshot.objects[number])
    except WireError:
        return False
    return True


def content_of(value: object) -> object:
    kind = type(value)
    if kind in (list, deque):
        return [id(item) for item in value], list(value)
    if isinstance(value, dict):
        pairs = pairs_of(value)
        return [(id(key), id(item)) for key, item in pairs], pairs
    if kind is set:
        return {id(item) for item in value}, list(value)
    if kind is bytearray:
        return bytes(value), None
    return _dense_content(value)


def _dense_content(value: object) -> object:
    encoder = Encoder(_Ignored())
    try:
        encoder.content(value)
    except WireError:
        return _UNKNOWN
    return bytes(encoder.data), None


class _Ignored(Handles):
    """Сравнение содержимого: непрозрачные объекты различаются только тем, кто они."""

    def describe(self, value: object) -> int:
        return id(value)

    def resolve(self, description: object) -> object:
        raise WireError("снимки не раскодируются")


def _same(now: object, before: object) -> bool:
    # Вторая половина лишь держит объекты живыми, чтобы их id не достались другим.
    return now is not _UNKNOWN and now[0] == before[0]
