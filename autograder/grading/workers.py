"""Рабочие процессы: у каждого свой экзаменатор, а значит, свой сервер порождения ядер.

Хозяину возвращаются байты JSON, а не объекты: он ничего не распаковывает исполняемого.
"""

from __future__ import annotations

import json
import queue
import threading
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass

from autograder.exam.records import Exam, Examination, Limits
from autograder.grading.codec import decode, encode
from autograder.grading.worker_process import Worker, WorkerDied
from autograder.wording.problems import BrokenEnvironment, NoIsolation

ATTEMPTS = 3


@dataclass(frozen=True)
class Job:
    """Работа одного студента: экзамены по тетрадям, условия и пути, закрытые от песочницы."""

    exams: tuple[Exam, ...]
    limits: Limits
    isolation: str
    hidden: tuple[str, ...] = ()


class WorkerLost(RuntimeError):
    """Рабочий процесс раз за разом гибнет на этой работе."""


def examinations_of(answer: bytes) -> list[Examination]:
    """Читает ответ :func:`examine`.

    Raises
    ------
    NoIsolation, BrokenEnvironment
        Если вместо исходов пришла неполадка.
    """
    found = json.loads(answer)
    if found.get("problem") == "isolation":
        raise NoIsolation(
            f"Изоляции нет: {found['text']} Что именно недоступно, покажет команда "
            "autograder doctor; ослабить защиту можно только у команды grade и только явно: "
            "--isolation landlock или --isolation none."
        )
    if "problem" in found:
        raise BrokenEnvironment(found["text"].rstrip(".") + ".")
    return decode(json.dumps(found["examinations"]).encode())


def weaknesses_of(answer: bytes) -> list[str]:
    """Чего не хватало песочнице, в которой проведены экзамены."""
    return json.loads(answer).get("weaknesses", [])


def make_examiner(limits: Limits, isolation: str, hidden: tuple[str, ...]):
    """Создаёт экзаменатора; импорт отложен, чтобы хозяин не держал его машинерии."""
    from autograder.exam.worker import Examiner

    return Examiner(limits, isolation=isolation, hidden=hidden)


_desk: dict[tuple, object] = {}
_turn = threading.Lock()


def examine(job: Job) -> bytes:
    """Проверяет работу в этом процессе.

    Returns
    -------
    bytes
        JSON: ``{"examinations": [...], "weaknesses": [...]}`` или, если виновата не работа
        студента, ``{"problem": "isolation" | "infrastructure", "text": ...}``.
    """
    from autograder.exam.worker import InfrastructureError, IsolationError

    with _turn:
        try:
            examiner = _examiner(job)
            done = [examiner.examine(exam) for exam in job.exams]
        except IsolationError as exc:
            return _problem("isolation", exc)
        except InfrastructureError as exc:
            close_examiners()
            return _problem("infrastructure", exc)
    weak = json.dumps(examiner.weaknesses()).encode()
    return b'{"examinations": ' + encode(done) + b', "weaknesses": ' + weak + b"}"


def _examiner(job: Job):
    desk = (job.limits, job.isolation, job.hidden)
    if desk not in _desk:
        _desk[desk] = make_examiner(*desk).__enter__()
    return _desk[desk]


def close_examiners() -> None:
    """Закрывает экзаменаторов этого процесса вместе с их серверами."""
    while _desk:
        _desk.popitem()[1].__exit__(None, None, None)


def _problem(kind: str, exc: Exception) -> bytes:
    return json.dumps({"problem": kind, "text": str(exc)}).encode()


class LocalWorkers(Executor):
    """Исполнитель из отдельных процессов: гибель одного не задевает чужих работ.

    У каждой дорожки свой процесс. Если он погиб, дорожка запускает новый и повторяет ту же
    работу, всего до трёх раз; потом работа возвращается с :class:`WorkerLost`.
    """

    def __init__(self, count: int) -> None:
        self._jobs: queue.SimpleQueue = queue.SimpleQueue()
        self._lock = threading.Lock()  # под ним процессы запускаются и останавливаются
        self._closed = self._stopped = False
        self._running: set[Worker] = set()
        self._lanes = [threading.Thread(target=self._lane, daemon=True) for _ in range(count)]
        for lane in self._lanes:
            lane.start()

    def submit(self, fn, /, *args: object) -> Future:
        """Ставит вызов ``fn(*args)`` в очередь."""
        if self._closed:
            raise RuntimeError("исполнитель остановлен и работ больше не берёт")
        future: Future = Future()
        self._jobs.put((future, fn, args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Останавливает дорожки; начатые работы доводятся до конца."""
        self._closed = True
        with suppress(queue.Empty):
            while cancel_futures:
                if item := self._jobs.get_nowait():
                    item[0].cancel()
        for _ in self._lanes:
            self._jobs.put(None)
        for lane in self._lanes if wait else ():
            lane.join()

    def __exit__(self, kind: object, *rest: object) -> None:
        """Доводит работы до конца, а если случилась беда, бросает их."""
        if kind is None:
            self.shutdown()
        else:
            self.stop()

    def stop(self) -> None:
        """Останавливает немедленно: начатые работы бросаются, новые не начнутся."""
        with self._lock:
            self._stopped = True
            for worker in self._running:
                worker.kill()
        self.shutdown(cancel_futures=True)

    def _lane(self) -> None:
        worker = None
        while (item := self._jobs.get()) is not None:
            future, fn, args = item
            if future.set_running_or_notify_cancel():
                worker = self._serve(worker, future, fn, args)
        self._dismiss(worker)

    def _serve(self, worker: Worker | None, future: Future, fn, args: tuple) -> Worker | None:
        for _ in range(ATTEMPTS):
            try:
                worker = worker or self._hire()
                done, value = worker.call(fn, args)
            except WorkerDied:
                self._dismiss(worker)
                worker = None
                continue
            except Exception as exc:  # вызов или ответ не пересылается
                done, value = False, exc
            (future.set_result if done else future.set_exception)(value)
            return worker
        future.set_exception(WorkerLost("рабочий процесс погиб трижды подряд"))
        return None

    def _hire(self) -> Worker:
        with self._lock:
            if self._stopped:
                raise WorkerDied
            worker = Worker()
            self._running.add(worker)
            return worker

    def _dismiss(self, worker: Worker | None) -> None:
        if worker is not None:
            worker.leave()
            with self._lock:
                self._running.discard(worker)
