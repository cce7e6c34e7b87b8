"""Сервер порождения: держит импортированными numpy, torch и matplotlib и ветвит из себя ядра.

Исполняется внутри песочницы, студенческого кода не видит и данных от него не принимает: только
команды рабочего процесса по своему каналу. На каждый экзамен заводит по процессу в отдельном
пространстве процессов; с гибелью его главного процесса погибает всё, что он породил.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass

from autograder.exam.examiner import main as judge
from autograder.exam.kernel.cells import Kernel
from autograder.exam.mirrors import randomness
from autograder.exam.student import main as student
from autograder.sandbox import confinement, linux
from autograder.sandbox.processes import descendants, parents, resident, waited
from autograder.wire import dumps, loads
from autograder.wire.channel import Channel, ChannelClosed, Frame
from autograder.wire.reports import pack_note

_MAX_COMMAND = 1 << 16
_MAX_DESCRIPTORS = 8
_WATCH_SECONDS = 0.1
_BURIAL_ROUNDS = 100
_SERVE = {"student": student.serve, "judge": judge.serve}


@dataclass
class _Child:
    pid: int
    descriptor: int
    memory: int
    processes: int


class ForkServer:
    """Порождает ядра, прерывает и убивает их, следит за их аппетитом."""

    def __init__(self, control: socket.socket, kernel: Kernel, namespaces: bool) -> None:
        self._control = control
        self._kernel = kernel
        self._namespaces = namespaces
        self._home = os.open("/proc/self/ns/pid", os.O_RDONLY) if namespaces else -1
        self._children: dict[int, _Child] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._base = resident(os.getpid())

    def serve(self) -> None:
        """Исполнять команды, пока рабочий процесс держит канал; без него не оставить никого."""
        try:
            self._serve()
        finally:
            for pid in list(self._children):
                self._kill(pid)

    def _serve(self) -> None:
        while True:
            events = self._selector.select(_WATCH_SECONDS if self._children else None)
            for key, _ in events:
                if key.fileobj is not self._control:
                    self._reap(key.data)
                elif not self._obey():
                    return
            self._watch()

    def _obey(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._control, _MAX_COMMAND, _MAX_DESCRIPTORS)
        if not message:
            return False
        command = json.loads(message)
        match command["do"]:
            case "spawn":
                self._tell({"spawned": self._spawn(command, *descriptors)})
                for descriptor in descriptors:
                    os.close(descriptor)
            case "interrupt":
                with suppress(ProcessLookupError):
                    os.kill(command["pid"], signal.SIGINT)
            case "waited":
                self._tell({"waited": self._waited(command["pid"])})
            case "kill":
                waited = self._waited(command["pid"])
                self._kill(command["pid"])
                self._tell({"killed": waited})
        return True

    def _tell(self, event: dict) -> None:
        with suppress(OSError):  # рабочего процесса уже нет: канал вот-вот это покажет
            self._control.send(json.dumps(event).encode())

    def _spawn(self, command: dict, descriptor: int, *entrances: int) -> int:
        wanted = confinement.Confinement(**command["confinement"])
        if self._namespaces:
            linux.unshare(linux.CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            self._become(command["role"], wanted, descriptor, entrances)
        if self._namespaces:
            linux.setns(self._home, linux.CLONE_NEWPID)
        child = _Child(pid, os.pidfd_open(pid), wanted.memory_mb << 20, wanted.processes)
        self._children[pid] = child
        self._selector.register(child.descriptor, selectors.EVENT_READ, child)
        return pid

    def _become(
        self,
        role: str,
        wanted: confinement.Confinement,
        descriptor: int,
        entrances: tuple[int, ...],
    ) -> None:
        """Стать ядром: войти в контрольную группу, ограничить себя и слушать поручения."""
        status = 70
        try:
            for entrance in entrances:
                os.write(entrance, b"0")
            kept = os.dup2(descriptor, 3, inheritable=False) if descriptor != 3 else 3
            null = os.open("/dev/null", os.O_RDWR)
            for number in range(3):
                os.dup2(null, number)
            os.closerange(4, 4096)
            channel = Channel(socket.socket(fileno=kept))
            linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
            _die_first()
            confinement.enter(wanted)
            os.makedirs(os.environ["HOME"], exist_ok=True)
            _SERVE[role](channel, self._kernel)
            status = 0
        except ChannelClosed:
            status = 0
        except BaseException as error:
            with suppress(BaseException):
                channel.send(Frame.INCIDENT, pack_note(f"сбой ядра: {error!r}"))
        finally:
            os._exit(status)

    def _waited(self, pid: int) -> float:
        """Сколько секунд ядро и его потомки ждали процессора."""
        return sum(map(waited, [pid, *descendants(pid)])) if pid in self._children else 0.0

    def _reap(self, child: _Child) -> None:
        if child.pid not in self._children:
            return
        self._selector.unregister(child.descriptor)
        os.close(child.descriptor)
        del self._children[child.pid]
        _, status = os.waitpid(child.pid, 0)
        self._tell({"exited": child.pid, "status": os.waitstatus_to_exitcode(status)})

    def _kill(self, pid: int) -> None:
        if child := self._children.get(pid):
            for victim in [pid, *descendants(pid)]:
                with suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
            self._reap(child)
        if not self._namespaces:
            self._kill_orphans()

    def _kill_orphans(self) -> None:
        """Без своего пространства процессов сироты достаются серверу: добить и похоронить их."""
        for _ in range(_BURIAL_ROUNDS):
            family = parents()
            kin = [pid for pid, parent in family.items() if parent == os.getpid()]
            orphans = [pid for pid in kin if pid not in self._children]
            for orphan in orphans:
                for victim in [orphan, *descendants(orphan)]:
                    with suppress(ProcessLookupError, PermissionError):
                        os.kill(victim, signal.SIGKILL)
                with suppress(ChildProcessError):
                    os.waitpid(orphan, 0)
            if not orphans:
                return

    def _watch(self) -> None:
        """Убить ядро, если его процессы вместе заняли больше дозволенного."""
        for child in list(self._children.values()):
            family = [child.pid, *descendants(child.pid)]
            grown = sum(max(resident(pid) - self._base, 0) for pid in family)
            if grown > child.memory or len(family) > child.processes:
                self._tell({"exceeded": child.pid, "memory": grown > child.memory})
                self._kill(child.pid)


def _die_first() -> None:
    """Когда память кончится у всей песочницы или машины, погибнуть раньше соседей."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")


