"""Один экзамен: ячейка за ячейкой, с возрождением погибших ядер."""

from __future__ import annotations

import time

from autograder.examination.bindings import Bindings
from autograder.examination.conversation import Conversation, KernelLost, Record
from autograder.examination.files import sort_files, submitted_modules
from autograder.examination.installed import module_path
from autograder.examination.randomness import derived_seed
from autograder.examination.reports import sound_outputs
from autograder.examination.sandboxed import Sandbox
from autograder.records import Cell, Exam, Examination, Limits, Outcome
from autograder.sandbox.errors import InfrastructureError

_MAX_RESTARTS = 12
_TIMEOUT = "Решение не уложилось в отведённое время."
_KILLED = "Процесс с решением аварийно завершился."
_NO_TIME = "Время на всю тетрадь кончилось раньше, чем дошла очередь до этой проверки."


class Session:
    """Экзамен по одной тетради."""

    def __init__(self, sandboxes: dict[str, Sandbox], limits: Limits, exam: Exam) -> None:
        self._exam = exam
        self._limits = limits
        self._record = Record()
        self._kernels = Conversation(sandboxes, limits, self._record)
        self._files, refused = sort_files(exam)
        for path in refused:
            self._record.incident(f"поданный файл заслоняет модуль и отброшен: {path}")
        self._bindings = {
            number: Bindings.of(cell.reference)
            for number, cell in enumerate(exam.cells)
            if cell.role == "answer"
        }
        self._visible = sandboxes["student"].readable
        self._private = sandboxes["student"].private
        self._done: list[int] = []
        self._judged: list[int] = []
        self._outputs: dict[int, list[dict]] = {}
        self._outcomes: list[Outcome] = []
        self._restarts = 0
        self._task_refusals: list[str] = []
        self._phases: dict[str, float] = {}

    def run(self) -> Examination:
        """Провести экзамен.

        Raises
        ------
        InfrastructureError
            Проверить нельзя, и студент в этом не виноват.
        """
        try:
            self._timed("запуск", self._start_student)
            self._timed("запуск", self._start_judge)
            for number, cell in enumerate(self._exam.cells):
                self._take(number, cell)
        finally:
            self._timed("завершение", self._kernels.bury, "student")
            self._timed("завершение", self._kernels.bury, "judge")
        return Examination(
            tuple(self._outcomes), self._outputs, tuple(self._record.incidents), self._phases
        )

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

    # Ядро студента

    def _start_student(self) -> None:
        forbidden = dict.fromkeys(name for cell in self._exam.cells for name in cell.forbid)
        self._start(
            "student",
            masked=tuple(filter(None, map(module_path, forbidden))),
            files=self._files,
            seed=derived_seed(self._exam.seed, "student"),
            output_kb=self._limits.output_kb,
            forbid=tuple(forbidden),
            readable=self._visible,
            private=self._private,
        )

    def _start(self, role: str, **details: object) -> None:
        """Завести ядро; пока чужого кода в нём не было, гибель его — сбой машины."""
        try:
            self._kernels.start(role, **details)
        except KernelLost as error:
            said = "; ".join(self._record.incidents[-2:])
            raise InfrastructureError(f"ядро не запускается: {said}") from error

    def _student_cell(self, number: int) -> None:
        """Исполнить ячейку; роковую для процесса запомнить и дальше пропускать."""
        if self._kernels.expired or not self._kernels.alive("student"):
            return
        try:
            self._outputs[number] = self._run_in_student(number)
            if _out_of_memory(self._outputs[number]):
                # Занятое не вернётся, и ядро погибло бы при следующем же вызове.
                self._record.incident(f"ячейке {number} не хватило памяти")
                self._revive_student()
                return
            self._done.append(number)
            if self._kernels.trouble:
                self._record.incident(f"ячейка {number} прервана по времени")
        except KernelLost as lost:
            self._outputs[number] = [_obituary(lost.reason)]
            self._revive_student()

    def _run_in_student(self, number: int) -> list[dict]:
        cell = self._exam.cells[number]
        report = self._kernels.order(
            "student", "cell", number=number, source=cell.source, shared=cell.role == "setup"
        )
        return sound_outputs(report.get("outputs"))

    def _revive_student(self) -> None:
        """Завести новое ядро; если при этом погибнет экзаменатор, возродить и его."""
        try:
            self._restart_student()
        except KernelLost:
            self._revive_judge()

    def _restart_student(self) -> None:
        """Завести новое ядро и повторить в нём всё, что не было роковым."""
        while self._restarts < _MAX_RESTARTS and not self._kernels.expired:
            self._restarts += 1
            number = -1
            try:
                self._start_student()
                for number in list(self._done):
                    self._run_in_student(number)
                self._rebind()
                return
            except KernelLost as lost:
                if lost.role == "judge":
                    raise
                if number in self._done:
                    self._done.remove(number)

    # Ядро экзаменатора

    def _start_judge(self) -> None:
        self._start(
            "judge",
            files=self._exam.files,
            submitted=submitted_modules(self._exam, self._files),
            seed=derived_seed(self._exam.seed, "judge"),
            output_kb=self._limits.output_kb,
        )

    def _judge_cell(self, number: int) -> None:
        if self._kernels.expired or not self._kernels.alive("judge"):
            return
        self._judged.append(number)
        try:
            self._repeat_in_judge(number)
        except KernelLost:
            self._revive_judge()
        self._mourn_student()

    def _repeat_in_judge(self, number: int, renew: bool = False) -> None:
        cell = self._exam.cells[number]
        if cell.role == "answer":
            self._bind(number, renew)
            return
        report = self._kernels.order("judge", "setup", number=number, source=cell.source)
        self._require(report.get("missing_package"))

    def _bind(self, number: int, renew: bool) -> None:
        found = self._bindings[number]
        report = self._kernels.order(
            "judge",
            "bind",
            names=found.names,
            touched=found.touched,
            imports=found.imports,
            operations=tuple(found.operations),
            renew=renew,
        )
        self._require(report.get("missing_package"))

    def _rebind(self) -> None:
        """Связать имена заново: у нового ядра студента другие объекты."""
        answers = [number for number in self._judged if number in self._bindings]
        for place, number in enumerate(answers):
            self._bind(number, renew=place == 0)

    def _revive_judge(self) -> None:
        """Завести оба ядра заново и повторить в них всё, кроме проверок.

        Когда попытки кончились, ядер не остаётся: прочие проверки не пройдены, но исход есть.
        """
        judged = self._judged
        while self._restarts < _MAX_RESTARTS and not self._kernels.expired:
            self._restarts += 1
            self._judged = []
            self._kernels.bury("student")
            try:
                self._start_judge()
                self._restart_student()
                for number in judged:
                    self._judged.append(number)
                    self._repeat_in_judge(number)
                return
            except KernelLost:
                continue
        self._kernels.bury("student")
        self._kernels.bury("judge")

    def _mourn_student(self) -> None:
        """Если ядро студента погибло во время поручения экзаменатору, завести новое."""
        if not self._kernels.alive("student"):
            self._revive_student()

    def _require(self, package: str | None) -> None:
        if package and not any(f"{package}.py" in cell.reference for cell in self._exam.cells):
            raise InfrastructureError(
                f"экзаменатору нужен пакет «{package}», а он не установлен: установите его и "
                "повторите проверку"
            )

    # Проверки

    def _test(self, number: int, cell: Cell) -> None:
        if self._kernels.expired:
            self._conclude(cell, "timeout", 0.0, _NO_TIME)
            return
        if not (self._kernels.alive("student") and self._kernels.alive("judge")):
            self._conclude(cell, "killed", 0.0, _KILLED)
            return
        try:
            report = self._kernels.order(
                "judge", "test", number=number, source=cell.source, points=cell.points
            )
        except KernelLost as lost:
            reason = lost.reason
            self._conclude(cell, reason, 0.0, _KILLED if reason == "killed" else _TIMEOUT)
            self._revive_judge()
            return
        trouble = self._kernels.trouble
        if self._kernels.disordered:
            self._revive_judge()
        self._mourn_student()
        self._judge_report(cell, report, trouble)

    def _judge_report(self, cell: Cell, report: dict, trouble: str) -> None:
        refused = self._task_refusals + self._take_refused()
        if refused:
            message = f"Использовано запрещённое в этом задании: {', '.join(sorted(set(refused)))}."
            self._conclude(cell, "failed", 0.0, message)
        elif trouble:
            message = _TIMEOUT if trouble == "timeout" else _KILLED
            self._conclude(cell, trouble, 0.0, message, report["detail"])
        else:
            self._require(report["missing_package"])
            self._conclude(
                cell, report["outcome"], report["score"], report["message"], report["detail"]
            )

    def _take_refused(self) -> list[str]:
        taken, self._record.refused = self._record.refused, []
        return taken

    def _conclude(
        self, cell: Cell, outcome: str, score: float, message: str, detail: str = ""
    ) -> None:
        self._outcomes.append(
            Outcome(
                self._exam.notebook, cell.grade_id, outcome, score, cell.points, message, detail
            )
        )


def _obituary(reason: str) -> dict:
    text = _TIMEOUT if reason == "timeout" else _KILLED
    return {"output_type": "error", "ename": "KernelLost", "evalue": text, "traceback": [text]}


def _out_of_memory(outputs: list[dict]) -> bool:
    return any(output.get("ename") == "MemoryError" for output in outputs)
