"""Контрольные группы (v1 и v2): жёсткий предел памяти и числа процессов всей песочницы."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

_REMOVAL_ATTEMPTS = 20
_REMOVAL_PAUSE = 0.05
_ROOT = Path("/sys/fs/cgroup")


def _v2() -> Path | None:
    """Своя группа v2, если ядро даёт в ней память и процессы и в неё можно писать."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        number, _, path = line.split(":", 2)
        if number == "0":
            folder = _ROOT / path.strip("/")
            with suppress(OSError):
                offered = (folder / "cgroup.subtree_control").read_text().split()
                if {"memory", "pids"} <= set(offered) and os.access(folder, os.W_OK):
                    return folder
    return None


def _v1(controller: str) -> Path | None:
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, names, path = line.split(":", 2)
        if controller in names.split(","):
            folder = _ROOT / controller / path.strip("/")
            return folder if os.access(folder, os.W_OK) and _can_create(folder) else None
    return None


def _can_create(folder: Path) -> bool:
    trial = folder / f"autograder-{os.getpid()}-trial"
    try:
        trial.mkdir()
        trial.rmdir()
    except OSError:
        return False
    return True


def usable() -> str | None:
    """Описать, какие группы доступны для записи; None — никакие."""
    if sys.platform != "linux" or not Path("/proc/self/cgroup").exists():
        return None
    if (folder := _v2()) and _can_create(folder):
        return f"v2: {folder}"
    if _v1("memory") and _v1("pids"):
        return "v1: memory и pids"
    return None


class ControlGroup:
    """Группа одной песочницы. Где групп нет, все действия ничего не делают."""

    def __init__(self, memory_mb: int, processes: int) -> None:
        self.folders: list[Path] = []
        if usable() is None:
            return
        name = f"autograder-{os.getpid()}-{id(self):x}"
        memory, count = str(memory_mb << 20), str(processes)
        if folder := _v2():
            self._create(folder / name, {"memory.max": memory, "pids.max": count})
        else:
            self._create(_v1("memory") / name, {"memory.limit_in_bytes": memory})
            self._create(_v1("pids") / name, {"pids.max": count})

    def _create(self, folder: Path, limits: dict[str, str]) -> None:
        folder.mkdir()
        self.folders.append(folder)
        for file, value in limits.items():
            (folder / file).write_text(value)

    def add(self, pid: int) -> None:
        """Поместить в группу процесс вместе со всеми будущими потомками."""
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(pid))

    def close(self) -> None:
        """Убрать группу, когда в ней не осталось процессов."""
        for folder in self.folders:
            for _ in range(_REMOVAL_ATTEMPTS):
                with suppress(OSError):
                    folder.rmdir()
                if not folder.exists():
                    break
                time.sleep(_REMOVAL_PAUSE)  # убитые процессы исчезают не мгновенно
