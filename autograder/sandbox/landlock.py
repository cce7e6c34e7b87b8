"""Landlock: ядро само не даёт процессу выйти за названные пути.

Доступ к файлам — только к перечисленным; запуск новых программ запрещён вовсе; соединения TCP,
абстрактные сокеты и сигналы за пределы процесса — там, где ядро это умеет (ABI 4 и 6).
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from autograder.sandbox import linux

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_GET_VERSION = 1
_RULE_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_TRUNCATE = 1 << 14
_READ = _READ_FILE | _READ_DIR
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15
# Сколько младших битов прав на файлы знает каждая версия интерфейса.
_KNOWN_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_LATEST_RIGHTS = 16
# Устройства и сокеты студенту заводить незачем: эти права не выдаются никому.
_MAKE_DEVICES = 1 << 6 | 1 << 11
_TCP = 3
_SCOPES = 3


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("access", ctypes.c_uint64), ("descriptor", ctypes.c_int32)]


def abi() -> int:
    """Вернуть версию Landlock в ядре; 0, если его нет."""
    return max(linux.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _GET_VERSION), 0)


def confine(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Навсегда ограничить процесс: читать ``readable``, читать и писать ``writable``.

    Путей, которых нет, касаться не будут. Запускать программы нельзя ниоткуда.

    Raises
    ------
    OSError
        Ядро отказало: ограничения не действуют.
    """
    version = abi()
    every_right = (1 << _KNOWN_RIGHTS.get(version, _LATEST_RIGHTS)) - 1
    rules = _Ruleset(every_right, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = linux.checked(
        linux.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0),
        "landlock_create_ruleset",
    )
    for path in readable:
        _allow(ruleset, path, _READ)
    for path in writable:
        _allow(ruleset, path, every_right & ~_EXECUTE & ~_MAKE_DEVICES)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.checked(linux.syscall(_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= _FILE_RIGHTS
    rule = _PathBeneath(rights, descriptor)
    linux.checked(
        linux.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0),
        f"landlock_add_rule({path})",
    )
    os.close(descriptor)
