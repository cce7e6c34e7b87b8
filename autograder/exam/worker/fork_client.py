"""Рабочий процесс снаружи песочницы: запускает сервер порождения и ядра в нём."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import weakref
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from autograder.exam.records import Limits
from autograder.sandbox import bubblewrap, cgroups, confinement
from autograder.sandbox.claims import Claim, abandoned
from autograder.sandbox.errors import InfrastructureError
from autograder.sandbox.processes import descendants
from autograder.sandbox.users import stranger
from autograder.sandbox.view import ENGINE, View, engine_root, find_bubblewrap
from autograder.wire.channel import Channel

_START_SECONDS = 180
_ANSWER_SECONDS = 60
_MAX_EVENT = 1 << 16
_DISK_MB = 128
_PROCESSES = 64
_SERVER_MB = 4096
_OPEN_FILES = 256
_FEW_FILES = 64  # где буферы сокетов не считает группа
_START = (
    "import sys; sys.path[:] = {path!r}; "
    "from autograder.exam.forkserver import main; main({control}, {settings!r})"
)


class Process:
    """Одно ядро: канал к нему и номер процесса в глазах сервера порождения."""

    def __init__(self, role: str, pid: int, channel: Channel, part: cgroups.Part) -> None:
        self.role = role
        self.pid = pid
        self.channel = channel
        self.part = part


class Sandbox:
    """Песочница рабочего процесса вместе с сервером порождения в ней."""

    def __init__(
        self, limits: Limits, view: View, preload: tuple[str, ...], layers: frozenset[str]
    ) -> None:
        self._limits = limits
        self._view = view
        self._layers = layers
        _remove_abandoned()
        self._claim = Claim(Path(tempfile.gettempdir()))
        self._folder = self._claim.path
        self._exits: dict[int, int] = {}
        self._spawned = 0
        self._server: subprocess.Popen | None = None
        self.exceeded: set[int] = set()
        self._memory_mb = limits.memory_mb + 3 * _DISK_MB  # и три каталога в памяти
        self._group = cgroups.ControlGroup(_SERVER_MB + 2 * self._memory_mb, 8 * _PROCESSES)
        self._tidy = weakref.finalize(self, _tidy, self._claim, self._group)
        self._control, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._part = self._group.part("server", _SERVER_MB, _PROCESSES)
            with inner:
                self._server = self._launch(inner, preload)
            self._expect("ready", _START_SECONDS)
            self._require_membership()
        except BaseException:
            self.close()
            raise

    @property
    def readable(self) -> tuple[str, ...]:
        """Пути, которые видны внутри для чтения."""
        return self._view.readable

    @property
    def private(self) -> tuple[str, ...]:
        """Каталоги, в которых всё, что есть, завёл сам экзамен или ядро Linux для него."""
        namespaces = "bubblewrap" in self._layers
        return ("/tmp" if namespaces else str(self._folder), "/dev", "/proc")

    @property
    def controllers(self) -> set[str]:
        """Чем распоряжается контрольная группа, в которой вся песочница."""
        return self._group.controllers

    @property
    def alive(self) -> bool:
        """Жив ли сервер порождения."""
        return self._server.poll() is None

    def spawn(self, role: str, masked: tuple[str, ...] = ()) -> Process:
        """Породить ядро ``student`` или ``judge``; пути ``masked`` для него пусты."""
        ours, theirs = socket.socketpair()
        self._spawned += 1
        command = {
            "do": "spawn",
            "role": role,
            "confinement": asdict(self._confinement(role, masked)),
        }
        part = self._group.part(f"{role}-{self._spawned}", self._memory_mb, _PROCESSES)
        entrances = [os.open(path, os.O_WRONLY | os.O_CLOEXEC) for path in part.entrances]
        descriptors = [theirs.fileno(), *entrances]
        socket.send_fds(self._control, [json.dumps(command).encode()], descriptors)
        theirs.close()
        for entrance in entrances:
            os.close(entrance)
        pid = self._expect("spawned", _ANSWER_SECONDS)
        return Process(role, pid, Channel(ours), part)

    def waited(self, process: Process) -> float:
        """Сколько секунд живое ядро прождало процессора, готовое работать."""
        self._command({"do": "waited", "pid": process.pid})
        return self._expect("waited", _ANSWER_SECONDS)

    def interrupt(self, process: Process) -> None:
        """Мягко прервать то, что ядро исполняет."""
        self._command({"do": "interrupt", "pid": process.pid})

    def kill(self, process: Process) -> tuple[int | None, float]:
        """Убить ядро и всё, что оно породило.

        Вернуть код завершения (−9 — убито) и сколько секунд оно ждало процессора.
        """
        process.channel.close()
        self._command({"do": "kill", "pid": process.pid})
        waited = self._expect("killed", _ANSWER_SECONDS)
        if process.part.starved_of_memory():
            self.exceeded.add(process.pid)
        process.part.remove()
        return self._exits.pop(process.pid, None), waited

    def close(self) -> None:
        """Погасить песочницу: вместе с сервером исчезает всё, что в ней было."""
        self._control.close()
        if self._server is not None:
            try:
                self._server.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self._server.pid, signal.SIGKILL)
                self._server.wait()
        self._tidy()

    def _launch(self, inner: socket.socket, preload: tuple[str, ...]) -> subprocess.Popen:
        namespaces = "bubblewrap" in self._layers
        settings = {"preload": list(preload), "namespaces": namespaces}
        root = ENGINE if namespaces else str(engine_root().parent)
        code = _START.format(
            path=[root, *self._view.module_path], control=inner.fileno(), settings=settings
        )
        line = [sys.executable, "-I", "-B", "-c", code]
        environment = self._environment(namespaces)
        if namespaces:
            found, changes_user = find_bubblewrap(), stranger(os.getpid()) > 0
            line = [*bubblewrap.command(found, self._view, environment, changes_user), *line]
        with (self._folder / "errors").open("wb") as errors:
            return subprocess.Popen(
                cgroups.entering(self._part, line),
                env=environment,
                cwd="/",
                pass_fds=[inner.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )

    def _environment(self, namespaces: bool) -> dict[str, str]:
        home = "/tmp/home" if namespaces else str(self._folder)
        threads = ("OMP", "OPENBLAS", "MKL", "NUMEXPR")
        return {
            "HOME": home,
            "MPLCONFIGDIR": home,
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "IPYTHONDIR": os.path.join(home, "ipython"),
            "LOGNAME": "student",
            "LANG": "C.UTF-8",
            "PATH": "/usr/bin:/bin",
            "PYTHONHASHSEED": "0",
            **{f"{name}_NUM_THREADS": "1" for name in threads},
        }

    def _confinement(self, role: str, masked: tuple[str, ...]) -> confinement.Confinement:
        namespaces = "bubblewrap" in self._layers
        seconds = int(self._limits.notebook_timeout) + 60
        work = confinement.WORK if namespaces else self._own_folder()
        return confinement.Confinement(
            namespaces=namespaces,
            landlock="landlock" in self._layers,
            seccomp="seccomp" in self._layers,
            readable=(*self._view.readable, ENGINE if namespaces else str(engine_root())),
            work=work,
            memory_mb=self._limits.memory_mb,
            disk_mb=_DISK_MB,
            processes=_PROCESSES,
            open_files=_OPEN_FILES if "memory" in self._group.controllers else _FEW_FILES,
            cpu_seconds=seconds,
            uid=stranger(2 * os.getpid() + (role == "judge")) if namespaces else 0,
            masked=masked,
        )

    def _own_folder(self) -> str:
        """Без своего дерева файлов у каждого ядра хотя бы свой каталог."""
        return str(self._folder / f"work-{self._spawned}")

    def _require_membership(self) -> None:
        """Убедиться, что в контрольной группе вся песочница, а не одна её оболочка."""
        family = {self._server.pid, *descendants(self._server.pid)}
        for members in self._part.members():
            if outside := family - members:
                raise InfrastructureError(f"процессы песочницы вне контрольной группы: {outside}")

    def _command(self, command: dict) -> None:
        try:
            self._control.send(json.dumps(command).encode())
        except OSError as error:
            raise InfrastructureError(self._obituary()) from error

    def _expect(self, name: str, seconds: float) -> int:
        """Дождаться события ``name``, запоминая по пути остальные."""
        deadline = time.monotonic() + seconds
        while True:
            event = self._event(deadline)
            if name in event:
                return event[name]
            self._note(event)

    def poll_events(self) -> None:
        """Забрать накопившиеся события, не дожидаясь новых."""
        while select.select([self._control], [], [], 0)[0]:
            self._note(self._event(time.monotonic() + 1))

    def _note(self, event: dict) -> None:
        if "exited" in event:
            self._exits[event["exited"]] = event["status"]
        if "exceeded" in event:
            self.exceeded.add(event["exceeded"])

    def _event(self, deadline: float) -> dict:
        ready, _, _ = select.select([self._control], [], [], max(deadline - time.monotonic(), 0))
        message = b""
        if ready:
            with suppress(OSError):
                message = self._control.recv(_MAX_EVENT)
        if not message:
            raise InfrastructureError(self._obituary())
        return json.loads(message)

    def _obituary(self) -> str:
        said = (self._folder / "errors").read_text(errors="replace")[-2000:].strip()
        return f"сервер порождения ядер не отвечает. {said}".strip()


def _tidy(claim: Claim, group: cgroups.ControlGroup) -> None:
    group.close()
    shutil.rmtree(claim.path, ignore_errors=True)
    claim.release()


def _remove_abandoned() -> None:
    """Убрать то, что осталось от песочниц, чьих рабочих процессов уже нет."""
    cgroups.remove_abandoned()
    for folder in abandoned(Path(tempfile.gettempdir())):
        shutil.rmtree(folder, ignore_errors=True)
