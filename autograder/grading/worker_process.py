"""Один рабочий процесс: вызовы ему, ответы от него и его гибель вместе с хозяином."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection


class WorkerDied(Exception):
    """Процесс погиб, не ответив."""


class Worker:
    """Рабочий процесс; вызовы исполняет по одному."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._calls, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,))
        self._process.start()
        theirs.close()

    def call(self, fn, args: tuple) -> tuple[bool, object]:
        """Исполняет ``fn(*args)`` там: вышло ли и что вернулось, значение или исключение.

        Raises
        ------
        WorkerDied
            Процесса больше нет.
        """
        try:
            self._calls.send((fn, args))
            return self._calls.recv()
        except (EOFError, OSError):
            raise WorkerDied from None

    def kill(self) -> None:
        """Убивает процесс на месте."""
        self._process.kill()

    def leave(self) -> None:
        """Отпускает процесс: он закроет свои песочницы и уйдёт."""
        self._calls.close()
        self._process.join()


def _serve(calls: Connection) -> None:
    """Исполняет вызовы; Ctrl+C решает хозяин, а с гибелью хозяина уходит и рабочий."""
    from autograder.grading.workers import close_examiners

    signal.signal(signal.SIGINT, lambda *_: None)
    threading.Thread(target=_follow_parent, daemon=True).start()
    while True:
        try:
            fn, args = calls.recv()
        except EOFError:
            break
        try:
            answer = True, fn(*args)
        except BaseException as exc:
            answer = False, exc
        try:
            calls.send(answer)
        except Exception as exc:  # значение не пересылается
            calls.send((False, RuntimeError(str(exc))))
    close_examiners()


def _follow_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
