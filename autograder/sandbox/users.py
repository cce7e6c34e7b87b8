"""Кем становится ядро, если проверяет root: пользователем, который ничем на машине не владеет."""

from __future__ import annotations

import os
from pathlib import Path

_FIRST = 1_900_000_000
_SPAN = 1 << 23  # вдвое больше, чем бывает номеров процессов
_FEWEST = 1 << 10


def stranger(number: int) -> int:
    """Номер пользователя (и группы) для ядра ``number``; 0 — сменить пользователя нельзя.

    В контейнере без прав root ядру Linux известны лишь некоторые номера: остальных там нет.
    """
    if os.geteuid() != 0 or not _may_drop_groups():
        return 0
    for start, count in sorted(_known("uid"), key=lambda found: -found[1]):
        if start <= _FIRST and start + count >= _FIRST + _SPAN:
            first, span = _FIRST, _SPAN
        else:  # младшие номера могут и принадлежать кому-то
            first, span = start + count - count // 2, count // 2
        uid = first + number % max(span, 1)
        if span >= _FEWEST and any(low <= uid < low + many for low, many in _known("gid")):
            return uid
    return 0


def _may_drop_groups() -> bool:
    try:
        return Path("/proc/self/setgroups").read_text().strip() == "allow"
    except OSError:
        return True


def _known(kind: str) -> list[tuple[int, int]]:
    """Первый номер и длина каждого отрезка номеров, известных в этом пространстве."""
    lines = Path(f"/proc/self/{kind}_map").read_text().splitlines()
    return [(int(start), int(count)) for start, _, count in map(str.split, lines)]
