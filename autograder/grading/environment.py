"""Окружение проверки: версии всего, от чего может зависеть исход."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sysconfig
from dataclasses import asdict
from functools import cache

from autograder.exam.records import Limits


@cache
def installed() -> tuple[str, ...]:
    """Установленные пакеты по именам их каталогов: ``numpy-2.4.6.dist-info`` и так далее.

    Читать сведения каждого пакета на порядок дольше, а имя каталога содержит и версию.
    """
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    names = {name for folder in folders for name in os.listdir(folder)}
    return tuple(sorted(name for name in names if name.endswith((".dist-info", ".egg-info"))))


def software() -> list:
    """Версии Python и пакетов."""
    return [platform.python_version(), platform.machine(), *installed()]


def fingerprint(limits: Limits, isolation: str) -> str:
    """SHA-256 версий Python и пакетов, пределов и способа изоляции."""
    facts = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "packages": installed(),
        "limits": asdict(limits),
        "isolation": isolation,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
