"""Журнал автопроверки: что, чем и с каким исходом проверено. Только дописывается.

Работа узнаётся по ключу — хешу её содержимого, задания и окружения. Прерванная проверка
продолжается с места остановки: решённое дважды не проверяется, а решённое, но не дошедшее до
журнала оценок, туда дописывается.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.exam.records import Examination, Outcome
from autograder.grading.codec import decode, encode, outcome
from autograder.storage.untrusted_files import is_remote
from autograder.wording.problems import CourseProblem
from autograder.wording.reasons import database_problem, system_problem

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    assignment TEXT NOT NULL,
    student TEXT NOT NULL,
    key TEXT NOT NULL,
    submission TEXT NOT NULL,
    environment TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    facts TEXT NOT NULL,
    examinations BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS decisions_by_student ON decisions (assignment, student, id);
CREATE TABLE IF NOT EXISTS recordings (
    decision INTEGER NOT NULL REFERENCES decisions (id),
    at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS recordings_by_decision ON recordings (decision);
"""
_SELECT = """
SELECT id, at, assignment, student, key, submission, environment, status, attempts, facts,
    EXISTS (SELECT 1 FROM recordings WHERE decision = decisions.id)
FROM decisions
"""
_GUARD = """
CREATE TRIGGER IF NOT EXISTS {table}_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'журнал только дописывается'); END;
"""


