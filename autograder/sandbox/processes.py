"""Что ядро Linux рассказывает о процессах: родство, память, ожидание процессора."""

from __future__ import annotations

import os
from contextlib import suppress

_COUNTED = ("RssAnon:", "RssShmem:")


def parents() -> dict[int, int]:
    """Родитель каждого видимого процесса."""
    found: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError, IndexError, ValueError), open(f"/proc/{name}/stat") as stat:
                found[int(name)] = int(stat.read().rpartition(")")[2].split()[1])
    return found


def descendants(pid: int) -> list[int]:
    """Все потомки процесса, от ближних к дальним."""
    kin = parents()
    found, frontier = [], {pid}
    while frontier:
        frontier = {child for child, parent in kin.items() if parent in frontier}
        found += frontier
    return found


def waited(pid: int) -> float:
    """Сколько секунд потоки процесса простояли в очереди за процессором, готовые работать."""
    nanoseconds = 0
    with suppress(OSError, ValueError, IndexError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/schedstat") as schedstat:
                nanoseconds += int(schedstat.read().split()[1])
    return nanoseconds / 1e9


def resident(pid: int) -> int:
    """Сколько памяти процесс занимает, не считая отображённых файлов, в байтах."""
    try:
        with open(f"/proc/{pid}/status") as status:
            lines = status.read().splitlines()
    except OSError:
        return 0
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith(_COUNTED)]
    return sum(kilobytes) << 10
