"""После SIGKILL: процессы уходят с хозяином, каталоги и группы убирает следующая проверка."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest
from engine_cells import answer, check, outcomes

from autograder.exam.records import Exam, Limits
from autograder.exam.worker import Examiner, InfrastructureError
from autograder.exam.worker.fork_client import Sandbox
from autograder.sandbox import cgroups
from autograder.sandbox.claims import Claim, abandoned

ROOT = Path(__file__).parents[3]
EXAM = Exam("a", "n", "s", (answer("def f():\n    return 1"), check("assert f() == 1")))
BUSY = """
import sys
from autograder.exam.worker import Examiner
from autograder.exam.worker import InfrastructureError
from autograder.exam.worker.fork_client import Sandbox
from autograder.exam.records import Cell, Exam, Limits
litter = "import ctypes, os, signal, time\\nopen('litter', 'w').write('1')\\n"
litter += "signal.signal(signal.SIGINT, signal.SIG_IGN)\\n"
litter += "if os.fork() == 0:\\n    ctypes.CDLL(None).setsid()\\n    os.fork()\\n"
litter += "while True: time.sleep(0.01)"
exam = Exam("a", "n", "s", (Cell("answer", "x", litter, reference="x = 1"),))
examiner = Examiner(Limits(cell_timeout=float(sys.argv[2])), isolation=sys.argv[1])
examiner.examine(exam)
"""
FAMILY = {"auto": 7, "landlock": 5, "none": 5}  # bubblewrap, сервер, два ядра, два сына студента


@pytest.fixture
def scratch(tmp_path, monkeypatch) -> Path:
    """Свой каталог временных файлов: в общем убирали бы и соседи."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def busy(scratch):
    """Запускает рабочий процесс, у которого студент не хочет кончать; даёт его потомков."""
    started = []

    def start(isolation: str, timeout: int = 300) -> tuple[psutil.Process, list[psutil.Process]]:
        environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", BUSY, isolation, str(timeout)]
        quiet = subprocess.DEVNULL
        started.append(subprocess.Popen(command, env=environment, stderr=quiet))
        worker = psutil.Process(started[-1].pid)
        deadline = time.monotonic() + 60
        while len(family := worker.children(recursive=True)) < FAMILY[isolation]:
            assert time.monotonic() < deadline and started[-1].poll() is None, family
            time.sleep(0.05)
        return worker, family

    yield start
    for process in started:
        process.kill()
        process.wait()


def parts(process: psutil.Process) -> list[Path]:
    """Части групп песочниц, в которых состоит процесс: по одной на иерархию."""
    inside = "autograder-sandbox-*/*/cgroup.procs"
    files = [path for place in cgroups.places() for path in place.folder.glob(inside)]
    return [path.parent for path in files if process.pid in members(path)]


def members(file: Path) -> list[int]:
    """Кто состоит в группе; соседская тем временем могла и исчезнуть."""
    try:
        return [int(pid) for pid in file.read_text().split()]
    except OSError:
        return []


def groups(process: psutil.Process) -> list[Path]:
    """Сами эти группы."""
    return [part.parent for part in parts(process)]


@pytest.mark.parametrize("isolation", FAMILY)
def test_every_process_of_a_sandbox_is_in_its_control_group(isolation, busy):
    if not (places := len(cgroups.places())):
        pytest.skip("контрольных групп здесь заводить нельзя")
    worker, family = busy(isolation)
    assert groups(worker) == []
    assert len(set(groups(family[0]))) == places
    assert {frozenset(groups(process)) for process in family} == {frozenset(groups(family[0]))}
    homes = [part.name.partition("-")[0] for process in family for part in parts(process)]
    servers = len(family) - 4
    assert sorted(homes) == sorted(["judge", *["student"] * 3, *["server"] * servers] * places)


@pytest.mark.slow
@pytest.mark.parametrize("isolation", FAMILY)
def test_a_killed_worker_leaves_nothing_to_the_next_grading(isolation, busy, scratch):
    worker, family = busy(isolation)
    litter = [*scratch.iterdir(), *groups(family[0])]
    assert len(litter) == 1 + len(cgroups.places())
    worker.kill()
    assert psutil.wait_procs(family, 15)[1] == []
    with Examiner(Limits(), isolation=isolation) as following:
        assert outcomes(following.examine(EXAM)) == ["passed"]
        assert not [path for path in litter if path.exists()]
    assert list(scratch.iterdir()) == []


@pytest.mark.slow
def test_a_killed_server_takes_its_kernels_along(busy, scratch):
    worker, family = busy("auto")
    family[0].kill()
    assert psutil.wait_procs([*family, worker], 15)[1] == []
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("isolation", ["auto", "none"])
def test_a_worker_that_just_ends_tidies_up(isolation, busy, scratch):
    worker, family = busy(isolation, timeout=2)
    litter = groups(family[0])
    assert worker.wait(30) == 0
    assert psutil.wait_procs(family, 15)[1] == []
    assert not [path for path in [*litter, *scratch.iterdir()] if path.exists()]


def test_a_sandbox_that_did_not_start_leaves_nothing(scratch, monkeypatch):
    def refuse(sandbox):
        raise InfrastructureError("не вышло")

    monkeypatch.setattr(Sandbox, "_require_membership", refuse)
    before = set(psutil.Process().children(recursive=True))
    made = []
    monkeypatch.setattr(cgroups, "Claim", lambda folder: made.append(Claim(folder)) or made[-1])
    with Examiner(Limits()) as examiner, pytest.raises(InfrastructureError, match="не вышло"):
        examiner.examine(EXAM)
    assert set(psutil.Process().children(recursive=True)) <= before
    assert list(scratch.iterdir()) == []
    assert not [claim.path for claim in made if claim.path.exists()]


def test_a_living_sandbox_is_left_alone(scratch):
    with Examiner(Limits()) as first, Examiner(Limits()) as second:
        assert outcomes(first.examine(EXAM)) == ["passed"]
        server = first._servers._running["shared"][0]._server
        held = [*scratch.iterdir(), *groups(psutil.Process(server.pid))]
        assert outcomes(second.examine(EXAM)) == ["passed"]
        assert all(path.exists() for path in held)
        assert outcomes(first.examine(EXAM)) == ["passed"]
        assert server.poll() is None
    assert list(scratch.iterdir()) == []


def test_only_what_has_no_owner_is_abandoned(tmp_path):
    mine, left = Claim(tmp_path), Claim(tmp_path)
    left.release()
    (tmp_path / "autograder-sandbox-link").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "autograder-sandbox-file").touch()
    (tmp_path / "autograder-course").mkdir()
    assert list(abandoned(tmp_path)) == [left.path]
    mine.release()
    assert set(abandoned(tmp_path)) == {mine.path, left.path}


def test_claiming_and_tidying_at_once_never_takes_what_is_owned(tmp_path):
    over = threading.Event()

    def tidy() -> None:
        while not over.is_set():
            for path in abandoned(tmp_path):
                path.rmdir()

    tidying = threading.Thread(target=tidy)
    tidying.start()
    try:
        for _ in range(500):
            claim = Claim(tmp_path)
            time.sleep(0.0005)
            assert claim.path.exists()
            claim.release()
    finally:
        over.set()
        tidying.join()
    for path in abandoned(tmp_path):
        path.rmdir()
    assert list(tmp_path.iterdir()) == []
