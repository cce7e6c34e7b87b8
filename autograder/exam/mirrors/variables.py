"""Переменные, общие для двух ядер: кто и что в них поменял."""

from __future__ import annotations

from typing import Any

from autograder.exam.peers.mutation import content_of
from autograder.wire import (
    ENCODERS,
    MUTABLE,
    Handles,
    WireError,
    dumps,
    libraries,  # noqa: F401 — подключает типы библиотек
)

MISSING = object()
_WATCHED_BYTES = 1 << 20
_MAX_LENT = 32
_CONTAINERS = (list, dict, set)
_TENSOR = b"t"  # за параметрами следят их двойники


class Watch:
    """Следит за именами в пространстве имён: какие с прошлого раза исчезли или изменились."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._seen: dict[str, tuple[object, object]] = {}
        self._shallow: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._seen

    def remember(self, name: str) -> None:
        """Считать нынешнее значение имени известным собеседнику."""
        value = self._namespace.get(name, MISSING)
        self._seen[name] = (value, self._fingerprint(name, value))

    def remember_shallow(self, name: str) -> None:
        """То же, но замечать лишь новый объект под именем и перемены в простых вместилищах."""
        self._shallow.add(name)
        self.remember(name)

    def _fingerprint(self, name: str, value: object) -> object:
        if name in self._shallow and type(value) not in _CONTAINERS:
            return None
        return _fingerprint(value)

    def forget(self, name: str) -> None:
        """Больше не следить за именем."""
        self._seen.pop(name, None)

    def rebound(self) -> list[str]:
        """Имена, под которыми теперь другой объект (или ничего)."""
        return [
            name
            for name, (value, _) in self._seen.items()
            if self._namespace.get(name, MISSING) is not value
        ]

    def changed(self) -> tuple[dict[str, Any], list[str]]:
        """Новые значения изменившихся имён и список исчезнувших; запомнить их."""
        values_now: dict[str, Any] = {}
        gone: list[str] = []
        for name, (value, fingerprint) in list(self._seen.items()):
            now = self._namespace.get(name, MISSING)
            if now is value and self._fingerprint(name, now) == fingerprint:
                continue
            self.remember(name)
            if now is MISSING:
                gone.append(name)
            else:
                values_now[name] = now
        return values_now, gone


class Lent:
    """Списки и прочие вместилища, взятые из атрибутов чужих объектов: ``stack.items.append(1)``."""

    def __init__(self, handles: Handles) -> None:
        self._handles = handles
        self._seen: dict[tuple[int, str], tuple[object, bytes]] = {}

    def remember(self, number: int, name: str, value: object) -> None:
        """Считать нынешнее содержимое известным хозяину."""
        tag, _ = ENCODERS.get(type(value), (None, None))
        small = getattr(value, "nbytes", 0) <= _WATCHED_BYTES
        if tag in MUTABLE and tag != _TENSOR and small and not name.startswith("__"):
            content = self._content(value)
            if 0 < len(content) <= _WATCHED_BYTES:
                self._seen.pop((number, name), None)
                self._seen[number, name] = value, content
        if len(self._seen) > _MAX_LENT:  # взятое раньше уже известно хозяину
            del self._seen[next(iter(self._seen))]

    def changes(self) -> list[tuple[int, str, object]]:
        """Изменившееся с прошлого раза: номер объекта, атрибут, значение."""
        found = []
        for (number, name), (value, before) in list(self._seen.items()):
            if self._content(value) != before:
                self.remember(number, name, value)
                found.append((number, name, value))
        return found

    def clear(self) -> None:
        """Забыть всё."""
        self._seen.clear()

    def _content(self, value: object) -> bytes:
        try:
            return dumps(value, self._handles)
        except WireError:
            return b""


def _fingerprint(value: object) -> object:
    tag, _ = ENCODERS.get(type(value), (None, None))
    if tag not in MUTABLE or getattr(value, "nbytes", 0) > _WATCHED_BYTES:
        return None
    content = content_of(value)
    return content[0] if type(content) is tuple else None
