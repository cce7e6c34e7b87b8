"""Записи, которыми обмениваются части автопроверки: чистые данные, без поведения."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

GIVEN = "в ячейке преподавателя: "  # с этих слов начинается замеченное там

OutcomeKind = Literal["passed", "failed", "error", "timeout", "killed", "missing"]


@dataclass(frozen=True)
class Limits:
    """Пределы для одной работы.

    Attributes
    ----------
    cell_timeout : float
        Секунд на одну ячейку (и на один вызов функции студента).
    notebook_timeout : float
        Секунд на всю тетрадь.
    memory_mb : int
        Мегабайт памяти на процесс студента.
    output_kb : int
        Килобайт вывода одной ячейки, остальное отбрасывается с пометкой.
    """

    cell_timeout: float = 30.0
    notebook_timeout: float = 300.0
    memory_mb: int = 2048
    output_kb: int = 256


@dataclass(frozen=True)
class Cell:
    """Ячейка экзамена: кто её исполняет и что в ней.

    Attributes
    ----------
    role : str
        ``"setup"`` — код преподавателя только для чтения без баллов (исполняют оба ядра);
        ``"answer"`` — решение: ``source`` исполняет ядро студента, ``reference`` — решение
        преподавателя, из которого берутся лишь имена для посредников;
        ``"extra"`` — собственная ячейка студента, исполняет только его ядро;
        ``"test"`` — проверка, исполняет только ядро экзаменатора;
        ``"prose"`` — текст, не исполняется.
    grade_id : str
        Идентификатор nbgrader; у ячеек ``extra`` пустая строка.
    source : str
        Исходный текст. Для ``answer`` — студента, для остальных — преподавателя.
    reference : str
        Решение преподавателя (только для ``answer``).
    points : float
        Баллы за проверку; 0, если ячейка не оценивается автоматически.
    forbid : tuple of str
        Имена через точку (``numpy.convolve``, ``scipy.signal``), которые решению звать нельзя.
    given : bool
        Текст ячейки преподавателя: что она делает, студенту в вину не ставится.
    """

    role: Literal["setup", "answer", "extra", "test", "prose"]
    grade_id: str
    source: str
    reference: str = ""
    points: float = 0.0
    forbid: tuple[str, ...] = ()
    given: bool = False


@dataclass(frozen=True)
class Exam:
    """Одна тетрадь одного студента, готовая к проверке: ничего из поданных метаданных в ней нет.

    ``files`` — доверенные файлы задания (относительный путь → содержимое), ``submitted_files`` —
    обычные файлы, поданные студентом; оба набора уже прошли проверку путей и размеров.
    ``contract`` — что дозволено решению (:mod:`.examination.contract`); None — это прогон решения
    преподавателя, и договор лишь составляется.
    """

    assignment: str
    notebook: str
    student: str
    cells: tuple[Cell, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    submitted_files: dict[str, bytes] = field(default_factory=dict)
    seed: int = 0
    contract: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Outcome:
    """Исход одной проверки. ``missing`` никогда не приносит баллов.

    ``message`` можно показать студенту: в нём нет текста проверок и ожидаемых значений;
    ``detail`` — подробности для преподавателя. ``lines`` — строки проверки, через которые прошло
    исключение, ``places`` — номера ячеек студента и строк в них; и те и другие от внешней к
    внутренней.
    """

    notebook: str
    grade_id: str
    outcome: OutcomeKind
    score: float
    max_score: float
    message: str = ""
    detail: str = ""
    lines: tuple[int, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Examination:
    """Всё, что узнали об одной тетради.

    ``outputs`` — выводы по номеру ячейки в ``Exam.cells`` в формате nbformat (списки словарей);
    ``incidents`` — замеченные попытки и сработавшие пределы, по-русски, для журнала.
    ``phases`` — секунды по этапам. ``disturbed`` — исход мог зависеть от соседей по машине: работа
    ждала процессора или её убил кто-то посторонний. ``contract`` — договор, если это был прогон.
    """

    outcomes: tuple[Outcome, ...]
    outputs: dict[int, list[dict]]
    incidents: tuple[str, ...] = ()
    phases: dict[str, float] = field(default_factory=dict)
    disturbed: bool = False
    contract: tuple[str, ...] = ()
