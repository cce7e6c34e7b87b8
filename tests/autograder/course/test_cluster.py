"""Настоящая проверка через планировщик Dask: двое рабочих по TCP, один гибнет в пути."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from autograder.grading.cluster import cluster
from autograder.grading.grading import Conditions, Grading
from autograder.grading.journal import Journal
from autograder.grading.workers import close_examiners, examine
from autograder.wording.problems import Problem

ROOT = Path(__file__).parents[3]
WORKER = ("--nthreads", "1", "--no-dashboard", "--no-nanny")


def start(*command: str, inside: tuple[str, ...] = ()) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [*inside, sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


class Loopback:
    """Все на одной машине."""

    scheduler = "127.0.0.1"
    count = 2

    def worker(self, number: int, port: str) -> subprocess.Popen:
        return start("worker", f"tcp://127.0.0.1:{port}", *WORKER)

    def close(self) -> None:
        """Убирать нечего."""


class Machines:
    """Три «машины»: у каждой своё сетевое пространство и провод к хозяину, больше ничего."""

    scheduler = "0.0.0.0"
    count = 3

    def __init__(self) -> None:
        mark = secrets.token_hex(3)
        self._names = [f"ag{mark}{number}" for number in range(self.count)]
        self._subnet = f"10.{secrets.randbelow(100) + 100}"
        for number, name in enumerate(self._names):
            host, guest = f"{name}h", f"{name}g"
            ip("netns", "add", name)
            ip("link", "add", host, "type", "veth", "peer", "name", guest, "netns", name)
            ip("addr", "add", f"{self._subnet}.{number}.1/30", "dev", host)
            ip("link", "set", host, "up")
            ip("-n", name, "addr", "add", f"{self._subnet}.{number}.2/30", "dev", guest)
            ip("-n", name, "link", "set", guest, "up")
            ip("-n", name, "link", "set", "lo", "up")

    def worker(self, number: int, port: str) -> subprocess.Popen:
        own, host = f"{self._subnet}.{number}.2", f"{self._subnet}.{number}.1"
        inside = ("ip", "netns", "exec", self._names[number])
        return start("worker", f"tcp://{host}:{port}", "--host", own, *WORKER, inside=inside)

    def close(self) -> None:
        """Вместе с пространствами исчезают и провода."""
        for name in self._names:
            ip("netns", "del", name)


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


no_machines = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("ip") is None,
    reason="сетевые пространства заводит root программой ip из iproute2",
)


@pytest.fixture(params=[Loopback, pytest.param(Machines, marks=no_machines)])
def dask(request):
    """Планировщик и рабочие: адрес и процессы рабочих."""
    network = request.param()
    running = [start("scheduler", "--host", network.scheduler, "--port", "0", "--no-dashboard")]
    try:
        port = None
        while port is None:
            line = running[0].stderr.readline()
            assert line, "планировщик не запустился"
            match = re.search(r"tcp://[\d.]+:(\d+)", line)
            port = match.group(1) if match else None
        workers = [network.worker(number, port) for number in range(network.count)]
        running += workers
        yield f"tcp://127.0.0.1:{port}", workers
    finally:
        for process in reversed(running):
            process.terminate()  # рабочий, уходя по просьбе, прибирает за собой
            process.communicate(timeout=60)
        network.close()


def wait_for_workers(address: str, count: int) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            with cluster(address) as (_, ready):
                if ready >= count:
                    return
        except Problem:
            pass
        time.sleep(0.3)
    raise AssertionError("рабочие не подключились")


@pytest.mark.sandbox
@pytest.mark.slow
def test_a_cluster_grades_every_work_once_though_a_worker_dies(classroom, dask):
    address, workers = dask
    students = [f"s{number:02}" for number in range(12)]
    for number, student in enumerate(students):
        classroom.submit(student, f"def double(x):\n    return {number % 3} * x")
    wait_for_workers(address, len(workers))
    done, sandbox = [], []

    def watch(student: str) -> None:
        done.append(student)
        if not sandbox and (found := psutil.Process(workers[0].pid).children(recursive=True)):
            sandbox.extend(found)
            os.killpg(workers[0].pid, signal.SIGKILL)

    with cluster(address) as (executor, count):
        grading = Grading(classroom.course, "hw", Conditions(), executor, 2 * count)
        summary = grading.run(students, watch)
    assert sandbox and psutil.wait_procs(sandbox, 15)[1] == []
    assert sorted(summary.graded) == students and not summary.failed
    with Journal(classroom.course.state) as journal:
        assert sorted(d.student for d in journal.history("hw")) == students
    over_cluster = [classroom.scores(student) for student in students]
    classroom.grade(force=True, task=examine)
    close_examiners()
    assert [classroom.scores(student) for student in students] == over_cluster
    assert {scores["test_double"][0] for scores in over_cluster} == {0, 2}


def test_a_scheduler_that_does_not_answer_is_explained():
    with pytest.raises(Problem, match="не отвечает"), cluster("tcp://127.0.0.1:1", timeout=1):
        pass


@pytest.mark.parametrize("address", ["foo", "http://host:1", "tcp://host"])
def test_an_address_that_cannot_be_a_scheduler_is_refused(address):
    with pytest.raises(Problem, match="не годится"), cluster(address):
        pass
