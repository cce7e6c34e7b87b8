"""Экзаменатор рабочего процесса: держит песочницу и проводит в ней экзамены один за другим."""

from __future__ import annotations

import sys
from typing import Literal

from autograder.exam.records import Exam, Examination, Limits
from autograder.sandbox.errors import InfrastructureError, IsolationError
from autograder.sandbox.layers import layer
from autograder.sandbox.view import current_view
from autograder.sandbox.weaknesses import weaknesses

Isolation = Literal["auto", "bwrap", "landlock", "none"]
_WANTED = {
    "auto": frozenset({"bubblewrap", "landlock", "seccomp"}),
    "bwrap": frozenset({"bubblewrap", "seccomp"}),
    "landlock": frozenset({"landlock", "seccomp"}),
    "none": frozenset(),
}


class Examiner:
    """Проводит экзамены; один на рабочий процесс, использовать как контекст.

    Parameters
    ----------
    limits : Limits
        Пределы для каждой работы.
    isolation : str
        ``"auto"`` — bubblewrap, Landlock и seccomp вместе; ``"bwrap"`` и ``"landlock"`` — одно
        из двух с seccomp; ``"none"`` — одни пределы ресурсов.
    visible, hidden : tuple of str
        Пути, которые открыть ядрам для чтения и которые закрыть (например, каталог курса).

    Raises
    ------
    IsolationError
        Такой изоляции здесь нет.
    """

    def __init__(
        self,
        limits: Limits,
        isolation: Isolation = "auto",
        *,
        visible: tuple[str, ...] = (),
        hidden: tuple[str, ...] = (),
    ) -> None:
        if isolation not in _WANTED:
            raise ValueError(f"isolation={isolation!r}: ожидалось одно из {', '.join(_WANTED)}")
        self._limits = limits
        self._layers = _WANTED[isolation]
        self._view = current_view(visible, hidden)
        self._servers = None
        _require(self._layers)

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Погасить песочницы."""
        if self._servers is not None:
            self._servers.close()
            self._servers = None

    @property
    def controllers(self) -> set[str]:
        """Чем распоряжаются контрольные группы работающих песочниц."""
        return self._servers.controllers() if self._servers else set()

    def weaknesses(self) -> tuple[str, ...]:
        """Слабые места работающих песочниц."""
        return weaknesses(self.controllers)

    def examine(self, exam: Exam) -> Examination:
        """Провести экзамен.

        Raises
        ------
        InfrastructureError
            Проверить нельзя, и студент в этом не виноват.
        """
        # Эти модули есть только на Linux, а пакет импортируется везде.
        from autograder.exam.worker.servers import Servers
        from autograder.exam.worker.session import Session

        if self._servers is None:
            self._servers = Servers(self._limits, self._view, self._layers)
        try:
            return Session(self._servers.ready(exam), self._limits, exam).run()
        except InfrastructureError:
            self.close()
            raise


def _require(wanted: frozenset[str]) -> None:
    if sys.platform != "linux":
        raise IsolationError(
            "Проверять работы можно только на Linux: песочнице нужны пространства имён и Landlock. "
            "Под Windows запустите проверку в WSL 2, под macOS — в виртуальной машине с Linux."
        )
    for name in sorted(wanted):
        found = layer(name)
        if not found.available:
            raise IsolationError(
                f"Слой изоляции «{name}» недоступен: {found.detail}. {found.consequence} "
                "Выберите другой способ ключом --isolation, если понимаете последствия."
            )
