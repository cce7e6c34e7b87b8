"""Кадры поверх сокета: длина, вид, содержимое. Читатель не верит ни одному полю."""

from __future__ import annotations

import select
import socket
import struct
import time
from enum import IntEnum

MAX_FRAME = 80 << 20
_HEADER = struct.Struct("!IB")
_CHUNK = 1 << 20
_READ_AHEAD = 1 << 16


class Frame(IntEnum):
    """Виды кадров.

    ``ORDER`` и ``DONE`` — поручение рабочего процесса и отчёт о нём; ``REQUEST`` и ``REPLY`` —
    разговор экзаменатора с ядром студента; ``GONE`` — вместо ответа: ядро студента погибло или
    не уложилось в срок; ``INCIDENT`` — замеченная попытка; ``REFUSAL`` — вызов запрещённого.
    """

    ORDER = 1
    DONE = 2
    REQUEST = 3
    REPLY = 4
    GONE = 5
    INCIDENT = 6
    REFUSAL = 7


class ChannelClosed(Exception):
    """Собеседник закрыл соединение или прислал негодный кадр."""


class ChannelTimeout(Exception):
    """Собеседник не уложился в срок."""


class Channel:
    """Двусторонний канал кадров; ``deadline`` — момент по ``time.monotonic``."""

    def __init__(self, endpoint: socket.socket) -> None:
        self._socket = endpoint
        # Недочитанный кадр переживает истёкший срок: после прерывания его дочитают.
        self._pending = bytearray()

    def fileno(self) -> int:
        """Описатель сокета: для ``select`` и для закрытия лишних описателей."""
        return self._socket.fileno()

    def close(self) -> None:
        """Закрыть свой конец."""
        self._socket.close()

    def send(self, kind: Frame, payload: bytes, deadline: float | None = None) -> None:
        """Отправить кадр целиком."""
        if len(payload) > MAX_FRAME:
            raise ChannelClosed(f"кадр слишком велик: {len(payload)} байт")
        self._write(_HEADER.pack(len(payload), kind) + payload, deadline)

    def receive(self, deadline: float | None = None) -> tuple[Frame, bytearray]:
        """Принять следующий кадр.

        Raises
        ------
        ChannelClosed
            Конец соединения, неизвестный вид или кадр больше ``MAX_FRAME``.
        ChannelTimeout
            Кадр не пришёл целиком до ``deadline``.
        """
        self._fill(_HEADER.size, deadline)
        size, kind = _HEADER.unpack_from(self._pending)
        if size > MAX_FRAME or kind not in Frame._value2member_map_:
            raise ChannelClosed(f"негодный кадр: вид {kind}, {size} байт")
        end = _HEADER.size + size
        self._fill(end, deadline)
        payload = self._pending[_HEADER.size : end]
        del self._pending[:end]
        return Frame(kind), payload

    def _write(self, data: bytes, deadline: float | None) -> None:
        rest = memoryview(data)
        while rest:
            if deadline is None:
                sent = self._call(self._socket.send, rest)
            else:
                self._wait(deadline, select.POLLOUT)
                sent = self._call(self._socket.send, rest[:_CHUNK], socket.MSG_DONTWAIT)
            rest = rest[sent:]

    def _fill(self, size: int, deadline: float | None) -> None:
        # Память растёт вслед за пришедшими байтами: объявленной длине верить рано.
        while len(self._pending) < size:
            if deadline is not None:
                self._wait(deadline, select.POLLIN)
            wanted = min(max(size - len(self._pending), _READ_AHEAD), _CHUNK)
            part = self._call(self._socket.recv, wanted)
            if not part:
                raise ChannelClosed("соединение закрыто")
            self._pending += part

    def _wait(self, deadline: float, event: int) -> None:
        waiter = select.poll()
        waiter.register(self._socket, event)
        left = deadline - time.monotonic()
        # Кто пишет без умолку, тот готов всегда: истёкший срок важнее готовности.
        if left <= 0 or not waiter.poll(left * 1000):
            raise ChannelTimeout

    @staticmethod
    def _call(function, *arguments):
        try:
            return function(*arguments)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise ChannelClosed(str(error)) from error
