"""Собеседник студента: спрашивает его ядро и отвечает на его встречные вызовы."""

from __future__ import annotations

import builtins
import inspect
import os
import sys
import types
import warnings
from contextlib import AbstractContextManager
from typing import Any

from autograder.exam.examiner.contract import Contract, general
from autograder.exam.examiner.gate import EXCEPTION, Gate, owner_of
from autograder.exam.examiner.library_objects import is_library, is_open
from autograder.exam.examiner.texts import Texts
from autograder.exam.kernel.cells import Kernel
from autograder.exam.mirrors import figures, randomness
from autograder.exam.mirrors.surroundings import Surroundings
from autograder.exam.mirrors.variables import MISSING, Lent, Watch
from autograder.exam.mirrors.work_files import Exchange
from autograder.exam.peers import introspection
from autograder.exam.peers.class_info import FORWARDED, ClassInfo
from autograder.exam.peers.mutation import duplicate, replace_content
from autograder.exam.peers.object_table import Exports
from autograder.exam.peers.proxies import number_of
from autograder.exam.peers.rpc import Peer
from autograder.wire import WireError, loads
from autograder.wire.channel import Channel, Frame
from autograder.wire.reports import pack_note

_TOLD_OF_FUNCTIONS = ("__doc__", "__qualname__", "__module__", "__annotations__")
_ITERATION = ("__next__", "__iter__", "__len__", "__getitem__", "__enter__", "__exit__")


