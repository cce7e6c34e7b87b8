"""Разговор двух ядер: запрос, ответ и встречные запросы внутри ответа.

Оба ядра говорят на равных, но слушаются по-разному: что исполнять по запросу собеседника,
решает наследник :class:`Peer` в :meth:`Peer.serve`.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from autograder.exam.peers.faults import describe_exception, rebuild_exception
from autograder.exam.peers.mutation import (
    Snapshot,
    encode_changes,
    read_changes,
    replace_content,
)
from autograder.exam.peers.object_table import Exports, PeerGone, Policy
from autograder.wire import Decoder, Encoder, WireError, dumps, loads
from autograder.wire.channel import Channel, Frame


class Peer:
    """Одна из двух сторон разговора."""

    def __init__(self, channel: Channel, policy: Policy) -> None:
        self.channel = channel
        self._turn = threading.RLock()  # разговор один, а потоков у проверки и решения бывает много
        self.exports = Exports(self, policy)
        self.depth = 0

    def serve(self, operation: str, parameters: tuple) -> Any:
        """Исполнить запрос собеседника."""
        raise NotImplementedError

    def outgoing(self) -> dict:
        """Что приложить к следующему сообщению: вывод, файлы, переменные."""
        return {}

    def incoming(self, attached: dict) -> None:
        """Принять приложенное к сообщению."""

    def receiving(self, operation: str, parameters: tuple) -> AbstractContextManager:
        """Принимать то, что ответят на просьбу или о чём просят."""
        return nullcontext()

    def admit(self, value: object) -> object:
        """Впустить пришедшее значение."""
        return value

    def accepts(self, target: object, parameters: tuple) -> bool:
        """Вправе ли собеседник изменить ``target``, посланный ему среди ``parameters``."""
        return True

    def request(self, operation: str, *parameters: object) -> Any:
        """Попросить собеседника и дождаться ответа, обслуживая встречные запросы.

        Raises
        ------
        PeerGone
            Собеседника больше нет.
        """
        with self._turn:
            return self._converse(operation, parameters)

    def _converse(self, operation: str, parameters: tuple) -> Any:
        encoder = Encoder(self.exports)
        encoder.value(operation)
        encoder.value(parameters)
        message = self._sealed(encoder)
        objects = encoder.objects
        self.channel.send(Frame.REQUEST, message)
        while True:
            kind, data = self.channel.receive()
            if kind is Frame.REPLY:
                return self._result(data, objects, operation, parameters)
            if kind is Frame.GONE:
                raise PeerGone(str(loads(data)))
            if kind is not Frame.REQUEST:
                raise WireError(f"кадр {kind.name} не ко времени")
            self.answer(data)

    def answer(self, data: bytearray) -> None:
        """Исполнить пришедший запрос и отправить ответ или исключение."""
        shared: list[object] = []
        self.depth += 1
        try:
            with self.receiving("просьба", ()):
                operation, parameters, shared, snapshot = self._open_request(data)
            value = self.serve(operation, parameters)
            reply = self._reply("value", value, shared, snapshot)
        except PeerGone:
            raise
        except BaseException as error:
            reply = self._reply_error(error, shared)
        finally:
            self.depth -= 1
        with self._turn:
            self.channel.send(Frame.REPLY, reply)

    def _open_request(self, data: bytearray) -> tuple[str, tuple, list[object], Snapshot]:
        decoder = Decoder(data, self.exports)
        operation, parameters = decoder.value(), decoder.value()
        shared = list(decoder.objects)
        self._unseal(decoder)
        if type(operation) is not str or type(parameters) is not tuple:
            raise WireError("негодный запрос")
        return operation, parameters, shared, Snapshot(shared)

    def _reply(
        self, status: str, value: object, shared: list[object], snapshot: Snapshot | None
    ) -> bytes:
        encoder = Encoder(self.exports, shared)
        encoder.mark = lambda tensor: self.exports.gradients.mark(tensor, shared)
        encoder.value(status)
        encoder.value(value)
        encoder.mark = None
        encode_changes(encoder, snapshot or Snapshot([]))
        return self._sealed(encoder)

    def _reply_error(self, error: BaseException, shared: list[object]) -> bytes:
        try:
            return self._reply("raise", describe_exception(error), shared, None)
        except WireError as unsendable:
            return self._reply("raise", describe_exception(unsendable), shared, None)

    def _result(
        self, data: bytearray, objects: list[object], operation: str, parameters: tuple
    ) -> Any:
        decoder = self._reading(data, objects)
        status = decoder.value()
        if status == "raise":
            operation, parameters = "raise", ()
        with self.receiving(operation, parameters):
            value = decoder.value()
            changes = read_changes(decoder, len(objects))
            refused = {
                number: new
                for number, new in changes.items()
                if not self.accepts(objects[number], parameters)
            }
            if refused:  # ответ ссылается на изменённое: пусть видит его, а не наше
                again = [refused.get(number, item) for number, item in enumerate(objects)]
                again = self._reading(data, again)
                status, value = again.value(), again.value()
            for number in changes.keys() - refused.keys():
                replace_content(objects[number], changes[number])
            if status != "raise":
                value = self.admit(value)
        self._unseal(decoder)
        if status == "raise":
            raise self.raised(value)
        return value

    def _reading(self, data: bytearray, objects: list[object]) -> Decoder:
        decoder = Decoder(data, self.exports, objects)
        arguments = list(objects)
        decoder.tensor = lambda *parts: self.exports.gradients.tensor(*parts, arguments)
        return decoder

    def raised(self, described: object) -> BaseException:
        """Исключение собеседника."""
        return rebuild_exception(described, self.exports.policy.exception)

    def _sealed(self, encoder: Encoder) -> bytes:
        encoder.value(self.exports.take_dropped())
        attached = self.outgoing()
        if changed := self.exports.gradients.changes():
            attached["tensors"] = changed
        encoder.value(dumps(attached, self.exports))
        return bytes(encoder.data)

    def _unseal(self, decoder: Decoder) -> None:
        dropped, attached = decoder.value(), decoder.value()
        decoder.finish()
        if type(dropped) is not tuple or type(attached) is not bytes:
            raise WireError("негодное приложение к сообщению")
        self.exports.release(dropped)
        content = loads(attached, self.exports)
        if type(content) is not dict:
            raise WireError("негодное приложение к сообщению")
        self.exports.gradients.apply(content.get("tensors"))
        self.incoming(content)
