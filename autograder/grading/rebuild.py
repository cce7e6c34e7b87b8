"""Сборка экзамена: тетрадь преподавателя, в которой от студента — лишь ответы и его ячейки.

Ответ узнают по ``grade_id``, собственные ячейки студента остаются там же относительно соседей.
Метаданные, баллы, выводы, ядро и тексты проверок берутся у преподавателя, что бы ни прислали;
о каждом расхождении остаётся запись.
"""

from __future__ import annotations

import hashlib
import hmac
import reprlib
from dataclasses import dataclass, field

from autograder.course.assignment import Assignment, SourceCell, SourceNotebook
from autograder.course.forbid import forbidden_names
from autograder.course.roles import examiner_needs
from autograder.exam.records import Cell, Exam
from autograder.submission.notebook import PlainCell, PlainNotebook
from autograder.submission.submission import Submission
from autograder.wording.untrusted_text import visible

_CLAIMED = ("points", "grade", "solution", "locked", "task", "cell_type")


@dataclass(frozen=True)
class Place:
    """Ячейка собранной тетради: откуда она и что в ней.

    ``origin`` — ячейка преподавателя или ``None`` у собственной ячейки студента; ``answered`` —
    прислан ли ответ (важно лишь для ячеек с ответом), ``attachments`` — картинки внутри текста.
    """

    origin: SourceCell | None
    cell_type: str
    source: str
    answered: bool = True
    attachments: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Rebuilt:
    """Собранная тетрадь: места по порядку, экзамен с теми же номерами ячеек и замеченное."""

    places: tuple[Place, ...]
    exam: Exam
    incidents: tuple[str, ...]


def rebuild(
    assignment: Assignment,
    source: SourceNotebook,
    submitted: PlainNotebook,
    submission: Submission,
    secret: bytes,
) -> Rebuilt:
    """Собирает экзамен по одной тетради.

    Parameters
    ----------
    secret : bytes
        Секрет курса: из него, задания и содержимого работы выводится зерно случайности.
    """
    incidents: list[str] = []
    anchors = _match(source, submitted, incidents)
    places = _merge(source, submitted, anchors)
    _check_claims(source, submitted, anchors, incidents)
    exam = Exam(
        assignment=assignment.name,
        notebook=source.name,
        student=submission.student,
        cells=_exam_cells(source, places),
        files={p: c for p, c in assignment.files.items() if p not in assignment.editable},
        submitted_files=submission.files,
        seed=seed_for(secret, assignment.name, source.name, submission.digest),
    )
    return Rebuilt(tuple(places), exam, tuple(incidents))


def seed_for(secret: bytes, *parts: str) -> int:
    """Зерно в 128 бит: одно и то же для той же работы, непредсказуемое без секрета."""
    digest = hmac.new(secret, "\0".join(parts).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:16], "big")


def _match(
    source: SourceNotebook, submitted: PlainNotebook, incidents: list[str]
) -> dict[int, int]:
    """Сопоставляет ячейки: номер присланной → номер исходной.

    У повторов идентификатора, как и в nbgrader, верной считается последняя ячейка: остальные
    становятся собственными ячейками студента (так делит ячейку JupyterLab).
    """
    by_id = {cell.grade_id: i for i, cell in enumerate(source.cells) if cell.grade_id}
    anchors: dict[int, int] = {}
    taken: set[str] = set()
    for index in reversed(range(len(submitted.cells))):
        grade_id = submitted.cells[index].grade_id
        if grade_id in taken:
            incidents.append(f"Ячейка «{visible(grade_id)}» повторяется: взята последняя.")
        elif grade_id in by_id:
            anchors[index] = by_id[grade_id]
            taken.add(grade_id)
        elif grade_id:
            incidents.append(f"Ячейки «{visible(grade_id[:80])}» в задании нет: её завёл студент.")
    for grade_id in by_id.keys() - taken:
        incidents.append(f"Ячейки «{grade_id}» в работе нет.")
    _match_plain(source, submitted, anchors)
    return anchors


