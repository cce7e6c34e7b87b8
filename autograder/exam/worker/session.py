"""Один экзамен: ячейка за ячейкой, от каждой — вывод или исход."""

from __future__ import annotations

import time

from autograder.exam.kernel.outputs import Room
from autograder.exam.records import Cell, Exam, Examination, Limits, Outcome
from autograder.exam.worker.fork_client import Sandbox
from autograder.exam.worker.kernels import Pair
from autograder.exam.worker.relay import KernelLost, Record

_NOTICED = "замечено "  # с этого слова начинается такая строка договора
_TIMEOUT = "Решение не уложилось в отведённое время."
_KILLED = "Процесс с решением аварийно завершился."
_NO_TIME = "Время на всю тетрадь кончилось раньше, чем дошла очередь до этой проверки."


class Session:
    """Экзамен по одной тетради."""

    def __init__(self, sandboxes: dict[str, Sandbox], limits: Limits, exam: Exam) -> None:
        self._exam = exam
        facts = [fact for fact in exam.contract or () if fact.startswith(_NOTICED)]
        self._record = Record(frozenset(fact.removeprefix(_NOTICED) for fact in facts))
        self._pair = Pair(sandboxes, limits, exam, self._record)
        self._outputs: dict[int, list[dict]] = {}
        self._room = Room(limits.output_kb)
        self._outcomes: list[Outcome] = []
        self._task_refusals: list[str] = []
        self._phases: dict[str, float] = {}
        self._contract: tuple[str, ...] = ()

    def run(self) -> Examination:
        """Провести экзамен.

        Raises
        ------
        InfrastructureError
            Проверить нельзя, и студент в этом не виноват.
        """
        try:
            self._timed("запуск", self._pair.start_student)
            self._timed("запуск", self._pair.start_judge)
            for number, cell in enumerate(self._exam.cells):
                self._take(number, cell)
        finally:
            self._timed("завершение", self._pair.bury, "student")
            self._timed("завершение", self._pair.bury, "judge")
        return Examination(
            tuple(self._outcomes),
            self._outputs,
            tuple(self._record.incidents),
            self._phases,
            self._record.disturbed,
            self._agreed(),
        )

    def _agreed(self) -> tuple[str, ...]:
        """Договор, если это прогон; замеченное входит в него."""
        if self._exam.contract is not None:
            return ()
        return self._contract + tuple(_NOTICED + text for text in self._record.incidents)

    def _take(self, number: int, cell: Cell) -> None:
        if cell.role in ("setup", "extra", "answer"):
            if cell.role == "answer":
                self._task_refusals = []
            self._timed("решение", self._student_cell, number)
            self._task_refusals += self._take_refused()
        if cell.role in ("setup", "answer"):
            self._timed("проверка", self._judge_cell, number)
        elif cell.role == "test":
            self._timed("проверка", self._test, number, cell)

    def _timed(self, phase: str, action, *arguments) -> None:
        started = time.perf_counter()
        try:
            action(*arguments)
        finally:
            spent = time.perf_counter() - started
            self._phases[phase] = self._phases.get(phase, 0.0) + spent

    def _student_cell(self, number: int) -> None:
        if self._pair.expired or not self._pair.alive("student"):
            return
        try:
            self._outputs[number] = self._room.fitted(self._pair.run_in_student(number))
        except KernelLost as lost:
            self._outputs[number] = [_obituary(lost.reason)]

    def _judge_cell(self, number: int) -> None:
        if not self._pair.expired and self._pair.alive("judge"):
            self._pair.run_in_judge(number)

    def _test(self, number: int, cell: Cell) -> None:
        if self._pair.expired:
            self._conclude(cell, "timeout", 0.0, _NO_TIME)
        elif not (self._pair.alive("student") and self._pair.alive("judge")):
            self._conclude(cell, "killed", 0.0, _KILLED)
        else:
            self._judge_test(number, cell)

    def _judge_test(self, number: int, cell: Cell) -> None:
        try:
            report = self._pair.test(number, cell)
        except KernelLost as lost:
            self._conclude(cell, lost.reason, 0.0, _explained(lost.reason))
            return
        self._contract = tuple(report.get("contract", self._contract))
        refused = self._task_refusals + self._take_refused()
        if refused:
            message = f"Использовано запрещённое в этом задании: {', '.join(sorted(set(refused)))}."
            self._conclude(cell, "failed", 0.0, message)
        elif trouble := report["trouble"]:
            self._conclude(cell, trouble, 0.0, _explained(trouble), report)
        else:
            self._pair.require(report["missing_package"])
            self._conclude(cell, report["outcome"], report["score"], report["message"], report)

    def _take_refused(self) -> list[str]:
        taken, self._record.refused = self._record.refused, []
        return taken

    def _conclude(
        self, cell: Cell, outcome: str, score: float, message: str, report: dict | None = None
    ) -> None:
        told = report or {}
        self._outcomes.append(
            Outcome(
                self._exam.notebook,
                cell.grade_id,
                outcome,
                score,
                cell.points,
                message,
                told.get("detail", ""),
                tuple(told.get("lines", ())),
                tuple((number, line) for number, line in told.get("places", ())),
            )
        )


def _explained(reason: str) -> str:
    return _TIMEOUT if reason == "timeout" else _KILLED


def _obituary(reason: str) -> dict:
    text = _explained(reason)
    return {"output_type": "error", "ename": "KernelLost", "evalue": text, "traceback": [text]}
