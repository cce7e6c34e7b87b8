"""Раскладка присланного по каталогам курса: одна работа за раз, одним переименованием."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from autograder.course.assignment import read_source
from autograder.course.course import Course
from autograder.storage.untrusted_files import MAX_FILES, MAX_TOTAL_BYTES
from autograder.storage.writing import draft_folder, recover_folder, replace_folder
from autograder.submission.collect.entries import Entry, Refused, entries
from autograder.submission.collect.patterns import Naming, Owner
from autograder.submission.notebook import read_notebook
from autograder.wording.problems import Problem, SubmissionProblem
from autograder.wording.reasons import system_problem, system_reason
from autograder.wording.untrusted_text import check_identifier, visible


@dataclass
class Intake:
    """Итог приёма: принятые студенты, оставленные прежние работы, отказы и замечания."""

    taken: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass
class _Parcel:
    """Присланное одним студентом: путь внутри работы → файл; время сдачи."""

    files: dict[str, Entry] = field(default_factory=dict)
    time: datetime | None = None


def collect(
    course: Course, assignment: str, source: Path, pattern: str | None = None, force: bool = False
) -> Intake:
    """Принимает работы из каталога или архива.

    Parameters
    ----------
    pattern : str, optional
        Регулярное выражение для путей, см. :class:`~autograder.submission.collect.patterns.Naming`.
    force : bool
        Заменять и более новые работы.

    Raises
    ------
    Problem
        Если источника нет, он не читается или выражение неверно.
    """
    course.check_assignment(assignment)
    intake = Intake()
    expected = _expected(course, assignment)
    for student, parcel in _parcels(source, Naming(pattern, expected), assignment, intake):
        try:
            check_identifier(student)
            _place(course, assignment, student, parcel, expected, intake, force)
        except Problem as exc:
            intake.refused.append(str(exc))
        except OSError as exc:
            intake.refused.append(f"{visible(student)}: не принята, {system_problem(exc)}.")
    return intake


def _expected(course: Course, assignment: str) -> dict[str, set[str]]:
    """Имена тетрадей задания и идентификаторы их ячеек: по ним узнаётся переименованная."""
    return {
        path.name: {
            cell.metadata["nbgrader"]["grade_id"]
            for cell in read_source(course, path).cells
            if cell.metadata.get("nbgrader", {}).get("grade_id")
        }
        for path in sorted(course.source(assignment).glob("*.ipynb"))
    }


def _parcels(
    source: Path, naming: Naming, assignment: str, intake: Intake
) -> Iterator[tuple[str, _Parcel]]:
    """Собирает файлы по студентам; однофамильцев различает номером участника."""
    found: dict[tuple[str, str], _Parcel] = {}
    listed = list(entries(source, assignment))
    naming.settle(entry.path for entry in listed)
    for entry in listed:
        shown = visible(entry.path)[:200]
        if isinstance(entry, Refused):
            intake.remarks.append(f"«{shown}» не принят: {entry.reason}.")
            continue
        owner = naming.owner(entry.path)
        if owner is None:
            intake.remarks.append(f"«{shown}» не принят: непонятно, чья это работа.")
            continue
        _add(found.setdefault((owner.student, owner.number), _Parcel()), owner, entry, intake)
    names = [student for student, _ in found]
    taken: set[str] = set()
    for (student, number), parcel in sorted(found.items()):
        twin = number and (names.count(student) > 1 or student in taken)
        name = f"{student} {number}" if twin else student
        taken.add(name)
        yield name, _rooted(parcel, assignment)


def _add(parcel: _Parcel, owner: Owner, entry: Entry, intake: Intake) -> None:
    time = owner.time or entry.modified
    rival = parcel.files.get(owner.file)
    if rival is not None:
        intake.remarks.append(f"«{visible(entry.path)}» прислан дважды: взят более поздний.")
        if parcel.time is not None and time < parcel.time:
            return
    parcel.files[owner.file] = entry
    parcel.time = time if parcel.time is None else max(parcel.time, time)


def _rooted(parcel: _Parcel, assignment: str) -> _Parcel:
    """Снимает лишние каталоги над тетрадями: ``hw1/``, ``Downloads/hw1/``."""
    folders = [PurePosixPath(path).parent for path in parcel.files if path.endswith(".ipynb")]
    if not folders:
        return parcel
    named = [folder for folder in folders if folder.name == assignment]
    top = min(named or folders, key=lambda folder: len(folder.parts))
    kept = {
        str(PurePosixPath(path).relative_to(top)): entry
        for path, entry in parcel.files.items()
        if PurePosixPath(path).is_relative_to(top)
    }
    return _Parcel(kept, parcel.time)


def _place(
    course: Course,
    assignment: str,
    student: str,
    parcel: _Parcel,
    expected: dict[str, set[str]],
    intake: Intake,
    force: bool,
) -> None:
    target = course.submitted(assignment, student)
    recover_folder(target)
    previous = course.timestamp(assignment, student)
    fresh = parcel.time.replace(tzinfo=None, microsecond=0)
    if target.exists() and previous is not None and previous > fresh and not force:
        intake.kept.append(student)
        return
    contents = _contents(student, parcel, intake)
    _recognise(student, contents, expected, intake)
    draft = draft_folder(target)
    for relative, data in contents.items():
        path = draft / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (draft / "timestamp.txt").write_text(f"{fresh} UTC\n", encoding="utf-8")
    replace_folder(draft, target)
    intake.taken.append(student)


def _contents(student: str, parcel: _Parcel, intake: Intake) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    total = 0
    for relative, entry in sorted(parcel.files.items()):
        shown = f"{visible(student)}: «{visible(relative)}»"
        if relative == "timestamp.txt":
            intake.remarks.append(f"{shown} не принят: время сдачи ставит приём работ.")
            continue
        try:
            data = entry.read()
        except OSError as exc:
            intake.remarks.append(f"{shown} не принят: {system_reason(exc)}.")
            continue
        total += len(data)
        if total > MAX_TOTAL_BYTES or len(contents) >= MAX_FILES:
            intake.remarks.append(
                f"{visible(student)}: файлов слишком много, остальные не приняты."
            )
            break
        contents[relative] = data
    if not contents:
        raise Problem(f"{visible(student)}: в работе нет ни одного файла, который можно принять.")
    return contents


def _recognise(
    student: str, contents: dict[str, bytes], expected: dict[str, set[str]], intake: Intake
) -> None:
    """Возвращает переименованной тетради её имя, узнав её по ячейкам."""
    strangers = [path for path in contents if path.endswith(".ipynb") and path not in expected]
    for name in expected.keys() - contents.keys():
        matching = [path for path in strangers if _resembles(contents[path], expected[name])]
        if len(matching) == 1:
            contents[name] = contents.pop(matching[0])
            strangers.remove(matching[0])
            intake.remarks.append(
                f"{visible(student)}: тетрадь «{visible(matching[0])}» принята как {name}."
            )


def _resembles(data: bytes, grade_ids: set[str]) -> bool:
    try:
        cells = read_notebook(data).cells
    except SubmissionProblem:
        return False
    return 2 * len({cell.grade_id for cell in cells} & grade_ids) > len(grade_ids)
