"""Чего песочнице здесь не хватает: что вместо контрольных групп и чем это грозит."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_NO_MEMORY = (
    "Память, которую ядро Linux держит за процесс (буферы сокетов), контрольной группой не "
    "ограничена: её сдерживают лишь пределы числа процессов и описателей, около 1 ГБ на работу"
)
_NO_PROCESSOR = (
    "Доля процессора не выделена: работа с десятками занятых процессов замедлит соседние; "
    "срок, истёкший у той, что ждала процессора, не в счёт, и она проверяется ещё раз, одна"
)
REMEDY = (
    "Контрольные группы даёт root, а обычному пользователю — systemd: "
    "systemd-run --user --scope -p Delegate=yes autograder grade …"
)


def weaknesses(controllers: set[str]) -> tuple[str, ...]:
    """Слабые места песочницы, группа которой распоряжается ``controllers``."""
    found = [] if "memory" in controllers else [_NO_MEMORY]
    if "cpu" not in controllers and not _shared_by_session():
        found.append(_NO_PROCESSOR)
    return tuple(found)


def _shared_by_session() -> bool:
    """Делит ли ядро Linux процессор между сеансами: у каждого экзамена сеанс свой."""
    with suppress(OSError):
        enabled = Path("/proc/sys/kernel/sched_autogroup_enabled").read_text().strip() == "1"
        return enabled and all(map(_is_top, Path("/proc/self/cgroup").read_text().splitlines()))
    return False


def _is_top(line: str) -> bool:
    """Не увела ли процесс из-под дележа группа, чей хозяин распоряжается процессором."""
    _, names, path = line.split(":", 2)
    if names:
        return "cpu" not in names.split(",") or path == "/"
    return not Path("/sys/fs/cgroup", path.strip("/"), "cpu.max").exists()
