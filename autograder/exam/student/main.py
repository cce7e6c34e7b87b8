"""Ядро студента: исполняет его ячейки и отвечает на просьбы экзаменатора.

Этот процесс целиком во власти студента. Всё, что он сообщает, — лишь значения: исход проверки
решают не здесь.
"""

from __future__ import annotations

import builtins
import io
import os
import random
import signal
import sys
from collections.abc import Callable

from autograder.exam.kernel.cells import Kernel
from autograder.exam.mirrors import randomness
from autograder.exam.mirrors.work_files import notice_reading, write_pieces
from autograder.exam.peers.shared_classes import share_classes
from autograder.exam.records import GIVEN
from autograder.exam.student import attempts, refusals
from autograder.exam.student.peer import StudentPeer
from autograder.wire import loads
from autograder.wire.channel import Channel, Frame
from autograder.wire.reports import pack, pack_note


class _Input(io.TextIOBase):
    """Поток ввода: строки берутся у экзаменатора."""

    def __init__(self, read_line: Callable[[], str]) -> None:
        self._read_line = read_line

    def readline(self, size: int = -1) -> str:
        """Следующая строка; пустая, если ввод кончился."""
        return self._read_line()

    def read(self, size: int = -1) -> str:
        """Всё, что осталось."""
        return "".join(self)


class _Student:
    """Исполняет поручения рабочего процесса."""

    def __init__(self, channel: Channel, kernel: Kernel) -> None:
        self._channel = channel
        self._kernel = kernel
        self._peer = StudentPeer(channel, kernel)
        self._given = False  # исполняется ли ячейка преподавателя

    def files(self, order: dict) -> dict:
        """Положить в рабочий каталог очередные куски файлов."""
        write_pieces(order["pieces"])
        return {}

    def start(self, order: dict) -> dict:
        """Задать зерно, поставить запреты и наблюдение."""
        self._kernel.start(order["output_kb"])
        builtins.input = self._peer.ask
        sys.stdin = _Input(self._peer.read_line)
        self._peer.files.settle()
        if order["rehearsal"]:
            notice_reading(self._peer.opened.add)
        sys.path.insert(0, os.getcwd())
        randomness.seed_everything(order["seed"])
        refusals.forbid(order["forbid"], self._report(Frame.REFUSAL))
        attempts.notice_attempts(order["readable"], order["private"], self._notice)
        return {}

    def cell(self, order: dict) -> dict:
        """Исполнить ячейку."""
        before = dict(self._kernel.namespace)
        self._given = order["given"]
        run = self._kernel.run(order["source"], order["number"])
        self._given = False
        if order["shared"]:
            share_classes(self._kernel.namespace, before)
        return {"outputs": run.outputs, "error": run.error and type(run.error).__name__}

    def _notice(self, text: str) -> None:
        """Сообщить о попытке; за ячейку преподавателя студент не отвечает."""
        where = GIVEN if self._given else ""
        self._channel.send(Frame.INCIDENT, pack_note(where + text))

    def _report(self, kind: Frame):
        return lambda text: self._channel.send(kind, pack_note(text))


def serve(channel: Channel, kernel: Kernel) -> None:
    """Исполнять поручения и просьбы, пока не закроют канал."""
    student = _Student(channel, kernel)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    while True:
        try:
            _serve_one(channel, student)
        except KeyboardInterrupt:
            # Прерывание опоздало: то, что прерывали, уже кончилось.
            continue


def _serve_one(channel: Channel, student: _Student) -> None:
    kind, data = channel.receive()
    if kind is Frame.REQUEST:
        student._peer.answer(data)
        return
    order = loads(data)
    report = getattr(student, order.pop("do"))(order)
    channel.send(Frame.DONE, pack(report))
