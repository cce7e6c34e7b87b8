"""Контрольные группы (v1 и v2): пределы памяти и числа процессов и доля процессора.

У песочницы своя группа, а в ней по части на сервер порождения и на каждое ядро. В свою часть
процесс входит сам и прежде, чем исполнит что бы то ни было; потомки остаются в ней. Память
считает группа: вместе с буферами сокетов, разделяемой памятью и файлами в памяти.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.claims import Claim, abandoned
from autograder.sandbox.errors import InfrastructureError

CONTROLLERS = ("memory", "pids", "cpu")
_REMOVAL_ATTEMPTS = 20
_REMOVAL_PAUSE = 0.05
# Чем пределы пишутся и где записано, скольких пришлось убить.
_MEMORY = {
    1: ("memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "memory.oom_control"),
    2: ("memory.max", "memory.swap.max", "memory.events"),
}


@dataclass(frozen=True)
class Place:
    """Каталог, где можно заводить группы, и чем в них можно распоряжаться."""

    folder: Path
    controllers: tuple[str, ...]
    version: int


def places() -> tuple[Place, ...]:
    """Где здесь можно заводить группы."""
    if sys.platform != "linux" or not Path("/proc/self/cgroup").exists():
        return ()
    found = {place.controllers: place for mount in _mounts() if (place := _place(*mount))}
    return tuple(found.values())  # одну иерархию могли смонтировать и дважды


def controllers() -> set[str]:
    """Чем можно распоряжаться: ``memory``, ``pids``, ``cpu``."""
    return {name for place in places() for name in place.controllers}


def _mounts() -> Iterator[tuple[int, tuple[str, ...], Path, Path]]:
    """Версия, распорядительства, точка монтирования и своя группа в каждой иерархии."""
    own = {}
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, names, path = line.split(":", 2)
        own[names] = path
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, _, right = line.partition(" - ")
        root, point = left.split()[3:5]
        kind, _, options = right.split(" ", 2)
        if kind == "cgroup2":
            names = ""
        elif kind == "cgroup":
            names = next((key for key in own if key and {*key.split(",")} <= _set(options)), None)
        else:
            continue
        with suppress(KeyError, ValueError):
            inside = Path(own[names]).relative_to(root)
            yield 1 if names else 2, tuple(names.split(",")), Path(point), Path(point) / inside


def _set(options: str) -> set[str]:
    return set(options.split(","))


def _place(version: int, names: tuple[str, ...], root: Path, own: Path) -> Place | None:
    if version == 1:
        used = tuple(name for name in CONTROLLERS if name in names)
        return Place(own, used, 1) if used and _can_create(own) else None
    for folder in (own, *own.parents):
        with suppress(OSError):
            offered = (folder / "cgroup.subtree_control").read_text().split()
            used = tuple(name for name in CONTROLLERS if name in offered)
            enterable = os.access(folder / "cgroup.procs", os.W_OK)
            if "memory" in used and enterable and _can_create(folder):
                return Place(folder, used, 2)
        if folder == root:
            break
    return None


def _can_create(folder: Path) -> bool:
    try:
        trial = Claim(folder)
        trial.path.rmdir()
    except OSError:
        return False
    trial.release()
    return True


class Part:
    """Часть группы: в неё входят, её пределы общие для всех вошедших."""

    def __init__(self, folders: dict[Path, Place], memory_mb: int, processes: int) -> None:
        self._folders = folders
        for folder, place in folders.items():
            folder.mkdir(mode=0o700, exist_ok=True)
            _limit(folder, place, memory_mb, processes)

    @property
    def entrances(self) -> tuple[str, ...]:
        """Файлы, в каждый из которых входящий пишет 0."""
        return tuple(str(folder / "cgroup.procs") for folder in self._folders)

    def members(self) -> list[set[int]]:
        """Кто в части состоит — по каждой иерархии."""
        return [_members(folder) for folder in self._folders]

    def starved_of_memory(self) -> bool:
        """Пришлось ли кого-то убить из-за предела памяти самой части."""
        for folder, place in self._folders.items():
            if "memory" in place.controllers:
                with suppress(OSError):
                    words = (folder / _MEMORY[place.version][2]).read_text().split()
                    return int(dict(zip(words[::2], words[1::2], strict=False))["oom_kill"]) > 0
        return False

    def remove(self) -> None:
        """Убить всех, кто ещё в части, и убрать её."""
        for folder in self._folders:
            _remove(folder)


class ControlGroup:
    """Группа одной песочницы. Где групп нет, всё здесь ничего не делает.

    Parameters
    ----------
    memory_mb, processes : int
        Пределы для всех частей вместе.
    """

    def __init__(self, memory_mb: int, processes: int) -> None:
        self._claims: dict[Claim, Place] = {}
        try:
            for place in places():
                claim = Claim(place.folder)
                self._claims[claim] = place
                _limit(claim.path, place, memory_mb, processes)
                if place.version == 2:
                    wanted = " ".join(f"+{name}" for name in place.controllers)
                    (claim.path / "cgroup.subtree_control").write_text(wanted)
        except OSError as error:
            self.close()
            raise InfrastructureError(f"контрольная группа не заводится: {error}") from error

    @property
    def controllers(self) -> set[str]:
        """Чем группа распоряжается."""
        return {name for place in self._claims.values() for name in place.controllers}

    def part(self, name: str, memory_mb: int, processes: int) -> Part:
        """Завести часть со своими пределами."""
        folders = {claim.path / name: place for claim, place in self._claims.items()}
        return Part(folders, memory_mb, processes)

    def close(self) -> None:
        """Убить всё, что в группе ещё живо, и убрать её."""
        for claim in self._claims:
            _remove(claim.path)
            claim.release()


def entering(part: Part, command: list[str]) -> list[str]:
    """Команда, которая сперва входит в часть и лишь затем становится ``command``."""
    script = 'while [ "$1" != -- ]; do echo 0 >"$1" || exit 70; shift; done; shift; exec "$@"'
    return ["/bin/sh", "-c", script, "sh", *part.entrances, "--", *command]


def remove_abandoned() -> None:
    """Убрать группы, хозяева которых погибли, вместе с процессами в них."""
    for place in places():
        for group in abandoned(place.folder):
            _remove(group)


def _limit(folder: Path, place: Place, memory_mb: int, processes: int) -> None:
    if "memory" in place.controllers:
        memory, swap, _ = _MEMORY[place.version]
        (folder / memory).write_text(str(memory_mb << 20))
        if (folder / swap).exists():
            (folder / swap).write_text(str(memory_mb << 20) if place.version == 1 else "0")
    if "pids" in place.controllers:
        (folder / "pids.max").write_text(str(processes))


def _members(folder: Path) -> set[int]:
    try:
        return {int(pid) for pid in (folder / "cgroup.procs").read_text().split()}
    except OSError:
        return set()


def _remove(group: Path) -> None:
    with suppress(OSError):
        for part in [entry for entry in group.iterdir() if entry.is_dir()]:
            _remove(part)
    for _ in range(_REMOVAL_ATTEMPTS):
        with suppress(OSError):
            for pid in _members(group) - {0}:  # 0 — не виден
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            group.rmdir()
        if not group.exists():
            return
        time.sleep(_REMOVAL_PAUSE)  # убитые процессы исчезают не мгновенно
