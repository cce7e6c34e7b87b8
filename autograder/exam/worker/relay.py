"""Два ядра и часы: кадры переходят от одного к другому, рабочий процесс в них не заглядывает."""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field

from autograder.exam.mirrors.work_files import pieces
from autograder.exam.records import Limits
from autograder.exam.worker.fork_client import Process, Sandbox
from autograder.wire import WireError, dumps
from autograder.wire.channel import ChannelClosed, ChannelTimeout, Frame
from autograder.wire.reports import unpack, unpack_note

_GRACE = 1.0
_START_SECONDS = 60.0
_MAX_INCIDENTS = 100
# Сколько от срока можно простоять в очереди за процессором, чтобы срок считался своим.
_FAIR_WAITING = 0.25
_MAX_REFUSALS = 20
_MAX_INCIDENT_TEXT = 300
_REPORT_FACTOR = 64  # картинки ячейки занимают до восьми её текстов, а знак — до шести байтов
_OPPOSITE = {"student": "judge", "judge": "student"}


class KernelLost(Exception):
    """Ядро ``role`` погибло или убито; ``reason`` — ``killed`` или ``timeout``."""

    def __init__(self, role: str, reason: str) -> None:
        super().__init__(role, reason)
        self.role = role
        self.reason = reason


@dataclass
class Record:
    """Что замечено за экзамен, кроме ``known`` — замеченного и за решением преподавателя."""

    known: frozenset[str] = frozenset()
    incidents: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    disturbed: bool = False

    def incident(self, text: object) -> None:
        """Записать замеченное, если такого ещё не было и место есть."""
        clean = "".join(char if char.isprintable() else "·" for char in str(text))
        clean = clean[:_MAX_INCIDENT_TEXT]
        if clean not in {*self.incidents, *self.known} and len(self.incidents) < _MAX_INCIDENTS:
            self.incidents.append(clean)


