"""Ресурсы: память со всем, что ядро Linux держит за процесс, и процессор, поделённый поровну."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from engine_cells import answer, check, outcomes

from autograder.exam.records import Exam, Limits
from autograder.exam.worker import Examiner
from autograder.sandbox import cgroups

SOCKETS = """
import os, socket, time

def flood():
    kept = []
    try:
        while True:
            kept += socket.socketpair()
            for end in kept[-2:]:
                end.setblocking(False)
                try:
                    while end.send(bytes(1 << 16)):
                        pass
                except BlockingIOError:
                    pass
    finally:
        time.sleep(60)

for _ in range(40):
    if os.fork() == 0:
        flood()
time.sleep(60)
"""
BUSY = """
import os
for _ in range(58):
    if os.fork() == 0:
        while True:
            pass
while True:
    pass
"""
WORK = """
def f():
    import time
    while time.process_time() < 1.5:
        pass
    return 1
"""
needs_memory = pytest.mark.skipif(
    "memory" not in cgroups.controllers(), reason="контрольных групп памяти здесь нет"
)
needs_cpu = pytest.mark.skipif(
    "cpu" not in cgroups.controllers(), reason="контрольных групп процессора здесь нет"
)


def exam(*cells) -> Exam:
    return Exam("a", "n", "s", cells)


class Gauge:
    """Сколько памяти брали части группы с ядром студента, в байтах."""

    def __enter__(self) -> Gauge:
        self.peak, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        names = {1: "memory.usage_in_bytes", 2: "memory.current"}
        (place,) = [place for place in cgroups.places() if "memory" in place.controllers]
        while not self._over.wait(0.01):
            for file in place.folder.glob(f"autograder-*/student-*/{names[place.version]}"):
                try:
                    self.peak = max(self.peak, int(file.read_text()))
                except OSError:
                    continue


@needs_memory
@pytest.mark.slow
def test_socket_buffers_count_as_memory():
    from autograder.exam.worker.fork_client import _DISK_MB

    with Examiner(Limits(cell_timeout=20, memory_mb=256)) as examiner, Gauge() as gauge:
        done = examiner.examine(exam(answer(SOCKETS, "x = 1"), check("assert True")))
    allowed = (256 + 3 * _DISK_MB) << 20
    assert 0.8 * allowed < gauge.peak <= allowed
    assert any("предел памяти" in incident for incident in done.incidents)


def test_files_larger_than_a_frame_reach_both_kernels():
    given, own = {"given.bin": bytes(70 << 20)}, {f"{n}.bin": bytes(16 << 20) for n in "ab"}
    work = "import os\ndef sizes():\n    return {n: os.path.getsize(n) for n in os.listdir('.')}"
    test = (
        "import os\nassert sizes() == {'given.bin': 70 << 20, 'a.bin': 16 << 20, 'b.bin': 16 << 20}"
    )
    test += "\nassert os.path.getsize('given.bin') == 70 << 20"
    works = Exam("a", "n", "s", (answer(work), check(test)), files=given, submitted_files=own)
    with Examiner(Limits(memory_mb=512)) as examiner:
        assert outcomes(examiner.examine(works)) == ["passed"]


@needs_cpu
@pytest.mark.slow
def test_busy_neighbours_do_not_take_the_processor_away():
    limits = Limits(cell_timeout=9)
    with Examiner(limits) as first, Examiner(limits) as second:
        calm = exam(answer(WORK), check("assert f() == 1"))
        assert outcomes(second.examine(calm)) == ["passed"]
        with ThreadPoolExecutor() as pool:
            noisy = pool.submit(first.examine, exam(answer(BUSY, "x = 1")))
            time.sleep(3)
            assert not noisy.done()
            honest = second.examine(calm)
            assert not noisy.done(), "соседи кончили раньше: проверять было нечего"
            assert outcomes(honest) == ["passed"], honest
        noisy.result()  # соседи гибнут вместе со своим экзаменом


def test_who_waited_for_the_processor_is_told_from_who_slept():
    with Examiner(Limits(cell_timeout=3)) as examiner:
        crowded = examiner.examine(exam(answer(BUSY, "x = 1"), check("assert True")))
        asleep = examiner.examine(exam(answer("import time\ntime.sleep(60)", "time = 1")))
    assert crowded.disturbed
    assert not asleep.disturbed


def test_who_was_killed_by_a_stranger_is_repeated():
    # В своём пространстве процессов ядро себе SIGKILL не пошлёт: он там не действует.
    with Examiner(Limits(cell_timeout=5), isolation="landlock") as examiner:
        killed = examiner.examine(exam(answer("import os\nos.kill(os.getpid(), 9)", "os = 1")))
        gone = examiner.examine(exam(answer("import os\nos._exit(9)", "os = 1")))
    assert (killed.disturbed, gone.disturbed) == (True, False)
