"""Собеседник экзаменатора: исполняет его просьбы над объектами студента."""

from __future__ import annotations

import asyncio
import copy
import importlib
import os
import sys
import warnings
from contextlib import suppress
from typing import Any

from autograder.exam.kernel.cells import Kernel
from autograder.exam.kernel.outputs import finished
from autograder.exam.mirrors import figures, randomness, surroundings
from autograder.exam.mirrors.variables import MISSING, Watch
from autograder.exam.mirrors.work_files import Exchange
from autograder.exam.peers.as_data import as_data, is_heir
from autograder.exam.peers.class_info import ClassInfo
from autograder.exam.peers.introspection import describing
from autograder.exam.peers.mutation import replace_content
from autograder.exam.peers.object_table import Opaque, Policy
from autograder.exam.peers.rpc import Peer
from autograder.exam.student import interpreting
from autograder.wire import WireError, dumps
from autograder.wire.channel import Channel

_MAX_WARNINGS = 100


class StudentPeer(Peer):
    """Исполняет просьбы экзаменатора над объектами студента."""

    def __init__(self, channel: Channel, kernel: Kernel) -> None:
        super().__init__(channel, Policy())
        self.kernel = kernel
        self.namespace = kernel.namespace
        self.watch = Watch(self.namespace)
        self.files = Exchange(os.getcwd())
        self._figures: tuple[int, ...] = ()
        self._warned: list[warnings.WarningMessage] = []
        self._replaced: dict[str, Any] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._filters = list(warnings.filters)
        self.opened: set[str] = set()

    def serve(self, operation: str, parameters: tuple) -> Any:
        """Исполнить одну просьбу; неизвестная — ошибка."""
        return getattr(self, f"_do_{operation}")(*parameters)

    def answer(self, data: bytearray) -> None:
        """Исполнить просьбу, запомнив предупреждения для того, кто просил."""
        outer = self._warned
        with warnings.catch_warnings(record=True) as self._warned:
            if warnings.filters == self._filters:  # что показывать, решает проверка
                warnings.simplefilter("always")
            super().answer(data)
        self._warned = outer

    def outgoing(self) -> dict:
        """Приложить вывод, изменившиеся переменные, файлы и список рисунков."""
        values, gone = self.watch.changed()
        attached = {
            "outputs": finished(self.kernel.outputs.take()),
            "values": self._sendable(values),
            "gone": gone,
            "read": sorted(self.opened),
            "files": self.files.changes(),
            "warnings": [_plain_warning(message) for message in self._warned[:_MAX_WARNINGS]],
        }
        self._warned.clear()
        self.opened.clear()
        if (opened := figures.open_figures()) != self._figures:
            attached["figures"] = self._figures = opened
        return {name: value for name, value in attached.items() if value or name == "figures"}

    def incoming(self, attached: dict) -> None:
        """Принять подмены имён, файлы и состояние генераторов."""
        for name, value in attached.get("bind", {}).items():
            self._replace(name, value)
        for name in attached.get("unbind", ()):
            self._replace(name, MISSING)
        if "files" in attached:
            self.files.apply(attached["files"])
        surroundings.adopt(attached)
        for number, name, value in attached.get("lent", ()):
            replace_content(getattr(self.exports.object(number), name), value)
        randomness.restore(attached.get("random", {}))

    def _replace(self, name: str, value: object) -> None:
        self._replaced.setdefault(name, self.namespace.get(name, MISSING))
        self._put(name, value)

    def _put(self, name: str, value: object) -> None:
        if value is MISSING:
            self.namespace.pop(name, None)
        else:
            self.namespace[name] = value
        if name in self.watch:
            self.watch.remember(name)

    def _sendable(self, values: dict[str, Any]) -> dict[str, bytes]:
        """Закодировать переменные: каждую экзаменатор принимает отдельно."""
        sound: dict[str, bytes] = {}
        for name, value in values.items():
            with suppress(WireError, MemoryError):  # память могло занять само решение
                sound[name] = dumps(_whole(value), self.exports)
        return sound

    def ask(self, prompt: object = "") -> str:
        if not self.depth:
            raise EOFError("ввод с клавиатуры при проверке недоступен")
        return self.request("input", str(prompt))

    def read_line(self) -> str:
        """Строка ввода, который подставила проверка."""
        return self.request("readline") if self.depth else ""

    def _do_name(self, name: str) -> tuple:
        self.watch.remember(name)
        return (_whole(self.namespace[name]),) if name in self.namespace else ()

    def _do_data(self, number: int) -> tuple[str, Any] | None:
        return as_data(self.exports.object(number))

    def _do_hold(self, module: str, name: str) -> Any:
        return Opaque(getattr(importlib.import_module(module), name))

    def _do_interpret(self, name: str, text: str, variables: dict, explicit: bool) -> Any:
        return interpreting.interpret(name, text, variables, explicit, self.namespace)

    def _do_expression(self, target: Any, method: str, text: str, variables: dict) -> Any:
        return interpreting.express(target, method, text, variables)

    def _do_load(self, module: str, name: str, content: bytes, named: dict) -> tuple[Any, int]:
        return interpreting.load(module, name, content, named)

    def _do_module(self, name: str) -> Any:
        return importlib.import_module(name)

    def _do_restore(self, names: tuple[str, ...]) -> None:
        for name, value in self._replaced.items():
            if name in names:
                self._put(name, value)
        self._replaced.clear()

    def _do_call(self, number: int, arguments: tuple, named: dict) -> Any:
        return _whole(self.exports.object(number)(*arguments, **named))

    def _do_special(self, number: int, name: str, arguments: tuple) -> Any:
        target = self.exports.object(number)
        return _whole(getattr(type(target), name)(target, *arguments))

    def _do_get(self, number: int, name: str) -> Any:
        target = self.exports.object(number)
        return describing(target, name) if name.startswith("__") else _whole(getattr(target, name))

    def _do_set(self, number: int, name: str, value: object) -> None:
        setattr(self.exports.object(number), name, value)

    def _do_delete(self, number: int, name: str) -> None:
        delattr(self.exports.object(number), name)

    def _do_example(self, source: str) -> None:
        """Исполнить пример из докстринга: напечатанное уйдёт вместе с ответом."""
        shell_hook, sys.displayhook = sys.displayhook, sys.__displayhook__
        try:
            exec(compile(source, "<пример>", "single"), self.namespace)
        finally:
            sys.displayhook = shell_hook

    def _do_backward(self, number: int, gradient: Any, accumulates: bool) -> list:
        return self.exports.gradients.backward(number, gradient, accumulates)

    def _do_await(self, number: int) -> Any:
        self._loop = self._loop or asyncio.new_event_loop()
        return self._loop.run_until_complete(self.exports.object(number))

    def _do_dir(self, number: int) -> list[str]:
        return [str(name) for name in dir(self.exports.object(number))]

    def _do_copy(self, number: int, deep: bool) -> Any:
        return (copy.deepcopy if deep else copy.copy)(self.exports.object(number))

    def _do_isinstance(self, instance: object, cls: type) -> bool:
        return isinstance(instance, cls)

    def _do_issubclass(self, subclass: object, cls: type) -> bool:
        return issubclass(subclass, cls)

    def _do_patch(self, module: str, attribute: str, new: tuple) -> None:
        surroundings.patch(module, attribute, new)

    def _do_array(self, number: int) -> Any:
        return importlib.import_module("numpy").asarray(self.exports.object(number))

    def _do_figures(self, action: str, argument: object) -> Any:
        return figures.act(action, argument)


def _whole(value: Any) -> Any:
    """Данные со своими методами — объектом: нужны ли и методы, решит экзаменатор."""
    return Opaque(value) if is_heir(value) else value


def _plain_warning(caught: warnings.WarningMessage) -> tuple:
    return ClassInfo.of(caught.category).plain(), str(caught.message)
