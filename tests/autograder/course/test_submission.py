"""Файлы работы: лишнее и опасное не берётся, о каждом отказе сказано."""

from __future__ import annotations

import os
import time

import pytest

from autograder.course.assignment import load_assignment
from autograder.storage import untrusted_files as files
from autograder.storage.untrusted_files import shadowed_module
from autograder.submission.submission import load_submission
from autograder.wire.channel import MAX_FRAME


@pytest.fixture
def load(classroom):
    classroom.submit("ann")
    folder = classroom.root / "submitted" / "ann" / "hw"

    def read():
        assignment = load_assignment(classroom.course, "hw")
        return load_submission(classroom.course, assignment, "ann")

    return folder, read


@pytest.mark.parametrize("linked", ["eve", "eve/hw"])
@pytest.mark.parametrize("aim", ["submitted/ann/hw", "source/hw"])
def test_a_link_in_place_of_a_folder_leads_nowhere(classroom, linked, aim):
    classroom.submit("ann")
    link = classroom.root / "submitted" / linked
    link.parent.mkdir(parents=True, exist_ok=True)
    target = classroom.root / aim
    link.symlink_to(target if linked.endswith("hw") else target.parent, target_is_directory=True)
    summary = classroom.grade()
    assert {"ann", "eve"} == set(summary.graded) and summary.broken == ["eve"]
    assert classroom.scores("eve")["test_double"][0] == 0
    assert any("ссылка на другой каталог" in said for said in classroom.decision("eve").incidents)


def test_own_data_files_are_accepted(load):
    folder, read = load
    (folder / "data").mkdir()
    (folder / "data" / "mine.csv").write_text("1,2")
    (folder / "mymodule.py").write_text("x = 1")
    found = read()
    assert found.files == {"data/mine.csv": b"1,2", "mymodule.py": b"x = 1"}
    assert found.incidents == []


@pytest.mark.parametrize(
    "name",
    [
        "numpy.py",
        "random.py",
        "numpy/__init__.py",
        "sitecustomize.py",
        "evil.pth",
        "json.pyc",
        "math.cpython-311-x86_64-linux-gnu.so",
        "autograder/x.py",
    ],
)
def test_files_that_shadow_libraries_are_ignored_with_a_message(load, name):
    folder, read = load
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("")
    found = read()
    assert found.files == {}
    assert "заслонил бы" in found.incidents[0]


def test_links_and_pipes_are_not_followed(load, tmp_path):
    folder, read = load
    secret = tmp_path / "secret"
    secret.write_text("тайна")
    os.symlink(secret, folder / "link.txt")
    os.symlink(tmp_path, folder / "dir")
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe")
    found = read()
    assert found.files == {}
    assert len(found.incidents) == 4


def test_a_linked_notebook_is_malformed(load, classroom):
    folder, read = load
    os.remove(folder / "main.ipynb")
    os.symlink(classroom.root / "source" / "hw" / "main.ipynb", folder / "main.ipynb")
    assert read().problems["main"].status == "malformed"


def test_an_absent_notebook_names_what_is_there(load):
    folder, read = load
    os.rename(folder / "main.ipynb", folder / "копия.ipynb")
    problem = read().problems["main"]
    assert problem.status == "missing"
    assert "копия.ipynb" in str(problem)


def test_a_sparse_huge_notebook_is_not_read(load):
    folder, read = load
    with (folder / "main.ipynb").open("wb") as stream:
        stream.truncate(200 * 2**20)
    assert read().problems["main"].status == "too_large"


def test_too_many_files_are_cut_off(load, monkeypatch):
    monkeypatch.setattr("autograder.submission.submission.MAX_FILES", 3)
    folder, read = load
    for number in range(10):
        (folder / f"{number}.txt").write_text("x")
    found = read()
    assert len(found.files) == 3
    assert "слишком много" in found.incidents[-1]


def test_files_of_the_assignment_and_of_the_student_fit_one_frame(load):
    folder, read = load
    for number in range(4):
        (folder / f"{number}.bin").write_bytes(bytes(30 << 20))
    found = read()
    assert found.files and sum(map(len, found.files.values())) < MAX_FRAME - (8 << 20)
    assert "слишком много" in found.incidents[-1]


def test_the_content_hash_changes_with_any_byte_or_name(tmp_path):
    (tmp_path / "a").write_text("1")
    before = files.content_hash(tmp_path)
    assert files.content_hash(tmp_path) == before
    (tmp_path / "a").write_text("2")
    changed = files.content_hash(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert len({before, changed, files.content_hash(tmp_path)}) == 3


def test_an_ordinary_name_shadows_nothing():
    assert shadowed_module("helpers_of_mine.py") == ""
    assert shadowed_module("numpy.csv") == ""


def test_endless_files_do_not_delay_the_hash(tmp_path):
    for number in range(1000):
        path = tmp_path / f"{number}.bin"
        path.touch()
        os.truncate(path, 200 << 20)
    started = time.perf_counter()
    before = files.content_hash(tmp_path)
    assert time.perf_counter() - started < 15
    (tmp_path / "zzz.ipynb").write_text("{}")
    os.utime(tmp_path / "zzz.ipynb", (1, 1))
    changed = files.content_hash(tmp_path)
    (tmp_path / "zzz.ipynb").write_text("[]")
    assert len({before, changed, files.content_hash(tmp_path)}) == 3
