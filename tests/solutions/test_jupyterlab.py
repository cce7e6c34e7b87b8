"""Студент открывает задание в JupyterLab, исполняет его и нажимает Validate."""

from __future__ import annotations

import shutil

import nbformat
import pytest
from playwright.sync_api import expect
from solutions.cells import answers, grade_id, machine_graded
from solutions.laboratory import laboratory, open_notebook, run_all_cells, validate

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def student_folder(source, released, released_path, tmp_path_factory):
    """Папка студента: задание как выдано и оно же с верными ответами (в ``solved``)."""
    root = tmp_path_factory.mktemp("student")
    shutil.copytree(released_path.parent, root / "released")
    shutil.copytree(released_path.parent, root / "solved")
    solutions = {grade_id(cell): cell.source for cell in answers(source)}
    solved = nbformat.from_dict(released)
    for cell in answers(solved):
        cell.source = solutions[grade_id(cell)]
    nbformat.write(solved, root / "solved" / released_path.name)
    return root


@pytest.fixture(scope="module")
def address(student_folder, tmp_path_factory):
    with laboratory(student_folder, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_validate_names_every_failed_test_of_the_released_assignment(
    page, address, released, released_path
):
    open_notebook(page, address, f"released/{released_path.name}")
    run_all_cells(page)
    expect(
        page.locator(".jp-Notebook").get_by_text("здесь должен быть ваш код").last
    ).to_be_attached()
    message = validate(page)
    for cell in machine_graded(released):
        assert cell.source.splitlines()[0] in message, grade_id(cell)
    assert "здесь должен быть ваш код" in message


def test_validate_praises_the_solved_assignment(page, address, released_path):
    open_notebook(page, address, f"solved/{released_path.name}")
    run_all_cells(page)
    assert validate(page).startswith("Success! Your notebook passes all the tests.")
