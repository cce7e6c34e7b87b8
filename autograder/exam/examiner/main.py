"""Ядро экзаменатора: исполняет тетрадь преподавателя и решает исход каждой проверки.

Имена из ячеек решений здесь — посредники, ведущие в ядро студента. Тексты проверок и ожидаемые
значения этого процесса не покидают.
"""

from __future__ import annotations

import inspect
import os
import signal
from contextlib import suppress

from autograder.exam.examiner import modules, verdict
from autograder.exam.examiner.contract import Contract, general
from autograder.exam.examiner.peer import JudgePeer
from autograder.exam.examiner.texts import InterpretingCalls, Texts
from autograder.exam.kernel.cells import Kernel
from autograder.exam.mirrors import randomness
from autograder.exam.mirrors.surroundings import mirror_patches
from autograder.exam.mirrors.variables import MISSING
from autograder.exam.mirrors.work_files import Exchange, notice_reading, write_pieces
from autograder.exam.peers import faults, introspection
from autograder.exam.peers.mutation import same_content
from autograder.exam.peers.object_table import PeerGone
from autograder.exam.peers.shared_classes import share_classes
from autograder.wire import loads
from autograder.wire.channel import Channel, Frame
from autograder.wire.reports import pack


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
        peer.abide(contract, Texts(contract, peer.request, self._files))
        edits = [introspection.TypeCalls(), InterpretingCalls()]
        names = {
            introspection.TypeCalls.name: introspection.type_of,
            InterpretingCalls.name: peer.texts.call,
        }
        self._kernel.shell.ast_transformers += edits
        self._kernel.namespace.update(names)
        helpers = modules.HelperFinder(self._files, edits, names)
        modules.install(helpers, self._is_submitted, peer.fetch_module)
        randomness.seed_everything(order["seed"])
        peer.random = randomness.SharedStream()
        mirror_patches(lambda *patch: peer.request("patch", *patch))
        introspection.recognise_proxies()
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
            lost = {*order["assigned"]} - self._kernel.namespace.keys()
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
        assigned = set(order["assigned"])
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
