"""Системные вызовы Linux, для которых у Python нет обёрток: через ctypes, с проверкой ошибок."""

from __future__ import annotations

import ctypes
import os

CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND = 1, 2, 4, 8, 0x1000
MS_REC, MS_PRIVATE = 0x4000, 0x40000

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 24, 36, 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

_LAST_CAPABILITY = 40
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int, call: str) -> int:
    """Вернуть ``result``; отрицательный означает ошибку ``call`` и становится ``OSError``."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
    return result


def syscall(number: int, *arguments: object) -> int:
    """Сделать системный вызов по номеру; вернуть его результат или −1 (ошибка — в errno)."""
    return _libc.syscall(ctypes.c_long(number), *arguments)


def prctl(option: int, *arguments: int) -> None:
    """Настроить текущий процесс (``prctl(2)``)."""
    padded = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    checked(_libc.prctl(option, *padded), f"prctl({option})")


def unshare(flags: int) -> None:
    """Отделить пространства имён ``flags`` (``unshare(2)``)."""
    checked(_libc.unshare(flags), "unshare")


def setns(descriptor: int, kind: int) -> None:
    """Вернуться в пространство имён, открытое как ``descriptor`` (``setns(2)``)."""
    checked(_libc.setns(descriptor, kind), "setns")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Смонтировать файловую систему (``mount(2)``)."""
    encoded = kind.encode() if kind else None
    checked(
        _libc.mount(source.encode(), target.encode(), encoded, flags, options.encode() or None),
        f"mount({target})",
    )


def forbid_regaining() -> None:
    """Лишиться возможности когда-либо вернуть полномочия, которых ещё не отдали."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(_LAST_CAPABILITY + 1):
        # Отказ значит, что полномочия и так нет или его не дано убирать: тогда
        # хватает пустых наборов вместе с no_new_privs.
        _libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0)


def drop_privileges() -> None:
    """Лишиться всех полномочий (capabilities)."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    empty_sets = (ctypes.c_uint32 * 6)()
    checked(_libc.capset(header, empty_sets), "capset")


def become_nobody(uid: int) -> None:
    """Сменить root на пользователя ``uid``, который ничем на машине не владеет.

    Ограничение числа процессов на root не действует, поэтому уходить от него обязательно.
    """
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
