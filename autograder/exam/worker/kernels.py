"""Пара ядер одного экзамена: что в каждом исполнено и как погибшее возрождается с тем же."""

from __future__ import annotations

from autograder.exam.mirrors.randomness import derived_seed
from autograder.exam.records import Cell, Exam, Limits
from autograder.exam.worker.allotment import own_files
from autograder.exam.worker.fork_client import Sandbox
from autograder.exam.worker.installed import module_path
from autograder.exam.worker.reference import Bindings
from autograder.exam.worker.relay import Conversation, KernelLost, Record
from autograder.sandbox.errors import InfrastructureError
from autograder.wire.reports import sound_outputs

_MAX_RESTARTS = 12


class Pair:
    """Ядра студента и экзаменатора.

    Новое ядро повторяет всё, что исполнило погибшее, кроме рокового; попыток на экзамен двенадцать,
    а когда они кончились, ядер не остаётся.
    """

    def __init__(
        self, sandboxes: dict[str, Sandbox], limits: Limits, exam: Exam, record: Record
    ) -> None:
        self._exam = exam
        self._limits = limits
        self._record = record
        self._kernels = Conversation(sandboxes, limits, record)
        self._submitted, refused = own_files(exam)
        for path in refused:
            record.incident(f"поданный файл заслоняет модуль и отброшен: {path}")
        self._bindings = {
            number: Bindings.of(cell.reference)
            for number, cell in enumerate(exam.cells)
            if cell.role == "answer"
        }
        self._visible = sandboxes["student"].readable
        self._private = sandboxes["student"].private
        self._done: list[int] = []
        self._judged: list[int] = []
        self._restarts = 0

    @property
    def expired(self) -> bool:
        """Кончилось ли время всей тетради."""
        return self._kernels.expired

    def alive(self, role: str) -> bool:
        """Живо ли ядро."""
        return self._kernels.alive(role)

    def bury(self, role: str) -> None:
        """Убить ядро, если оно есть."""
        self._kernels.bury(role)

    def start_student(self) -> None:
        """Завести ядро студента."""
        forbidden = dict.fromkeys(name for cell in self._exam.cells for name in cell.forbid)
        self._start(
            "student",
            masked=tuple(filter(None, map(module_path, forbidden))),
            files=self._exam.files | self._submitted,
            rehearsal=self._exam.contract is None,
            seed=derived_seed(self._exam.seed, "student"),
            output_kb=self._limits.output_kb,
            forbid=tuple(forbidden),
            readable=self._visible,
            private=self._private,
        )

    def start_judge(self) -> None:
        """Завести ядро экзаменатора."""
        self._start(
            "judge",
            files=self._exam.files | self._submitted,
            submitted=tuple(self._submitted),
            contract=self._exam.contract,
            seed=derived_seed(self._exam.seed, "judge"),
            output_kb=self._limits.output_kb,
        )

    def _start(self, role: str, **details: object) -> None:
        """Завести ядро; пока чужого кода в нём не было, гибель его — сбой машины."""
        try:
            self._kernels.start(role, **details)
        except KernelLost as error:
            said = "; ".join(self._record.incidents[-2:])
            raise InfrastructureError(f"ядро не запускается: {said}") from error

    # Ядро студента

    def run_in_student(self, number: int) -> list[dict]:
        """Исполнить ячейку и вернуть её выводы.

        Raises
        ------
        KernelLost
            Ячейка оказалась роковой: ядро уже новое, и её в нём не было.
        """
        try:
            outputs = self._repeat_in_student(number)
        except KernelLost:
            self._revive_student()
            raise
        if _out_of_memory(outputs):
            # Занятое не вернётся, и ядро погибло бы при следующем же вызове.
            self._record.incident(f"{number + 1}-й ячейке не хватило памяти")
            self._revive_student()
        else:
            self._done.append(number)
            if self._kernels.trouble:
                self._record.incident(f"{number + 1}-я ячейка прервана по времени")
        return outputs

    def _repeat_in_student(self, number: int) -> list[dict]:
        cell = self._exam.cells[number]
        report = self._kernels.order(
            "student",
            "cell",
            number=number,
            source=cell.source,
            shared=cell.role == "setup",
            given=cell.given,
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
        while self._restarts < _MAX_RESTARTS and not self.expired:
            self._restarts += 1
            number = -1
            try:
                self.start_student()
                for number in list(self._done):
                    self._repeat_in_student(number)
                self._rebind()
                return
            except KernelLost as lost:
                if lost.role == "judge":
                    raise
                if number in self._done:
                    self._done.remove(number)

    def _mourn_student(self) -> None:
        """Если ядро студента погибло во время поручения экзаменатору, завести новое."""
        if not self.alive("student"):
            self._revive_student()

    # Ядро экзаменатора

    def run_in_judge(self, number: int) -> None:
        """Исполнить ячейку преподавателя или связать имена её решения."""
        self._judged.append(number)
        try:
            self._repeat_in_judge(number)
        except KernelLost:
            self._revive_judge()
        self._mourn_student()

    def _repeat_in_judge(self, number: int) -> None:
        cell = self._exam.cells[number]
        if cell.role == "answer":
            self._bind(number, renew=False)
            return
        found = Bindings.of(cell.source)
        names = (*found.names, *found.imports)
        self._kernels.order("judge", "setup", number=number, source=cell.source, assigned=names)

    def _bind(self, number: int, renew: bool) -> None:
        found = self._bindings[number]
        report = self._kernels.order(
            "judge",
            "bind",
            names=found.names,
            touched=found.touched,
            attributes=tuple(found.attributes),
            imports=found.imports,
            reached=tuple(found.reached),
            renew=renew,
        )
        self.require(report.get("missing_package"))

    def _rebind(self) -> None:
        """Связать имена заново: у нового ядра студента другие объекты."""
        answers = [number for number in self._judged if number in self._bindings]
        for place, number in enumerate(answers):
            self._bind(number, renew=place == 0)

    def require(self, package: str | None) -> None:
        """Остановиться, если экзаменатору не хватило пакета, который завёл не студент.

        Raises
        ------
        InfrastructureError
            Пакет не установлен, и студент в этом не виноват.
        """
        if package and not any(f"{package}.py" in cell.reference for cell in self._exam.cells):
            raise InfrastructureError(
                f"экзаменатору нужен пакет «{package}», а он не установлен: установите его и "
                "повторите проверку"
            )

    def _revive_judge(self) -> None:
        """Завести оба ядра заново и повторить в них всё, кроме проверок."""
        judged = self._judged
        while self._restarts < _MAX_RESTARTS and not self.expired:
            self._restarts += 1
            self._judged = []
            self.bury("student")
            try:
                self.start_judge()
                self._restart_student()
                for number in judged:
                    self._judged.append(number)
                    self._repeat_in_judge(number)
                return
            except KernelLost:
                continue
        self.bury("student")
        self.bury("judge")

    def test(self, number: int, cell: Cell) -> dict:
        """Исполнить проверку и вернуть отчёт экзаменатора.

        ``trouble`` в отчёте — ``timeout`` или ``killed``, если ядро студента не выдержало.

        Raises
        ------
        KernelLost
            Погиб экзаменатор: ядра уже новые.
        """
        try:
            report = self._kernels.order(
                "judge",
                "test",
                number=number,
                source=cell.source,
                points=cell.points,
                assigned=Bindings.of(cell.source).names,
            )
        except KernelLost:
            self._revive_judge()
            raise
        report["trouble"] = self._kernels.trouble
        if self._kernels.disordered:
            self._revive_judge()
        self._mourn_student()
        return report


def _out_of_memory(outputs: list[dict]) -> bool:
    return any(output.get("ename") == "MemoryError" for output in outputs)
