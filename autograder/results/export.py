"""Выгрузка оценок: CSV, JSON, книга XLSX и CSV для Moodle."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from autograder.results.results import Result
from autograder.storage.writing import write_file
from autograder.wording.untrusted_text import spreadsheet, visible

_COLUMNS = (
    "assignment",
    "student",
    "last_name",
    "first_name",
    "email",
    "timestamp",
    "status",
    "needs_manual_grade",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
_TEST_COLUMNS = (
    "assignment",
    "student",
    "notebook",
    "grade_id",
    "outcome",
    "score",
    "max_score",
    "message",
)


def to_json(found: list[Result]) -> bytes:
    """Список работ с исходами проверок; имена полей неизменны."""
    content = [
        {
            "assignment": item.assignment,
            "student": item.student,
            "status": item.status,
            "score": item.score,
            "max_score": item.max_score,
            "tests": [
                {
                    "notebook": test.notebook,
                    "grade_id": test.grade_id,
                    "outcome": test.outcome,
                    "score": test.score,
                    "max_score": test.max_score,
                    "message": visible(test.message, keep="\n\t"),
                }
                for test in item.tests
            ],
        }
        for item in found
    ]
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return "".join(map(_json_char, text)).encode()


def _json_char(char: str) -> str:
    """Невидимые знаки записываются кодами JSON: данные те же, а терминал цел."""
    plain = char == "\n" or char.isprintable()
    return char if plain else json.dumps(char)[1:-1]


def to_csv(found: list[Result]) -> bytes:
    """Таблица: строка на работу."""
    return _csv([_COLUMNS, *map(_row, found)])


def to_xlsx(found: list[Result]) -> bytes:
    """Книга из двух листов: работы и проверки."""
    book = Workbook()
    _sheet(book.active, "Оценки", [_COLUMNS, *map(_row, found)])
    tests = [
        (
            i.assignment,
            i.student,
            t.notebook,
            t.grade_id,
            t.outcome,
            t.score,
            t.max_score,
            t.message,
        )
        for i in found
        for t in i.tests
    ]
    _sheet(book.create_sheet(), "Проверки", [_TEST_COLUMNS, *tests])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def to_moodle(found: list[Result]) -> bytes:
    """Таблица для импорта оценок в Moodle: строка на студента, столбец на задание."""
    names = sorted({item.assignment for item in found})
    students: dict[str, list[Result]] = {}
    for item in found:
        students.setdefault(item.student, []).append(item)
    rows = [("username", "email", "lastname", "firstname", *names)]
    for student, items in sorted(students.items()):
        scores = {item.assignment: item.score for item in items}
        person = items[0]
        rows.append(
            (
                student,
                person.email,
                person.last_name,
                person.first_name,
                *(scores.get(name, "") for name in names),
            )
        )
    return _csv(rows)


FORMATS: dict[str, Callable[[list[Result]], bytes]] = {
    "csv": to_csv,
    "json": to_json,
    "xlsx": to_xlsx,
    "moodle": to_moodle,
}


def write_output(data: bytes, output: str) -> None:
    """Пишет в файл или, если ``output`` — ``-``, в стандартный вывод.

    Raises
    ------
    Problem
        Если файл не записывается.
    """
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_file(Path(output), data)


def _row(item: Result) -> tuple:
    return (
        item.assignment,
        item.student,
        item.last_name,
        item.first_name,
        item.email,
        f"{item.timestamp} UTC" if item.timestamp else "",
        item.status,
        int(item.needs_manual),
        item.raw_score,
        item.penalty,
        item.score,
        item.max_score,
    )


def _csv(rows: list[tuple]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[_csv_value(value) for value in row] for row in rows])
    text = stream.getvalue()
    # Excel узнаёт UTF-8 лишь по метке порядка байтов; где все знаки ASCII, метка ни к чему
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def _csv_value(value: object) -> object:
    """Русский Excel делит строку CSV точкой с запятой: формула может начаться и внутри значения."""
    value = spreadsheet(value)
    return re.sub(r"(?<=;)(?=\s*[=+\-@|%])", "'", value) if isinstance(value, str) else value


def _sheet(sheet, title: str, rows: list[tuple]) -> None:
    sheet.title = title
    for row in rows:
        sheet.append([spreadsheet(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        width = max(len(str(value)) for value in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(48, width + 2)
