"""Архив задания: в нём есть всё, что нужно студенту на своей машине, и нет лишнего."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

sys.path.append(str(Path(__file__).parents[2] / "tools"))

from pack_assignments import course_pins, imported, pack, requirements  # noqa: E402


@pytest.fixture
def archive(released_path, tmp_path):
    """Распакованный архив."""
    pack(released_path.parent, tmp_path / "assignment.zip")
    with zipfile.ZipFile(tmp_path / "assignment.zip") as packed:
        packed.extractall(tmp_path)
    return tmp_path / released_path.stem


def test_the_archive_holds_everything_released_and_the_requirements(archive, released_path):
    given = {path.name for path in released_path.parent.iterdir()}
    assert {path.name for path in archive.iterdir()} == given | {"requirements.txt"}


def test_requirements_are_pinned_as_in_the_course_and_are_few(archive, source):
    lines = (archive / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {*lines} <= {*course_pins().values()}
    names = {line.partition("==")[0] for line in lines}
    assert {"jupyterlab", "nbgrader"} <= names
    third_party = imported(source) - sys.stdlib_module_names
    extra = {"jupyterlab", "nbgrader", "jupyterlab-language-pack-ru-RU"}
    assert len(names - extra) == len(third_party)


def test_solutions_need_no_more_than_the_released_notebook(source, released):
    assert imported(source) <= imported(released) | sys.stdlib_module_names


def test_a_module_that_the_course_does_not_pin_is_refused():
    cell = nbformat.v4.new_code_cell("import numpy, tensorflow")
    with pytest.raises(ValueError, match="tensorflow"):
        requirements(nbformat.v4.new_notebook(cells=[cell]))
