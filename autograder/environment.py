"""Окружение проверки: версии всего, от чего может зависеть исход."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict
from functools import cache
from importlib.metadata import distributions

from autograder.records import Limits


@cache
def installed() -> dict[str, str]:
    """Установленные пакеты: имя → версия."""
    return {d.name.lower(): d.version for d in distributions() if d.name}


def fingerprint(limits: Limits, isolation: str) -> str:
    """SHA-256 версий Python и пакетов, пределов и способа изоляции."""
    facts = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "packages": dict(sorted(installed().items())),
        "limits": asdict(limits),
        "isolation": isolation,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
