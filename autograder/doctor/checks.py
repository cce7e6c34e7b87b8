"""Состояние машины: слои изоляции и пакеты, без которых проверка невозможна."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = (
    "nbgrader",
    "nbconvert",
    "nbformat",
    "ipykernel",
    "jupyter_client",
    "numpy",
    "click",
    "rich",
    "copydetect",
    "openpyxl",
    "distributed",
)


@dataclass(frozen=True)
class Finding:
    """Одно наблюдение: что проверено, в порядке ли, подробность и чем грозит отсутствие."""

    name: str
    good: bool
    detail: str
    consequence: str = ""


def system() -> list[Finding]:
    """Python и операционная система."""
    linux = sys.platform == "linux"
    return [
        Finding(
            "Python",
            sys.version_info >= (3, 11),
            platform.python_version(),
            "нужен Python 3.11 или новее",
        ),
        Finding(
            "система",
            linux,
            platform.platform(),
            "проверка работает лишь на Linux (подойдёт WSL 2 или виртуальная машина); остальные "
            "команды работают везде",
        ),
    ]


def packages() -> list[Finding]:
    """Пакеты, которые нужны автопроверке."""
    found = []
    for name in _PACKAGES:
        try:
            found.append(Finding(name, True, version(name)))
        except PackageNotFoundError:
            advice = "установите: pip install -r requirements.txt"
            found.append(Finding(name, False, "не установлен", advice))
    return found


def isolation() -> list[Finding]:
    """Слои изоляции: что из них здесь есть."""
    from autograder.sandbox import layers

    return [Finding(x.name, x.available, x.detail, x.consequence) for x in layers()]


def trial() -> list[Finding]:
    """Пробный экзамен: что из этого действует на деле."""
    from autograder.doctor.trial import trial
    from autograder.sandbox.errors import InfrastructureError

    try:
        return [Finding(x.name, x.available, x.detail, x.consequence) for x in trial()]
    except InfrastructureError as exc:
        return [Finding("экзамен", False, str(exc), "проверять здесь нельзя")]
