"""Двадцать SIGKILL в случайные моменты по настоящей проверке: хозяину, рабочему, серверу."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from classrooms import Classroom

from autograder.grading.journal import Decision, Journal

ROOT = Path(__file__).parents[3]
VICTIMS = ("host", "worker", "server")
ANSWERS = (
    "return 2 * x",
    "return 2 * abs(x)",
    "return x",
    "raise ValueError(x)",
    "import os; os._exit(3)",
    "print('считаю'); return x + x",
)


def submit(classroom: Classroom) -> None:
    """Ещё одна работа: верная, неверная, падающая — по очереди."""
    number = len(classroom.course.students("hw"))
    body = f"import time; time.sleep(0.2); {ANSWERS[number % len(ANSWERS)]}"
    classroom.submit(f"s{number:02}", f"def double(x):\n    {body}", why=f"Ответ {number}.")


class Battle:
    """Проверка, которую убивают по частям и запускают снова."""

    def __init__(self, classroom: Classroom, scratch: Path) -> None:
        self._classroom, self._scratch = classroom, scratch
        self._chance = random.Random(11)
        self._host: psutil.Popen | None = None
        self.kills: list[str] = []
        self.seen: set[psutil.Process] = set()

    def strike(self, kind: str) -> None:
        """Запускает проверку, если она не идёт, выжидает и убивает."""
        while True:
            self._start()
            if kind == "host" and len(self.kills) % 2:
                self._wait_for_progress()
            time.sleep(self._chance.uniform(0.05, 1.2))
            if victims := self._find()[kind]:
                victim = self._chance.choice(victims)
                victim.kill()
                self.kills.append(kind)
                return

    def finish(self) -> int:
        """Даёт проверке дойти до конца."""
        self._start()
        return self._host.wait(120)

    def _start(self) -> None:
        if self._host is not None and self._host.poll() is None:
            return
        if self._host is not None and self._host.returncode >= 0:
            submit(self._classroom)  # всё уже проверено: пусть будет над чем работать
        self._host = psutil.Popen(
            command(self._classroom.root, "grade", "hw", "--workers", "2"),
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(self._scratch)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _wait_for_progress(self) -> None:
        """Ждёт нового решения: если убивать только на старте, проверка не сдвинется с места."""
        before = len(history(self._classroom))
        while self._host.poll() is None and len(history(self._classroom)) == before:
            time.sleep(0.05)

    def _find(self) -> dict[str, list[psutil.Process]]:
        found = {kind: [] for kind in VICTIMS}
        with suppress(psutil.NoSuchProcess):
            self.seen.update(self._host.children(recursive=True))
            found["host"] = [self._host] if self._host.poll() is None else []
            for child in self._host.children():
                if "spawn_main" in " ".join(child.cmdline()):
                    found["worker"].append(child)
                    found["server"] += child.children()
        return found


def history(classroom: Classroom) -> list[Decision]:
    with Journal(classroom.course.state) as journal:
        return list(journal.history("hw"))


def command(course: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "autograder", "--course", str(course), *words]


def exported(course: Path) -> list[dict]:
    words = command(course, "export", "hw", "--format", "json", "--output", "-")
    return json.loads(subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout)


@pytest.mark.sandbox
@pytest.mark.slow
def test_twenty_kills_anywhere_change_no_score_and_repeat_nothing(classroom, tmp_path):
    for _ in range(18):
        submit(classroom)
    with Journal(classroom.course.state, writable=True) as journal:
        assert journal.secret  # зёрна случайности обеих проверок будут из него
    calm = Classroom.copy(classroom.root, tmp_path / "calm")
    (scratch := tmp_path / "scratch").mkdir()
    battle = Battle(classroom, scratch)
    for number in range(20):
        battle.strike(VICTIMS[number % len(VICTIMS)])
    decided = len(history(classroom))
    assert battle.finish() == 0 or battle.finish() == 0  # трижды убитое — до следующего запуска

    decisions = history(classroom)
    assert decided < len(decisions)
    assert sorted(decision.student for decision in decisions) == classroom.course.students("hw")
    assert all(decision.recorded for decision in decisions)
    assert psutil.wait_procs(battle.seen, 15)[1] == []
    assert list(scratch.iterdir()) == []

    shutil.copytree(classroom.root / "submitted", calm.root / "submitted", dirs_exist_ok=True)
    subprocess.run(command(calm.root, "grade", "hw"), cwd=ROOT, check=True, capture_output=True)
    assert exported(classroom.root) == exported(calm.root)