def _preload(modules: list[str]) -> None:
    """Импортировать заранее всё, что импортируется; чего нет, о том скажет сама проверка."""
    for name in modules:
        with suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(name)


def _warm_up(kernel: Kernel) -> None:
    """Прогреть то, что при первом обращении медленно: разбор ячеек, провод, рисование."""
    trial = ["x = 1\nx", "1 / 0", "f("]
    if "matplotlib.pyplot" in sys.modules:
        trial += ["%matplotlib inline", "import matplotlib.pyplot as plt; plt.plot([0, 1]);"]
    for number, source in enumerate(trial):
        kernel.run(source, number)
    samples: list[object] = [0, "", {}]
    if numpy := sys.modules.get("numpy"):
        samples += [numpy.zeros(1), numpy.float64(0)]
    if torch := sys.modules.get("torch"):
        samples.append(torch.zeros(1))
    loads(dumps(samples))
    randomness.seed_everything(0)
    kernel.shell.reset(new_session=True)
    kernel.outputs.clear()


def main(control_descriptor: int, settings: dict) -> None:
    """Точка входа внутри песочницы."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # уборка при импорте стоит четверти секунды и почти ничего не находит
    control = socket.socket(fileno=control_descriptor)
    linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
    kernel = Kernel()
    _preload(settings["preload"])
    _warm_up(kernel)
    gc.freeze()
    gc.enable()
    server = ForkServer(control, kernel, settings["namespaces"])
    server._tell({"ready": True})
    server.serve()
    os._exit(0)  # прощание torch с процессом длится сотню миллисекунд