class Conversation:
    """Поручения ядрам и пересылка кадров между ними в отведённое время."""

    def __init__(self, sandboxes: dict[str, Sandbox], limits: Limits, record: Record) -> None:
        self._sandboxes = sandboxes
        self._limits = limits
        self._record = record
        self._end = time.monotonic() + limits.notebook_timeout
        self._processes: dict[str, Process] = {}
        self._waited = 0.0
        self._deadline = self._end
        self._longest_report = (limits.output_kb << 10) * _REPORT_FACTOR
        self._interrupted = ""
        self._nested = False
        self.trouble = ""

    @property
    def disordered(self) -> bool:
        """Мог ли прерванный разговор оставить в канале кадр, которого уже никто не ждёт."""
        return self.trouble == "timeout" and (self._interrupted == "judge" or self._nested)

    @property
    def expired(self) -> bool:
        """Кончилось ли время всей тетради; если да, отмечается и то, не соседи ли его заняли."""
        if time.monotonic() < self._end:
            return False
        self._suspect_neighbours(self._limits.notebook_timeout)
        return True

    def alive(self, role: str) -> bool:
        """Живо ли ядро."""
        return role in self._processes

    def bury(self, role: str) -> int | None:
        """Убить ядро, если оно есть; вернуть код завершения."""
        if not (process := self._processes.pop(role, None)):
            return None
        status, waited = self._sandboxes[role].kill(process)
        self._waited += waited
        return status

    def start(
        self, role: str, files: dict[str, bytes], masked: tuple[str, ...] = (), **details: object
    ) -> None:
        """Завести ядро заново и подготовить его; времени на это столько, сколько нужно машине."""
        self.bury(role)
        self._processes[role] = self._sandboxes[role].spawn(role, masked)
        for portion in pieces(files):
            self._order(role, "files", time.monotonic() + _START_SECONDS, {"pieces": portion})
        self._order(role, "start", time.monotonic() + _START_SECONDS, details)

    def order(self, role: str, do: str, **details: object) -> dict:
        """Дать поручение и дождаться отчёта.

        ``trouble`` после этого — ``timeout`` или ``killed``, если ядро студента не уложилось в
        срок или погибло.

        Raises
        ------
        KernelLost
            Ядра, которому дано поручение, больше нет.
        """
        deadline = min(time.monotonic() + self._limits.cell_timeout, self._end)
        return self._order(role, do, deadline, details)

    def _order(self, role: str, do: str, deadline: float, details: dict) -> dict:
        self._deadline = deadline
        self._interrupted = self.trouble = ""
        self._nested = False
        first = self._processes[role]
        try:
            first.channel.send(Frame.ORDER, dumps({"do": do, **details}), self._deadline)
            return unpack(self._relay(first))
        except (WireError, ChannelClosed, ChannelTimeout) as error:
            self._forsake(first, first, "killed")
            raise AssertionError from error

    def _relay(self, first: Process) -> bytes:
        active = first
        while True:
            try:
                kind, data = active.channel.receive(self._deadline)
            except ChannelTimeout:
                active = self._hurry(first, active)
                continue
            except ChannelClosed:
                active = self._forsake(first, active, "killed")
                continue
            if kind in (Frame.INCIDENT, Frame.REFUSAL):
                self._note(kind, data)
            elif kind is Frame.DONE and active is first and len(data) <= self._longest_report:
                return data
            elif kind in (Frame.REQUEST, Frame.REPLY) and first.role == "judge":
                active = self._pass_on(first, active, kind, data)
            else:
                active = self._forsake(first, active, "killed")

    def _hurry(self, first: Process, active: Process) -> Process:
        """Срок вышел: сперва прервать мягко, а кто не послушался — убить."""
        self.trouble = "timeout"
        self._suspect_neighbours(self._limits.cell_timeout)
        if self._interrupted == active.role:
            return self._forsake(first, active, "timeout")
        self._interrupted = active.role
        self._sandboxes[active.role].interrupt(active)
        self._deadline = time.monotonic() + _GRACE
        return active

    def _suspect_neighbours(self, limit: float) -> None:
        """Срок ``limit`` вышел: не оттого ли, что процессор был занят другими?"""
        kernels = self._processes.items()
        waited = sum(self._sandboxes[role].waited(process) for role, process in kernels)
        if self._waited + waited > _FAIR_WAITING * limit:
            self._record.disturbed = True

    def _pass_on(self, first: Process, active: Process, kind: Frame, data: bytes) -> Process:
        self._nested = self._nested or (active.role, kind) == ("student", Frame.REQUEST)
        other = self._processes.get(_OPPOSITE[active.role])
        if other is None:
            active.channel.send(Frame.GONE, dumps(self.trouble or "killed"), self._deadline)
            return active
        if self._interrupted and active.role == "student":
            kind, data = Frame.GONE, dumps("timeout")
        try:
            other.channel.send(kind, data, self._deadline)
        except ChannelTimeout:
            return self._forsake(first, other, "timeout")
        except ChannelClosed:
            return self._forsake(first, other, "killed")
        return other

    def _forsake(self, first: Process, lost: Process, reason: str) -> Process:
        """Похоронить ядро ``lost``; если поручение не его, известить того, кому оно дано."""
        self.trouble = self.trouble or reason
        self._write_obituary(lost, reason)
        if lost is first:
            raise KernelLost(lost.role, self.trouble)
        self._deadline = max(self._deadline, time.monotonic() + _GRACE)
        with suppress(ChannelClosed, ChannelTimeout):
            first.channel.send(Frame.GONE, dumps(self.trouble), self._deadline)
        return first

    def _write_obituary(self, lost: Process, reason: str) -> None:
        status = self.bury(lost.role)
        who = "решением" if lost.role == "student" else "проверкой"
        if lost.pid in self._sandboxes[lost.role].exceeded:
            self._record.incident(f"процесс с {who} превысил предел памяти или числа процессов")
        elif reason == "timeout":
            self._record.incident(f"процесс с {who} не прервался по времени и убит")
        else:
            self._record.incident(f"процесс с {who} завершился сам, код {status}")
            # Чужой SIGKILL — это чаще всего память, кончившаяся у всей машины.
            self._record.disturbed |= status == -signal.SIGKILL

    def _note(self, kind: Frame, data: bytes) -> None:
        text = unpack_note(data)
        if kind is Frame.REFUSAL:
            if len(self._record.refused) < _MAX_REFUSALS:
                self._record.refused.append(text[:200])
            text = f"обращение к запрещённому: {text}"
        self._record.incident(text)
