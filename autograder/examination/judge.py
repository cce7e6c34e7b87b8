"""Ядро экзаменатора: исполняет тетрадь преподавателя и решает исход каждой проверки.

Имена из ячеек решений здесь — посредники, ведущие в ядро студента. Тексты проверок и ожидаемые
значения этого процесса не покидают.
"""

from __future__ import annotations

import builtins
import inspect
import os
import signal
import sys
import types
import warnings
from contextlib import AbstractContextManager, suppress
from typing import Any

from autograder.examination import faults, figures, introspection, modules, randomness, verdict
from autograder.examination.attempts import notice_reading
from autograder.examination.bindings import Bindings
from autograder.examination.channel import Channel, Frame
from autograder.examination.class_info import FORWARDED, ClassInfo
from autograder.examination.contract import Contract, general
from autograder.examination.exchange import Exchange, write_pieces
from autograder.examination.exports import Exports, PeerGone
from autograder.examination.gate import EXCEPTION, Gate, owner_of
from autograder.examination.kernel import Kernel
from autograder.examination.library_objects import is_library, is_open
from autograder.examination.mutation import duplicate, replace_content, same_content
from autograder.examination.reports import pack, pack_note
from autograder.examination.rpc import Peer
from autograder.examination.shared_classes import share_classes
from autograder.examination.surroundings import Surroundings, mirror_patches
from autograder.examination.texts import InterpretingCalls, Texts
from autograder.examination.variables import MISSING, Lent, Watch
from autograder.examination.wire import WireError, loads

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
            case "backward", (number, gradient):
                return self.exports.gradients.backward(number, gradient)
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
        return self.request("module", name)

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


