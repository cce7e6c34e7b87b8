"""Сообщение: значения одно за другим, со ссылками на уже переданное и пределами на всё."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable
from typing import Any, Protocol

from autograder.wire.kinds import DECODERS, MUTABLE, WireError, decodes, kind_of

MAX_BYTES = 64 << 20
MAX_ITEMS = 4_000_000
MAX_DEPTH = 64

_LENGTH = struct.Struct("!I")
_PACKED = {float: "d", int: "q"}
_INCOMPLETE = object()


class Handles(Protocol):
    """Как передавать то, что не является данными."""

    def describe(self, value: object) -> Any:
        """Описать объект простыми данными."""

    def resolve(self, description: Any) -> object:
        """Построить по описанию объект на своей стороне."""

    def read(self, text: str | bytes) -> None:
        """Узнать, что в сообщении есть строка или байты ``text``."""

    def common_class(self, cls: type) -> object:
        """Принять класс, названный по имени."""
        return cls


class NoHandles(Handles):
    """На этом проводе непрозрачных объектов не бывает."""

    def describe(self, value: object) -> Any:
        """Отказаться."""
        raise WireError(f"значение типа {type(value).__name__} передать нельзя")

    def resolve(self, description: Any) -> object:
        """Отказаться."""
        raise WireError("непрозрачный объект здесь не ожидается")


class Encoder:
    """Кодирует значения одного сообщения.

    ``shared`` — изменяемые объекты, уже известные собеседнику (аргументы вызова): они едут
    номерами.
    """

    def __init__(self, handles: Handles | None = None, shared: list[object] | None = None) -> None:
        self.data = bytearray()
        self.handles = handles or NoHandles()
        self.objects: list[object] = list(shared or ())
        self.mark: Callable[[Any], tuple] | None = None  # как помечать тензоры
        self._numbers = {id(value): number for number, value in enumerate(self.objects)}
        self._open: set[int] = set()
        self._depth = 0
        self._items = 0

    def value(self, value: object) -> None:
        """Дописать значение."""
        self._items += 1
        if len(self.data) > MAX_BYTES or self._items > MAX_ITEMS:
            raise WireError(f"значение больше {MAX_BYTES >> 20} МиБ или {MAX_ITEMS} элементов")
        found = kind_of(value)
        if found is None:
            self._opaque(value)
            return
        tag, function = found
        number = self._numbers.get(id(value)) if tag in MUTABLE else None
        if number is not None:
            self._reference(number)
            return
        if tag in MUTABLE:
            self._number(value)
        self._nested(tag, function, value)

    def content(self, value: object) -> None:
        """Дописать содержимое изменяемого объекта, даже если он уже известен собеседнику."""
        tag, function = kind_of(value)
        self.objects.append(None)  # раскодировщик займёт номер под этот объект
        self._nested(tag, function, value)

    def allow_cycles(self, value: object) -> None:
        """Разрешить внутри ``value`` ссылки на него самого."""
        self._open.discard(id(value))

    def raw(self, data: bytes | memoryview) -> None:
        """Дописать длину и байты."""
        if len(self.data) + len(data) > MAX_BYTES:
            raise WireError(f"значение больше {MAX_BYTES >> 20} МиБ")
        self.data += _LENGTH.pack(len(data))
        self.data += data

    def length(self, count: int) -> None:
        """Дописать число элементов."""
        if count > MAX_ITEMS:
            raise WireError(f"больше {MAX_ITEMS} элементов")
        self.data += _LENGTH.pack(count)

    def several(self, items: list) -> None:
        """Дописать число элементов и сами элементы; одинаковые числа — подряд, это быстрее."""
        self.length(len(items))
        kinds = set(map(type, items))
        code = _PACKED.get(kinds.pop()) if len(kinds) == 1 else None
        if code is None or not self._packed(code, items):
            self.data += b"*"
            for item in items:
                self.value(item)

    def _packed(self, code: str, items: list) -> bool:
        try:
            packed = array(code, items)
        except OverflowError:
            return False
        self.data += code.encode()
        self.raw(memoryview(packed).cast("B"))
        return True

    def _nested(self, tag: bytes, function, value: object) -> None:
        if self._depth >= MAX_DEPTH:
            raise WireError(f"вложенность больше {MAX_DEPTH}")
        self._depth += 1
        self._open.add(id(value))
        self.data += tag
        function(self, value)
        self._open.discard(id(value))
        self._depth -= 1

    def _reference(self, number: int) -> None:
        if id(self.objects[number]) in self._open:
            raise WireError("объект содержит сам себя")
        self.data += b"@" + _LENGTH.pack(number)

    def _number(self, value: object) -> None:
        self._numbers[id(value)] = len(self.objects)
        self.objects.append(value)

    def _opaque(self, value: object) -> None:
        description = self.handles.describe(value)
        self._nested(b"H", Encoder.value, description)


class Decoder:
    """Раскодирует одно сообщение; негодные байты дают :class:`WireError` и ничего больше."""

    def __init__(
        self,
        data: bytes | bytearray,
        handles: Handles | None = None,
        shared: list[object] | None = None,
    ) -> None:
        self.data = memoryview(data)
        self.position = 0
        self.handles = handles or NoHandles()
        self.objects: list[object] = list(shared or ())
        self.tensor: Callable[[Any, Any, Any], Any] | None = None  # как строить помеченные тензоры
        self._depth = 0
        self._items = 0

    def value(self) -> Any:
        """Прочитать следующее значение."""
        self._items += 1
        if self._items > MAX_ITEMS or self._depth >= MAX_DEPTH:
            raise WireError("слишком много элементов или слишком глубоко")
        decode = DECODERS.get(self.take(1)[0])
        if decode is None:
            raise WireError("неизвестный вид значения")
        self._depth += 1
        try:
            return decode(self)
        except WireError:
            raise
        except Exception as error:
            raise WireError(f"испорченное значение: {type(error).__name__}") from error
        finally:
            self._depth -= 1

    def take(self, count: int) -> memoryview:
        """Прочитать ``count`` байтов."""
        end = self.position + count
        if end > len(self.data):
            raise WireError("кадр обрывается")
        part = self.data[self.position : end]
        self.position = end
        return part

    def length(self) -> int:
        """Прочитать число элементов: каждый займёт хотя бы байт."""
        count = _LENGTH.unpack(self.take(4))[0]
        if count > len(self.data) - self.position:
            raise WireError("обещано больше элементов, чем байтов")
        return count

    def raw(self) -> memoryview:
        """Прочитать длину и столько же байтов."""
        return self.take(_LENGTH.unpack(self.take(4))[0])

    def keep(self, value: Any) -> Any:
        """Запомнить изменяемый объект под очередным номером."""
        self.objects.append(value)
        return value

    def fill(self, build: Callable[[], Any]) -> Any:
        """Построить вместилище под очередным номером; сослаться на него можно лишь потом."""
        number = len(self.objects)
        self.objects.append(_INCOMPLETE)
        self.objects[number] = value = build()
        return value

    def several(self) -> list:
        """Прочитать число элементов и сами элементы."""
        count, code = self.length(), chr(self.take(1)[0])
        if code not in _PACKED.values():
            return [self.value() for _ in range(count)]
        self._items += count
        packed = self.raw()
        if len(packed) != count * array(code).itemsize or self._items > MAX_ITEMS:
            raise WireError("чисел не столько, сколько обещано")
        return array(code, bytes(packed)).tolist()

    def pairs(self) -> list[tuple]:
        """Прочитать число пар и сами пары."""
        return [(self.value(), self.value()) for _ in range(self.length())]

    def text(self) -> str:
        """Прочитать строку."""
        text = str(self.raw(), "utf-8", "surrogatepass")
        self.handles.read(text)
        return text

    def known(self) -> object:
        """Прочитать номер уже переданного объекта; вернуть сам объект."""
        number = _LENGTH.unpack(self.take(4))[0]
        if number >= len(self.objects) or self.objects[number] is _INCOMPLETE:
            raise WireError("ссылка на неизвестный или недостроенный объект")
        return self.objects[number]

    def opaque(self) -> object:
        """Прочитать описание непрозрачного объекта; построить по нему свой."""
        return self.handles.resolve(self.value())

    def finish(self) -> None:
        """Проверить, что сообщение прочитано до конца."""
        if self.position != len(self.data):
            raise WireError("лишние байты в конце")


decodes(b"@")(Decoder.known)
decodes(b"s")(Decoder.text)
decodes(b"H")(Decoder.opaque)


def dumps(value: object, handles: Handles | None = None) -> bytes:
    """Закодировать одно значение."""
    encoder = Encoder(handles)
    encoder.value(value)
    return bytes(encoder.data)


def loads(data: bytes | bytearray, handles: Handles | None = None) -> Any:
    """Раскодировать одно значение.

    Raises
    ------
    WireError
        Байты испорчены.
    """
    decoder = Decoder(data, handles)
    value = decoder.value()
    decoder.finish()
    return value
