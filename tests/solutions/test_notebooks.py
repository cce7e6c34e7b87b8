"""Тетради преподавателя устроены одинаково, а их решения проходят свои проверки."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest
from nbgrader.utils import determine_grade
from solutions.cells import (
    answers,
    errors,
    grade_id,
    hand_graded,
    lines_between,
    machine_graded,
    marked,
)

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_notebook_is_valid_nbformat_4_5(source):
    nbformat.validate(source)
    assert (source.nbformat, source.nbformat_minor) == (4, 5)
    assert source.metadata.kernelspec.name == "python3"


def test_notebook_stores_no_outputs(source):
    code = [cell for cell in source.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)


def test_every_code_cell_has_nbgrader_metadata_of_schema_three(source):
    for cell in source.cells:
        if cell.cell_type == "code":
            assert cell.metadata.nbgrader.schema_version == 3, cell.source


def test_grade_ids_are_unique_snake_case_words(source):
    ids = [grade_id(cell) for cell in marked(source)]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)] == []


def test_test_cells_are_locked_and_named_as_tests(source):
    for cell in machine_graded(source):
        assert cell.metadata.nbgrader.locked, grade_id(cell)
        assert grade_id(cell).startswith("test_"), grade_id(cell)


def test_points_are_positive_and_add_up_to_the_total_in_the_text(source):
    points = [
        cell.metadata.nbgrader.points for cell in machine_graded(source) + hand_graded(source)
    ]
    assert min(points) > 0
    (total,) = re.findall(
        r"\*\*всего\*\* \| \*\*\d+ мин\*\* \| \*\*(\d+)\*\*", source.cells[0].source
    )
    assert sum(points) == int(total)


def test_points_of_each_task_are_those_of_the_table(source):
    table = re.findall(r"^\| (\d+) \|.*\| (\d+) \|$", source.cells[0].source, re.MULTILINE)
    graded = dict.fromkeys((number for number, _ in table), 0)
    task = None
    for cell in source.cells:
        for number in re.findall(r"^## (\d+)\.", cell.source, re.MULTILINE):
            task = number
        if cell.metadata.get("nbgrader", {}).get("grade"):
            graded[task] += cell.metadata.nbgrader.points
    assert graded == {number: int(points) for number, points in table}


def test_times_of_the_tasks_add_up_to_one_or_two_hours(source):
    first = source.cells[0].source
    times = re.findall(r"^\| \d+ \|.*\| (\d+) мин \|", first, re.MULTILINE)
    (total,) = re.findall(r"\*\*всего\*\* \| \*\*(\d+) мин\*\*", first)
    assert sum(map(int, times)) == int(total)
    assert 60 <= int(total) <= 120


def test_assignment_has_five_to_seven_tasks_the_last_for_the_teacher(source):
    assert 5 <= len(re.findall(r"^## \d+\.", "\n".join(c.source for c in source.cells), re.M)) <= 7
    prose = [cell for cell in hand_graded(source) if cell.cell_type == "markdown"]
    assert prose
    for cell in prose:
        assert "**Критерии.**" in cell.source, grade_id(cell)


def test_every_test_cell_has_both_a_visible_and_a_hidden_part(source):
    for cell in machine_graded(source):
        before, rest = cell.source.split("### BEGIN HIDDEN TESTS\n")
        hidden, after = rest.split("### END HIDDEN TESTS")
        assert "assert " in before + after, grade_id(cell)
        assert hidden.strip(), grade_id(cell)


def test_every_assertion_explains_itself_in_russian(source):
    for cell in machine_graded(source):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert):
                message = "" if node.msg is None else ast.unparse(node.msg)
                assert CYRILLIC.search(message), f"{grade_id(cell)}: {ast.unparse(node)}"


def test_every_shortcut_that_is_forbidden_is_named_in_the_rules(source):
    rules = source.cells[0].source
    for cell in answers(source):
        for names in re.findall(r"# autograder: forbid (.+)", cell.source):
            for name in names.split(", "):
                assert f"`{name}`" in rules, f"{grade_id(cell)}: {name}"


def test_linked_chapters_exist(source, source_path):
    root = source_path.parents[2]
    links = re.findall(r"\]\(\.\./\.\./\.\./html/(.+?)\.html", source.cells[0].source)
    assert links
    for link in links:
        assert (root / f"{link}.md").exists(), link


def test_solutions_get_full_points(run_source):
    for cell in machine_graded(run_source):
        assert not errors(cell), grade_id(cell)
        assert determine_grade(cell) == (cell.metadata.nbgrader.points,) * 2, grade_id(cell)


def test_solutions_write_nothing_to_stderr(run_source):
    for cell in run_source.cells:
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", output.text


@pytest.mark.parametrize("marker", ["SOLUTION", "HIDDEN TESTS"])
def test_released_notebook_contains_nothing_that_was_marked_as(marker, source, released):
    secret = {line for line in lines_between(source, marker) if len(line) > 12}
    assert secret
    visible = {line.strip() for cell in released.cells for line in cell.source.splitlines()}
    open_source = {
        line.strip()
        for cell in source.cells
        for line in re.sub(
            rf"### BEGIN {marker}.*?### END {marker}", "", cell.source, flags=re.DOTALL
        ).splitlines()
    }
    assert secret & visible <= open_source
    assert not any(marker in cell.source for cell in released.cells)


def test_released_notebook_keeps_every_cell(source, released):
    assert [grade_id(cell) for cell in marked(released)] == [
        grade_id(cell) for cell in marked(source)
    ]


def test_released_notebook_asks_for_answers(released):
    for cell in answers(released):
        stub = "ВАШ ОТВЕТ" if cell.cell_type == "markdown" else "здесь должен быть ваш код"
        assert stub in cell.source, grade_id(cell)


def test_released_notebook_fails_every_test_in_russian(run_released):
    for cell in machine_graded(run_released):
        (error,) = errors(cell)
        assert CYRILLIC.search(error.evalue), f"{grade_id(cell)}: {error.evalue}"


def test_released_notebook_runs_the_cells_that_need_no_answer(run_released):
    for cell in run_released.cells:
        settings = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and not settings.grade and not settings.solution:
            assert not errors(cell), grade_id(cell)