class JudgePeer(Peer):
    """Спрашивает ядро студента и отвечает на его встречные вызовы."""

    random: randomness.SharedStream
    texts: Texts | None = None

    def __init__(self, channel: Channel, kernel: Kernel) -> None:
        self.contract = Contract(())
        super().__init__(channel, Gate(self.contract, self.request, self.note))
        self.kernel = kernel
        self.namespace = kernel.namespace
        self.watch = Watch(self.namespace)
        self.bound: dict[str, object] = {}
        self.reached: set[str] = set()
        self.own: set[str] = set()  # имена, которые ячейка заводит сама: решению они не видны
        self.attributes: set[str] = set()
        self.meddled = False  # меняло ли решение то, чего образец здесь не менял
        self.strict = True  # не принимать таких изменений
        self._originals: list[tuple[object, object]] = []
        self.files = Exchange(os.getcwd())
        self.surroundings = Surroundings()
        self.figures = figures.StudentFigures(self)
        self.testing = False
        self._modules: set[int | None] = set()  # номера модулей, которые подал студент
        self.renew()

    def abide(self, contract: Contract, texts: Texts) -> None:
        """Соблюдать договор."""
        self.contract, self.texts = contract, texts
        self.renew()

    def renew(self) -> None:
        """Забыть объекты погибшего ядра: новое пронумерует свои заново."""
        self.exports.closed = True
        hear = self.texts.hear if self.texts else len
        gate = Gate(self.contract, self.request, self.note, hear)
        self.exports = Exports(self, gate)
        self._modules.clear()
        self.lent = Lent(self.exports)
        self.exports.lend = self.lent.remember

    def note(self, text: str) -> None:
        """Записать замеченное."""
        self.channel.send(Frame.INCIDENT, pack_note(text))

    def receiving(self, operation: str, parameters: tuple) -> AbstractContextManager:
        """Принимать ответ на просьбу: что спросили, то договор и знает."""
        if operation == "raise":
            return self.contract.receiving(EXCEPTION)
        named = operation in ("get", "name", "special")
        detail = parameters[operation != "name"] if named else ""
        if operation == "get" and parameters[0] in self._modules:
            operation = "module"
        return self.contract.receiving(f"{operation} {detail}".rstrip())

    def admit(self, value: object) -> object:
        """Впустить пришедшие данные."""
        return self.exports.policy.admit(value)

    def raised(self, described: object) -> BaseException:
        """Исключение решения; управлять проверкой им нельзя."""
        error = super().raised(described)
        if self.exports.policy.may_raise(error):
            return error
        return self.contract.refuse(f"Решение вызвало исключение {type(error).__name__}.")

    def accepts(self, target: object, parameters: tuple) -> bool:
        """Принять ли изменение: менял ли и образец этот аргумент."""
        if self.exports.policy.changes(owner_of(target, parameters)):
            return True
        self.meddled = True
        if not self.strict:
            self._originals.append((target, duplicate(target)))
        return not self.strict

    def undo_changes(self) -> None:
        """Вернуть данные, которые решение меняло, но меняться не должны."""
        while self._originals:
            replace_content(*self._originals.pop())

    def serve(self, operation: str, parameters: tuple) -> Any:
        """Исполнить встречный вызов; студенту доступны лишь переданные ему объекты."""
        match operation, parameters:
            case "input", (prompt,):
                return builtins.input(prompt)
            case "backward", (number, gradient, bool(accumulates)):
                return self.exports.gradients.backward(number, gradient, accumulates)
            case "call", (number, tuple(arguments), dict(named)):
                return self.exports.object(number)(*arguments, **named)
            case "special", (number, str(name), tuple(arguments)) if name in _ITERATION:
                return _operation(self.exports.object(number), name)(*arguments)
            case "readline", ():
                return sys.stdin.readline()
            case "get", (number, "__name__"):
                return getattr(self.exports.object(number), "__name__", "функция")
            case "get", (number, "__signature__"):
                return introspection.outline(self._function(number))
            case "get", (number, str(name)) if name in _TOLD_OF_FUNCTIONS:
                return introspection.describing(self._function(number), name)
            case "get", (number, str(name)) if not name.startswith("_"):
                return getattr(self._open_object(number, name), name)
            case "set", (number, str(name), value) if not name.startswith("_"):
                target = self._open_object(number, name)
                if not callable(getattr(type(target), name, None)):  # ``loss.forward = …``
                    return setattr(target, name, value)
            case "special", (number, str(name), tuple(arguments)) if name in FORWARDED:
                return _operation(self._open_object(number, name), name)(*arguments)
        raise AttributeError("этот объект проверки решению недоступен")

    def _open_object(self, number: object, name: str) -> Any:
        """Объект, чей атрибут открыт: библиотечный или нужный и решению преподавателя."""
        target = self.exports.object(number)
        if is_open(target, name):
            return target
        own = isinstance(target, type) or type(target).__module__ != "builtins"
        mine = own and not is_library(target)
        if mine and (name in self.attributes or name in FORWARDED):
            return target
        if not mine and self.contract.allows(f"атрибут {name}", here=False):
            return target
        raise AttributeError("атрибуты объектов проверки решению недоступны: их можно лишь вызвать")

    def _function(self, number: object) -> Any:
        target = self.exports.object(number)
        if isinstance(target, types.FunctionType):
            return target
        raise AttributeError("этот объект проверки решению недоступен")

    def _reply_error(self, error: BaseException, shared: list[object]) -> bytes:
        """Отослать исключение; слова ``assert`` могли бы назвать ожидаемое."""
        bare = AssertionError() if isinstance(error, AssertionError) else error
        return super()._reply_error(bare, shared)

    def outgoing(self) -> dict:
        """Приложить подмены имён, файлы и состояние генераторов."""
        if not self.testing:
            return {}
        values, gone = self.watch.changed()
        values = {
            name: value
            for name, value in values.items()
            if name not in self.own and not inspect.ismodule(value)
        }
        attached = {
            "bind": values,
            "unbind": gone,
            "files": self._sendable_files(),
            "random": self.random.changes(),
            "lent": self.lent.changes(),
            **self.surroundings.changes(),
        }
        return {name: value for name, value in attached.items() if value}

    def _sendable_files(self) -> dict[str, bytes | None]:
        """Файлы проверки, которые читает и решение преподавателя."""
        contract, found = self.contract, self.files.changes()
        if contract.rehearsing:
            return found
        return {
            path: content
            for path, content in found.items()
            if not content or contract.allows(f"читает {general(path)}", here=False)
        }

    def _may_write(self, path: str) -> bool:
        """Пишет ли такой файл решение преподавателя."""
        return self.contract.allows(f"пишет {general(path)}", here=False)

    def incoming(self, attached: dict) -> None:
        """Принять вывод, изменившиеся переменные, файлы и рисунки студента."""
        for output in attached.get("outputs", ()) if self.testing else ():
            self._replay(output)
        for name, content in attached.get("values", {}).items():
            if name in self.bound.keys() - self.own:
                self.bind(name, self._named(name, content))
        for path in attached.get("read", ()):
            self.contract.allows(f"читает {general(path)}", here=False)
        for name in attached.get("gone", ()):
            if name in self.bound.keys() - self.own:
                self.bind(name, MISSING)
        if "files" in attached:
            self.files.apply(attached["files"], self._may_write, self.texts.hear)
        if "figures" in attached:
            self.figures.update(attached["figures"])
        for described, text in attached.get("warnings", ()):
            category = ClassInfo.from_plain(described).known()
            known = issubclass(category, Warning)
            warnings.warn(str(text), category if known else UserWarning, stacklevel=2)

    def _named(self, name: str, content: bytes) -> object:
        """Значение переменной, которую изменило решение; не по договору — её всё равно что нет."""
        try:
            with self.receiving("name", (name,)):
                return self.admit(loads(content, self.exports))
        except WireError:
            return MISSING

    def bind(self, name: str, value: object) -> None:
        """Связать имя решения; ``MISSING`` — имени у студента нет."""
        self.bound[name] = value
        if value is MISSING:
            self.namespace.pop(name, None)
        else:
            self.namespace[name] = value
        self.watch.remember(name)

    def fetch_module(self, name: str) -> Any:
        """Посредник модуля, который подал студент."""
        module = self.request("module", name)
        self._modules.add(number_of(module))
        return module

    def release_rebound(self) -> None:
        """Имена, которые ячейка преподавателя завела сама, больше не решения студента."""
        for name in self.watch.rebound():
            self.watch.forget(name)
            self.bound.pop(name, None)
        for name in self.reached - self.bound.keys():
            self.watch.remember_shallow(name)

    def end_test(self) -> None:
        """Отменить то, что проверка сделала с именами студента."""
        for name, value in self.bound.items():
            if self.namespace.get(name, MISSING) is not value:
                self.bind(name, value)
        # Заодно уедет и то, что проверка оставила за собой.
        self.request("restore", tuple(self.bound))
        self.testing = False
        self.random.end_cell()
        self.lent.clear()
        self.figures.end_cell()

    def _replay(self, output: dict) -> None:
        if output["output_type"] == "stream":
            (sys.stderr if output["name"] == "stderr" else sys.stdout).write(output["text"])
        elif output["output_type"] == "display_data":
            self.kernel.shell.display_pub.publish(output["data"], output["metadata"])


def _operation(target: object, name: str) -> Any:
    """Операция класса, связанная с объектом; у ``Mock`` связывать её незачем."""
    found = getattr(type(target), name)
    return found.__get__(target) if hasattr(type(found), "__get__") else found
