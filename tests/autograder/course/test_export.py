"""Выгрузка оценок."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from autograder.results.export import to_csv, to_json, to_moodle, to_xlsx, write_output
from autograder.results.results import results
from autograder.wording.problems import Problem


@pytest.fixture
def graded(classroom):
    classroom.submit("ann")
    classroom.submit("=HYPERLINK(1)", "def double(x):\n    raise ValueError('=2+3\u202e')")
    classroom.submit("bob").write_text("{")
    classroom.grade()
    return results(classroom.course, "hw")


def test_json_has_the_promised_fields(graded):
    found = {item["student"]: item for item in json.loads(to_json(graded))}
    assert found["ann"] == {
        "assignment": "hw",
        "student": "ann",
        "status": "graded",
        "score": 2.5,
        "max_score": 7.0,
        "tests": [
            {
                "notebook": "main",
                "grade_id": "test_double",
                "outcome": "passed",
                "score": 2.0,
                "max_score": 2.0,
                "message": "",
            },
            {
                "notebook": "main",
                "grade_id": "part",
                "outcome": "passed",
                "score": 0.5,
                "max_score": 1.0,
                "message": "",
            },
        ],
    }
    assert found["bob"]["status"] == "malformed"
    assert {test["outcome"] for test in found["bob"]["tests"]} == {"missing"}


def test_csv_cells_never_begin_a_formula(graded):
    rows = list(csv.DictReader(io.StringIO(to_csv(graded).decode("utf-8-sig"))))
    assert [row["student"] for row in rows] == ["'=HYPERLINK(1)", "ann", "bob"]
    assert [float(row["score"]) for row in rows] == [0, 2.5, 0]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_delimiter_opens_a_formula(classroom, delimiter):
    classroom.submit("a;=HYPERLINK(1)")
    classroom.submit("b; +1")
    classroom.grade()
    for table in (to_csv, to_moodle):
        text = table(results(classroom.course, "hw")).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_xlsx_has_both_sheets_and_no_formulas(graded):
    book = load_workbook(io.BytesIO(to_xlsx(graded)))
    assert book.sheetnames == ["Оценки", "Проверки"]
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert book["Оценки"]["K3"].value == 2.5


def test_moodle_table_has_a_column_per_assignment(graded):
    rows = list(csv.DictReader(io.StringIO(to_moodle(graded).decode("utf-8-sig"))))
    assert {row["username"]: row["hw"] for row in rows}["ann"] == "2.5"


def test_a_file_that_cannot_be_written_is_explained(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem, match="не записан"):
        write_output(b"x", str(tmp_path / "file" / "inner.csv"))


def test_an_assignment_unknown_to_the_gradebook_is_explained(classroom):
    with pytest.raises(Problem, match="выпустите"):
        results(classroom.course, "nope")


def test_work_graded_by_nbgrader_itself_is_exported_too(classroom):
    with classroom.course.gradebook() as book:
        book.add_student("old")
        book.add_submission("hw", "old")
        book.find_grade("test_double", "main", "hw", "old").auto_score = 2
        book.db.commit()
    (item,) = results(classroom.course, "hw")
    assert [(t.grade_id, t.outcome, t.score) for t in item.tests] == [("test_double", "passed", 2)]
