"""Непрозрачные объекты: номера вместо значений.

Хозяин объекта держит его под номером и описывает класс: имя, родословную и то, какие операции
класс умеет. Собеседник строит по описанию посредника (:mod:`autograder.exam.peers.proxies`).
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from autograder.exam.peers import doubles, proxies
from autograder.exam.peers.as_data import is_heir
from autograder.exam.peers.class_info import FORWARDED, ClassInfo
from autograder.exam.peers.gradients import Gradients
from autograder.wire import Handles, WireError

_MAX_EXPORTS = 200_000


class PeerGone(BaseException):
    """Собеседник погиб или прерван: ``reason`` — ``killed``, ``timeout`` или ``refused``.

    Не ``Exception``, чтобы проверка с ``except Exception`` не приняла гибель за ответ.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Policy:
    """Чему верить в присланном; здесь — как студент: всему."""

    trusting = True  # брать ли исключения собеседника за настоящие, а не за двойников

    def compares(self, class_name: str, operation: str) -> bool:
        """Вправе ли объект собеседника сравнивать сам."""
        return True

    def silences(self) -> bool:
        """Вправе ли ``with`` чужого объекта гасить исключения своего тела."""
        return True

    def ends_at_once(self) -> None:
        """Обход чужого объекта кончился, не начавшись."""

    def returns_own(self, value: object) -> object:
        """Принять назад свой объект."""
        return value

    def claim(self, info: ClassInfo) -> type:
        """За объект какого класса выдать присланное."""
        return info.known()

    def data(self, number: int, kind: str, info: ClassInfo) -> tuple[object, ...]:
        """Данные вместо присланного объекта, если объекту здесь не место."""
        return ()

    def common_class(self, cls: type) -> object:
        """Принять класс, названный по имени."""
        return cls

    def exception(self, info: ClassInfo) -> type[BaseException]:
        """Какому исключению верить."""
        known = info.known()
        return known if issubclass(known, BaseException) else Exception

    def hear(self, text: str | bytes) -> None:
        """Узнать, какой текст пришёл."""


@dataclass(frozen=True)
class Opaque:
    """Отдать собеседнику объектом то, что поехало бы данными."""

    target: object


