"""Ограничить себя: последнее, что делает доверенный код в процессе экзамена.

Порядок важен: сначала своё дерево файлов и смена пользователя (нужны полномочия), затем отказ
от полномочий, Landlock, seccomp и пределы ресурсов — после них пути назад нет.
"""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from autograder.sandbox import landlock, linux, seccomp

WORK = "/exam"
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_SMALL_STACK = 8 << 20


@dataclass(frozen=True)
class Confinement:
    """Что и как ограничить.

    Attributes
    ----------
    namespaces : bool
        Процесс порождён в своём пространстве процессов внутри bubblewrap.
    landlock, seccomp : bool
        Ставить ли эти слои.
    readable : tuple of str
        Пути только для чтения.
    work : str
        Рабочий каталог экзамена, доступный для записи.
    memory_mb, disk_mb, processes, open_files, cpu_seconds : int
        Пределы: прирост памяти, файлы, процессы вместе с потоками, открытые описатели у каждого,
        процессорное время.
    uid : int
        Кем стать, если сейчас мы root (0 — остаться собой).
    masked : tuple of str
        Видимые каталоги и файлы, которые для этого процесса пусты.
    """

    namespaces: bool
    landlock: bool
    seccomp: bool
    readable: tuple[str, ...]
    work: str
    memory_mb: int
    disk_mb: int
    processes: int
    open_files: int
    cpu_seconds: int
    uid: int
    masked: tuple[str, ...] = ()


def enter(wanted: Confinement) -> None:
    """Ограничить текущий процесс навсегда и перейти в пустой рабочий каталог.

    Raises
    ------
    OSError
        Какой-то из слоёв не встал: исполнять чужой код нельзя.
    """
    os.setsid()
    os.umask(0o077)
    if wanted.namespaces:
        _private_files(wanted)
    os.makedirs(wanted.work, exist_ok=True)
    linux.forbid_regaining()
    if wanted.uid:
        linux.become_nobody(wanted.uid)
    os.chdir(wanted.work)
    linux.drop_privileges()
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    _limit_resources(wanted)
    if wanted.landlock:
        temporary = ("/tmp", "/dev/shm") if wanted.namespaces else ()
        landlock.confine((*wanted.readable, "/proc"), (wanted.work, *temporary, *_DEVICES))
    if wanted.seccomp:
        seccomp.confine()


def _private_files(wanted: Confinement) -> None:
    """Дать экзамену собственные пустые каталоги в памяти и собственный ``/proc``."""
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC)
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    flags = linux.MS_NOSUID | linux.MS_NODEV
    for folder in (wanted.work, "/tmp", "/dev/shm"):
        options = f"size={wanted.disk_mb}m,nr_inodes=20000,mode=1777"
        with _kept_inside(folder, wanted.readable):
            linux.mount("tmpfs", folder, "tmpfs", flags | linux.MS_NOEXEC, options)
    for path in wanted.masked:
        if os.path.isdir(path):
            linux.mount("tmpfs", path, "tmpfs", flags | linux.MS_RDONLY, "size=4k")
        elif os.path.exists(path):  # чего и так не видно, закрывать незачем
            linux.mount("/dev/null", path, None, linux.MS_BIND)
    linux.mount("proc", "/proc", "proc", flags | linux.MS_NOEXEC)


@contextmanager
def _kept_inside(folder: str, paths: tuple[str, ...]) -> Iterator[None]:
    """Вернуть на место видимые пути, которые заслонит новый каталог (окружение внутри ``/tmp``)."""
    inside = [path for path in paths if path.startswith(folder + "/")]
    sources = [os.open(path, os.O_PATH) for path in inside]
    yield
    for path, source in zip(inside, sources, strict=True):
        _make_mount_point(path, stat.S_ISDIR(os.fstat(source).st_mode))
        linux.mount(f"/proc/self/fd/{source}", path, None, linux.MS_BIND | linux.MS_REC)
        os.close(source)


def _make_mount_point(path: str, folder: bool) -> None:
    umask = os.umask(0o022)  # по дороге к пути пройдёт и тот, кем ядро станет потом
    os.makedirs(path if folder else os.path.dirname(path), exist_ok=True)
    if not folder:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    os.umask(umask)


def _limit_resources(wanted: Confinement) -> None:
    extra = wanted.memory_mb << 20
    size, data = _virtual_memory()
    limits = {
        resource.RLIMIT_AS: size + extra,
        resource.RLIMIT_DATA: data + extra,
        resource.RLIMIT_FSIZE: wanted.disk_mb << 20,
        resource.RLIMIT_NOFILE: wanted.open_files,
        resource.RLIMIT_NPROC: wanted.processes,
        resource.RLIMIT_CPU: wanted.cpu_seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 1 << 16,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_STACK: _SMALL_STACK,
    }
    for name, value in limits.items():
        hard = resource.getrlimit(name)[1]
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (bounded, bounded))


def _virtual_memory() -> tuple[int, int]:
    """Сколько адресов и личной памяти процесс занимает сейчас, в байтах."""
    with open("/proc/self/statm") as statm:
        pages = [int(value) for value in statm.read().split()]
    page = resource.getpagesize()
    return pages[0] * page, pages[5] * page