@dataclass(frozen=True)
class Decision:
    """Решение по одной работе.

    Attributes
    ----------
    key : str
        Хеш работы, задания и окружения.
    status : str
        ``graded``, ``missing``, ``malformed`` или ``too_large``.
    outcomes : tuple of Outcome
        Исход каждой автоматической проверки.
    seeds : dict
        Зерно случайности по тетрадям.
    notes : dict
        Объяснения по тетрадям, которые не удалось проверить.
    """

    assignment: str
    student: str
    key: str
    submission: str
    environment: str
    status: str
    outcomes: tuple[Outcome, ...]
    incidents: tuple[str, ...] = ()
    seeds: dict[str, int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    phases: dict[str, float] = field(default_factory=dict)
    attempts: int = 1
    at: str = ""
    id: int = 0
    recorded: bool = False


class Journal:
    """Журнал в файле SQLite. Открывается как контекст.

    Parameters
    ----------
    folder : Path
        Каталог журнала; создаётся с доступом только владельцу.
    writable : bool
        Можно ли писать. Читателю хватает прав на чтение, и сам он ничего не заводит.
    """

    def __init__(self, folder: Path, writable: bool = False) -> None:
        self.folder = folder
        self._path = folder.absolute() / "journal.db"
        self._writable = writable

    def __enter__(self) -> Journal:
        with self._explained():
            if self._writable:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._db = sqlite3.connect(self._path, timeout=30)
                self._prepare()
            elif self._path.exists():
                self._db = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", timeout=30, uri=True)
            else:  # ещё ничего не проверяли: читать нечего, а заводить файлы читателю незачем
                self._db = sqlite3.connect(":memory:")
                self._db.executescript(_SCHEMA)
        return self

    def _prepare(self) -> None:
        # В общем каталоге на другой машине WAL не действует: ему нужна общая память.
        local = not is_remote(self.folder.resolve())
        self._db.execute(f"PRAGMA journal_mode = {'WAL' if local else 'DELETE'}")
        # Гибель процесса журнал переживает; от сбоя питания пострадало бы лишь последнее
        # решение, и работу проверили бы заново с той же оценкой.
        self._db.execute(f"PRAGMA synchronous = {'NORMAL' if local else 'FULL'}")
        guards = [
            _GUARD.format(table=table, event=event)
            for table in ("decisions", "recordings")
            for event in ("UPDATE", "DELETE")
        ]
        self._db.executescript(_SCHEMA + "".join(guards))

    def __exit__(self, *_: object) -> None:
        if self._writable:
            with contextlib.suppress(sqlite3.Error):  # с WAL читателю понадобилось бы право писать
                self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    @property
    def secret(self) -> bytes:
        """Секрет курса, из которого выводятся зёрна случайности; создаётся при первом чтении."""
        path = self.folder / "secret"
        with self._explained():
            if not path.exists() or not path.stat().st_size:  # пустым его оставил обрыв на полпути
                draft = self.folder / ".secret.new"
                draft.unlink(missing_ok=True)
                with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as stream:
                    stream.write(secrets.token_hex(32).encode())
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(draft, path)
            return path.read_bytes()

    def append(self, decision: Decision, examinations: list[Examination]) -> Decision:
        """Дописывает решение и возвращает его с номером и временем."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        facts = {
            "outcomes": [asdict(item) for item in decision.outcomes],
            "incidents": decision.incidents,
            "seeds": decision.seeds,
            "notes": decision.notes,
            "phases": decision.phases,
        }
        row = (
            at,
            decision.assignment,
            decision.student,
            decision.key,
            decision.submission,
            decision.environment,
            decision.status,
            decision.attempts,
            json.dumps(facts, ensure_ascii=False),
            zlib.compress(encode(examinations)),
        )
        with self._explained(), self._db:
            cursor = self._db.execute(
                "INSERT INTO decisions (at, assignment, student, key, submission, environment,"
                " status, attempts, facts, examinations) VALUES (?,?,?,?,?,?,?,?,?,?)",
                row,
            )
        return replace(decision, at=at, id=cursor.lastrowid)

    def mark_recorded(self, decision: Decision) -> None:
        """Отмечает, что решение дошло до журнала оценок."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._explained(), self._db:
            self._db.execute("INSERT INTO recordings VALUES (?, ?)", (decision.id, at))

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as exc:
            name = f"Журнал проверки {self.folder}"
            raise CourseProblem(database_problem(exc, name)) from exc
        except OSError as exc:
            raise CourseProblem(
                f"Журнал проверки {self.folder} не открывается: {system_problem(exc)}."
            ) from exc

    def latest(self, assignment: str, student: str) -> Decision | None:
        """Последнее решение по работе студента."""
        rows = self._select(
            "assignment = ? AND student = ? ORDER BY id DESC LIMIT 1", (assignment, student)
        )
        return next(rows, None)

    def latest_all(self, assignment: str | None = None) -> Iterator[Decision]:
        """Последние решения по всем студентам задания (или всех заданий)."""
        where = "id IN (SELECT max(id) FROM decisions GROUP BY assignment, student)"
        if assignment is None:
            return self._select(where + " ORDER BY assignment, student", ())
        return self._select(where + " AND assignment = ? ORDER BY student", (assignment,))

    def history(self, assignment: str, student: str | None = None) -> Iterator[Decision]:
        """Все решения по заданию (или одному студенту) от первого к последнему."""
        if student is None:
            return self._select("assignment = ? ORDER BY id", (assignment,))
        return self._select("assignment = ? AND student = ? ORDER BY id", (assignment, student))

    def examinations(self, decision: Decision) -> list[Examination]:
        """Итоги по тетрадям вместе с выводами ячеек."""
        with self._explained():
            row = self._db.execute(
                "SELECT examinations FROM decisions WHERE id = ?", (decision.id,)
            ).fetchone()
        return decode(zlib.decompress(row[0]))

    def _select(self, where: str, values: tuple) -> Iterator[Decision]:
        with self._explained():
            for row in self._db.execute(f"{_SELECT} WHERE {where}", values):
                yield _decision(row)


def _decision(row: tuple) -> Decision:
    number, at, assignment, student, key, submission, environment, status, attempts = row[:9]
    facts = json.loads(row[9])
    return Decision(
        assignment=assignment,
        student=student,
        key=key,
        submission=submission,
        environment=environment,
        status=status,
        outcomes=tuple(outcome(entry) for entry in facts["outcomes"]),
        incidents=tuple(facts["incidents"]),
        seeds=facts["seeds"],
        notes=facts["notes"],
        phases=facts["phases"],
        attempts=attempts,
        at=at,
        id=number,
        recorded=bool(row[10]),
    )