class _Judge:
    """Исполняет поручения рабочего процесса."""

    def __init__(self, channel: Channel, kernel: Kernel) -> None:
        self._kernel = kernel
        self._peer = JudgePeer(channel, kernel)
        self._submitted: frozenset[str] = frozenset()
        self._lost: dict[str, str] = {}  # имя → пакет, которого не хватило, чтобы его завести
        self._files: dict[str, bytes] = {}

    def files(self, order: dict) -> dict:
        """Положить в рабочий каталог очередные куски файлов; свои модули запомнить."""
        for path, _, content in order["pieces"]:
            kept = content if path.endswith((".py", ".pkl", ".pt")) else b""
            self._files[path] = self._files.get(path, b"") + kept
        write_pieces(order["pieces"])
        return {}

    def start(self, order: dict) -> dict:
        """Задать зерно и приготовиться к импорту."""
        self._kernel.start(order["output_kb"])
        # Его рисунков никто не увидит: рисовать их ни к чему.
        self._kernel.shell.display_formatter.active_types = ["text/plain"]
        peer, contract = self._peer, Contract(order["contract"])
        self._submitted = frozenset(order["submitted"])
        for path in self._submitted:  # поданный файл нужен, лишь если его открывает проверка
            self._files.pop(path, None)
            if not contract.rehearsing and f"открывает {general(path)}" not in contract.found:
                os.unlink(path)
        peer.files = Exchange(os.getcwd())
        peer.files.settle()
        modules.install(self._files, self._is_submitted, peer.fetch_module)
        peer.abide(contract, Texts(contract, peer.request, self._files))
        randomness.seed_everything(order["seed"])
        peer.random = randomness.SharedStream()
        mirror_patches(lambda *patch: peer.request("patch", *patch))
        introspection.recognise_proxies()
        for transformer in (introspection.TypeCalls, InterpretingCalls):
            self._kernel.shell.ast_transformers.append(transformer())
        self._kernel.namespace[introspection.TypeCalls.name] = introspection.type_of
        self._kernel.namespace[InterpretingCalls.name] = peer.texts.call
        if contract.rehearsing:
            notice_reading(lambda path: contract.allows(f"открывает {general(path)}", here=False))
        peer.texts.guard()
        return {}

    def _is_submitted(self, name: str) -> bool:
        """Подал ли студент такой модуль или написал его при проверке."""
        return f"{name}.py" in self._submitted or self._peer.files.knows(f"{name}.py")

    def setup(self, order: dict) -> dict:
        """Исполнить ячейку преподавателя без баллов."""
        before = dict(self._kernel.namespace)
        self._peer.texts.trust(order["source"])
        run = self._kernel.run(order["source"], order["number"])
        share_classes(self._kernel.namespace, before)
        self._peer.release_rebound()
        if package := verdict.missing_package(run.error):
            found = Bindings.of(order["source"])
            lost = {*found.names, *found.imports} - self._kernel.namespace.keys()
            self._lost |= dict.fromkeys(lost, package)
        return {}

    def bind(self, order: dict) -> dict:
        """Связать имена решения с тем, что под ними у студента."""
        if order["renew"]:
            self._peer.renew()
        self._peer.reached |= set(order["reached"])
        self._peer.attributes |= set(order["attributes"])
        self._peer.reached |= set(order["imports"])
        namespace = self._kernel.namespace
        touched = [name for name in order["touched"] if _is_data(namespace.get(name, MISSING))]
        names = (*order["names"], *order["imports"], *touched)
        found = {
            name: value for name in names or ("",) if (value := self._ask(name)) is not MISSING
        }
        touched = [name for name in touched if self._touches(name, found.get(name, MISSING))]
        for name in (*order["names"], *touched):
            self._peer.bind(name, found.get(name, MISSING))
        failed = None
        for name, line in order["imports"].items():
            if name in found:
                failed = failed or self._import(line)
        for name in self._peer.reached - self._peer.bound.keys():
            self._peer.watch.remember_shallow(name)
        return {"missing_package": failed}

    def _ask(self, name: str) -> object:
        """Значение имени у студента; что бы он ни прислал, экзаменатор устоит."""
        try:
            found = self._peer.request("name", name)
        except (PeerGone, Exception):
            return MISSING
        return found[0] if type(found) is tuple and found else MISSING

    def _touches(self, name: str, value: object) -> bool:
        """Меняет ли решение преподавателя переменную из прежней ячейки, а не только читает."""
        contract, own = self._peer.contract, self._kernel.namespace[name]
        if contract.rehearsing and same_content(own, value):
            return False
        return contract.allows(f"меняет имя {name}", here=False)

    def _import(self, line: str) -> str | None:
        try:
            exec(line, self._kernel.namespace)
        except ImportError as error:
            return verdict.missing_package(error) or str(error)
        return None

    def test(self, order: dict) -> dict:
        """Исполнить проверку и вынести решение.

        Если решение меняет данные проверки там, где образец их не менял, пройти её нужно и без этих
        изменений (обнулив вход, за верный ответ выдают ноль), и с ними (их могут и запрещать).
        """
        peer = self._peer
        peer.meddled = False
        peer.contract.refusals.clear()
        peer.texts.trust(order["source"])
        report = self._judge(order)
        if peer.meddled and report["outcome"] == "passed":
            peer.strict = False
            report = min(report, self._judge(order), key=lambda report: report["score"])
            peer.strict = True
            peer.undo_changes()
        if peer.meddled and report["score"] < order["points"]:
            report["message"] = f"{report['message']} {verdict.MEDDLED}"
        if peer.contract.rehearsing:
            report["contract"] = sorted(peer.contract.found)
        return report

    def _judge(self, order: dict) -> dict:
        peer = self._peer
        assigned = set(Bindings.of(order["source"]).names)
        peer.own, peer.testing = assigned - peer.reached, True
        try:
            run = self._kernel.run(order["source"], order["number"])
            # Ядро студента могло погибнуть или прислать вздор: решение уже вынесено.
            with suppress(PeerGone, Exception):
                peer.end_test()
        finally:
            peer.own, peer.testing = set(), False
        absent = [name for name, value in peer.bound.items() if value is MISSING]
        report = verdict.decide(
            run,
            order["source"],
            order["points"],
            peer.bound.keys() - assigned,
            absent,
            peer.contract.refusals,
        )
        report["missing_package"] = report["missing_package"] or self._lost.get(
            verdict.unknown_name(run.error)
        )
        report["lines"] = faults.lines_in(run.error, order["number"])
        report["places"] = getattr(run.error, "student_places", [])
        return report


def _operation(target: object, name: str) -> Any:
    """Операция класса, связанная с объектом; у ``Mock`` связывать её незачем."""
    found = getattr(type(target), name)
    return found.__get__(target) if hasattr(type(found), "__get__") else found


def _is_data(value: object) -> bool:
    return value is not MISSING and not inspect.ismodule(value) and not callable(value)


def serve(channel: Channel, kernel: Kernel) -> None:
    """Исполнять поручения, пока не закроют канал."""
    judge = _Judge(channel, kernel)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    while True:
        try:
            _, data = channel.receive()
            order = loads(data)
            report = getattr(judge, order.pop("do"))(order)
            channel.send(Frame.DONE, pack(report))
        except KeyboardInterrupt:
            continue