def _match_plain(source: SourceNotebook, submitted: PlainNotebook, anchors: dict[int, int]) -> None:
    """Узнаёт по тексту ячейки преподавателя без метаданных, по порядку."""
    waiting: dict[tuple[str, str], list[int]] = {}
    for index, cell in enumerate(source.cells):
        if cell.kind == "plain":
            waiting.setdefault((cell.cell_type, cell.released.strip()), []).append(index)
    for index, cell in enumerate(submitted.cells):
        queue = waiting.get((cell.cell_type, cell.source.strip()))
        if index not in anchors and not cell.grade_id and queue:
            anchors[index] = queue.pop(0)


def _merge(
    source: SourceNotebook, submitted: PlainNotebook, anchors: dict[int, int]
) -> list[Place]:
    """Ставит ячейки студента сразу за той известной ячейкой, за которой они у него стоят."""
    own: dict[int, list[PlainCell]] = {}
    answers: dict[int, PlainCell] = {}
    last = -1
    for index, cell in enumerate(submitted.cells):
        if index in anchors:
            last = anchors[index]
            answers[last] = cell
        else:
            own.setdefault(last, []).append(cell)
    places = [_own(cell) for cell in own.get(-1, [])]
    for index, cell in enumerate(source.cells):
        if cell.kind != "answer":
            places.append(Place(cell, cell.cell_type, cell.source, attachments=cell.attachments))
        elif index in answers:
            given = answers[index]
            places.append(Place(cell, cell.cell_type, given.source, attachments=given.attachments))
        else:
            places.append(Place(cell, cell.cell_type, "", answered=False))
        places += map(_own, own.get(index, []))
    return places


def _own(cell: PlainCell) -> Place:
    return Place(None, cell.cell_type, cell.source, attachments=cell.attachments)


def _check_claims(
    source: SourceNotebook,
    submitted: PlainNotebook,
    anchors: dict[int, int],
    incidents: list[str],
) -> None:
    """Отмечает, что не так, как выдано: текст проверок, баллы, роли, вид ячеек, язык ядра."""
    for index, origin in sorted(anchors.items()):
        cell, original = submitted.cells[index], source.cells[origin]
        if original.kind == "plain":
            continue
        title = f"«{original.grade_id}»"
        if cell.cell_type != original.cell_type:
            incidents.append(f"Вид ячейки {title} изменён: {cell.cell_type}.")
        if original.kind != "answer" and _bare(cell.source) != _bare(original.released):
            incidents.append(f"Текст ячейки {title} изменён: взят текст преподавателя.")
        for key in _CLAIMED:
            expected, claimed = original.metadata.get(key), cell.claims.get(key)
            if key in cell.claims and key in original.metadata and claimed != expected:
                shown = visible(reprlib.repr(claimed))[:60]
                incidents.append(f"Метаданные ячейки {title} не те, что выданы: {key} = {shown}.")
    language, kernel = submitted.language.lower(), submitted.kernel.lower()
    python = "python" in kernel or "conda" in kernel or not kernel
    if language not in ("", "python", "ipython") or (not language and not python):
        claimed = visible((submitted.language or submitted.kernel)[:60])
        incidents.append(f"Ядро тетради другое: {claimed}. Проверка идёт на Python.")


def _bare(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _exam_cells(source: SourceNotebook, places: list[Place]) -> tuple[Cell, ...]:
    needed = examiner_needs(source)
    cells = []
    for place in places:
        origin = place.origin
        if place.cell_type != "code":
            grade_id = origin.grade_id if origin else ""
            cells.append(Cell("prose", grade_id, place.source))
        elif origin is None:
            cells.append(Cell("extra", "", place.source))
        elif origin.kind == "answer":
            cells.append(
                Cell(
                    "answer",
                    origin.grade_id,
                    place.source,
                    reference=origin.source,
                    forbid=forbidden_names(origin),
                )
            )
        elif origin.kind == "test":
            cells.append(
                Cell(
                    "test",
                    origin.grade_id,
                    origin.source,
                    points=origin.points,
                    forbid=forbidden_names(origin),
                )
            )
        else:
            role = "setup" if origin.kind == "locked" or id(origin) in needed else "extra"
            cells.append(Cell(role, origin.grade_id, origin.source, given=True))
    return tuple(cells)