class Exports(Handles):
    """Объекты, отданные собеседнику, и посредники полученных от него."""

    def __init__(self, remote: Any, policy: Policy) -> None:
        self._remote = remote
        self.policy = policy
        self._objects: dict[int, object] = {}
        self._numbers: dict[int, int] = {}
        self._classes: dict[int, tuple[int, tuple, type]] = {}
        self._last = 0
        self._received: WeakValueDictionary[int, object] = WeakValueDictionary()
        self._known_classes: dict[int, ClassInfo] = {}
        self._exceptions: dict[int, type] = {}
        self.gradients = Gradients(self)
        self.dropped: list[int] = []
        self.closed = False
        self.lend: Callable[[int, str, object], None] = lambda number, name, value: None
        self._advanced: set[int] = set()  # обходы, которые уже что-то дали

    def read(self, text: str | bytes) -> None:
        """Узнать, что в сообщении есть строка или байты ``text``."""
        self.policy.hear(text)

    def common_class(self, cls: type) -> object:
        """Принять класс, названный по имени."""
        return self.policy.common_class(cls)

    def request(self, operation: str, *parameters: object) -> Any:
        """Передать просьбу посредника хозяину, если тот ещё жив."""
        if self.closed:
            raise PeerGone("killed")
        try:
            found = self._remote.request(operation, *parameters)
        except StopIteration as stop:
            if operation != "special" or parameters[1] not in proxies.ENDING:
                # Иначе кончился бы ``zip`` или ``map`` самой проверки, а с ним и она.
                raise RuntimeError("решение вызвало исключение StopIteration") from stop
            if parameters[0] not in self._advanced:
                self.policy.ends_at_once()
            raise
        if operation == "special" and parameters[1] in proxies.ENDING:
            self._advanced.add(parameters[0])
        return found

    def describe(self, value: object) -> tuple:
        """Описать свой объект номером; чужого посредника — вернуть хозяину под его номером."""
        if type(value) is Opaque:
            value = value.target
        if (number := proxies.number_of(value)) is not None:
            return ("own", number)
        kind = _kind(value)
        number = self.number(value)
        if kind == "class":
            exception = issubclass(value, BaseException)
            own = doubles.exception_bases if exception else proxies.class_operations
            return ("their", number, kind, *self._class(value), own(value))
        return ("their", number, kind, *self._class(type(value)), ())

    def resolve(self, description: object) -> object:
        """Найти свой объект по номеру или построить посредника чужого."""
        match description:
            case ("own", int(number)) if number in self._objects:
                return self.policy.returns_own(self._objects[number])
            case ("their", int(number), str(kind), int(class_number), tuple(info), tuple(own)):
                return self._receive(number, kind, class_number, info, own)
        raise WireError("негодное описание объекта")

    def object(self, number: object) -> object:
        """Свой объект по номеру."""
        if number not in self._objects:
            raise WireError("объекта с таким номером нет")
        return self._objects[number]

    def release(self, numbers: object) -> None:
        """Забыть объекты, посредников которых собеседник больше не держит."""
        for number in numbers:
            value = self._objects.pop(number, None)
            self._numbers.pop(id(value), None)
            self.gradients.forget(number)

    def take_dropped(self) -> tuple[int, ...]:
        """Номера чужих объектов, чьи посредники здесь умерли."""
        dropped = tuple(number for number in self.dropped if not self._holds(number))
        self.dropped.clear()
        return dropped

    def _holds(self, number: int) -> bool:
        return number in self._received or self.gradients.holds(number)

    def number(self, value: object) -> int:
        """Номер своего объекта; новому объекту — новый."""
        if (number := self._numbers.get(id(value))) is not None:
            return number
        if len(self._objects) >= _MAX_EXPORTS:
            raise WireError("слишком много объектов")
        self._last += 1
        self._objects[self._last] = value
        self._numbers[id(value)] = self._last
        return self._last

    def _class(self, cls: type) -> tuple[int, tuple]:
        """Номер и описание класса. Номер не из ``_objects``: сам класс собеседнику не отдан."""
        if id(cls) not in self._classes:  # класс лежит тут же, и его id никому не достанется
            number = len(self._classes) + 1
            self._classes[id(cls)] = number, ClassInfo.of(cls).plain(), cls
        return self._classes[id(cls)][:2]

    def _receive(
        self, number: int, kind: str, class_number: int, info: object, own: tuple
    ) -> object:
        class_info = self._known_classes.get(class_number)
        if class_info is None or class_info.plain() != info:
            class_info = ClassInfo.from_plain(info)
            self._known_classes[class_number] = class_info
        if kind == "class" and class_info.is_exception:
            return self._exception_class(number, class_info, own)
        known = self._received.get(number)
        if given := self.policy.data(number, kind, class_info):
            self.dropped += [] if known else [number]
            return given[0]
        if known is not None:
            return known
        claim = self.policy.claim(class_info)
        link = proxies.Link(self, number, kind, class_info, FORWARDED & frozenset(own), claim)
        if kind == "coroutine":
            return _local_coroutine(proxies.make(link), self, number)
        self._received[number] = made = proxies.make(link)
        return made

    def _exception_class(self, number: int, info: ClassInfo, bases: tuple) -> type:
        if self.policy.trusting and info.known().__name__ == info.name:
            return info.known()
        if number not in self._exceptions:
            made = doubles.make_exception_class(number, self.policy.exception(info), info, bases)
            trusting = self.policy.trusting
            self._exceptions[number] = made if trusting else doubles.enliven(made, self)
        return self._exceptions[number]


async def _local_coroutine(proxy: object, exports: Exports, number: int) -> Any:
    """Сопрограмма, которую хозяин исполнит у себя; ``proxy`` держит её живой."""
    return exports.request("await", number)


def _kind(value: object) -> str:
    kind = type(value)
    for base, name in (
        (type, "class"),
        (types.FunctionType, "function"),
        (types.BuiltinFunctionType, "builtin"),
        (types.MethodType, "method"),
        (types.GeneratorType, "generator"),
        (types.CoroutineType, "coroutine"),
    ):
        if issubclass(kind, base):
            return name
    if is_heir(value):
        return "heir"
    return "coroutine" if kind.__name__ == "async_generator_asend" else "object"
