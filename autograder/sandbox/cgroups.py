"""Контрольные группы (v1 и v2): жёсткий предел памяти и числа процессов всей песочницы."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from autograder.sandbox.claims import Claim, abandoned

_REMOVAL_ATTEMPTS = 20
_REMOVAL_PAUSE = 0.05
_ROOT = Path("/sys/fs/cgroup")


def places() -> dict[str, Path]:
    """Где можно заводить группы: ``v2`` — общее место или ``memory`` и ``pids``; пусто — нигде."""
    if sys.platform != "linux" or not Path("/proc/self/cgroup").exists():
        return {}
    if folder := _v2():
        return {"v2": folder}
    found = {controller: _v1(controller) for controller in ("memory", "pids")}
    return found if all(found.values()) else {}


def _v2() -> Path | None:
    """Своя группа v2, если ядро даёт в ней память и процессы и в неё можно писать."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        number, _, path = line.split(":", 2)
        if number == "0":
            folder = _ROOT / path.strip("/")
            with suppress(OSError):
                offered = (folder / "cgroup.subtree_control").read_text().split()
                if {"memory", "pids"} <= set(offered) and _can_create(folder):
                    return folder
    return None


def _v1(controller: str) -> Path | None:
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, names, path = line.split(":", 2)
        if controller in names.split(","):
            folder = _ROOT / controller / path.strip("/")
            return folder if _can_create(folder) else None
    return None


def _can_create(folder: Path) -> bool:
    try:
        trial = Claim(folder)
        trial.path.rmdir()
    except OSError:
        return False
    trial.release()
    return True


def usable() -> str | None:
    """Описать, какие группы доступны для записи; None — никакие."""
    found = places()
    if "v2" in found:
        return f"v2: {found['v2']}"
    return "v1: memory и pids" if found else None


class ControlGroup:
    """Группа одной песочницы. Где групп нет, все действия ничего не делают."""

    def __init__(self, memory_mb: int, processes: int) -> None:
        memory, count = str(memory_mb << 20), str(processes)
        limits = {
            "v2": {"memory.max": memory, "pids.max": count},
            "memory": {"memory.limit_in_bytes": memory},
            "pids": {"pids.max": count},
        }
        self._claims: list[Claim] = []
        for place, folder in places().items():
            claim = Claim(folder)
            self._claims.append(claim)
            for file, value in limits[place].items():
                (claim.path / file).write_text(value)

    def add(self, pid: int) -> None:
        """Поместить в группу процесс вместе со всеми будущими потомками."""
        for claim in self._claims:
            (claim.path / "cgroup.procs").write_text(str(pid))

    def close(self) -> None:
        """Убить всё, что в группе ещё живо, и убрать её."""
        for claim in self._claims:
            _remove(claim.path)
            claim.release()


def remove_abandoned() -> None:
    """Убрать группы, хозяева которых погибли, вместе с процессами в них."""
    for folder in places().values():
        for group in abandoned(folder):
            _remove(group)


def _remove(group: Path) -> None:
    for _ in range(_REMOVAL_ATTEMPTS):
        with suppress(OSError):
            for pid in set((group / "cgroup.procs").read_text().split()) - {"0"}:  # 0 — не виден
                with suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            group.rmdir()
        if not group.exists():
            return
        time.sleep(_REMOVAL_PAUSE)  # убитые процессы исчезают не мгновенно
