"""Песочницы рабочего процесса: общая для обоих ядер и, когда надо, отдельная для студента.

Запрещённый пакет надёжнее всего не загружать вовсе: в памяти его нет, файлы закрыты, импорт
отказывает. Если же он нужен проверкам, ядра порождаются двумя разными серверами.
"""

from __future__ import annotations

from autograder.exam.records import Exam, Limits
from autograder.exam.worker.fork_client import Sandbox
from autograder.exam.worker.preload import forbidden_packages, imported_modules
from autograder.sandbox.view import View


class Servers:
    """Держит песочницы и заменяет те, в которых не то загружено."""

    def __init__(self, limits: Limits, view: View, layers: frozenset[str]) -> None:
        self._limits = limits
        self._view = view
        self._layers = layers
        self._running: dict[str, tuple[Sandbox, frozenset[str]]] = {}

    def ready(self, exam: Exam) -> dict[str, Sandbox]:
        """Песочницы для ядер ``student`` и ``judge``, где импортировано всё, что им нужно."""
        needed, closed = imported_modules(exam), forbidden_packages(exam)
        allowed = {module for module in needed if _package(module) not in closed}
        if allowed == needed:
            shared = self._serving("shared", needed, closed)
            return {"student": shared, "judge": shared}
        return {
            "student": self._serving("student", allowed, closed),
            "judge": self._serving("shared", needed, set()),
        }

    def controllers(self) -> set[str]:
        """Чем распоряжаются контрольные группы всех песочниц."""
        held = [sandbox.controllers for sandbox, _ in self._running.values()]
        return set.intersection(*held) if held else set()

    def _serving(self, name: str, needed: set[str], closed: set[str]) -> Sandbox:
        sandbox, loaded = self._running.get(name, (None, frozenset()))
        spoilt = any(_package(module) in closed for module in loaded)
        if sandbox is None or not sandbox.alive or spoilt or not needed <= loaded:
            loaded = frozenset(needed if spoilt else needed | loaded)
            self._stop(name)
            sandbox = Sandbox(self._limits, self._view, tuple(sorted(loaded)), self._layers)
            self._running[name] = (sandbox, loaded)
        return sandbox

    def _stop(self, name: str) -> None:
        if name in self._running:
            self._running.pop(name)[0].close()

    def close(self) -> None:
        """Погасить все песочницы."""
        for name in list(self._running):
            self._stop(name)


def _package(module: str) -> str:
    return module.partition(".")[0]
