"""Запись файлов: целиком или никак, и только туда, где лежит файл."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.storage.writing import write_file
from autograder.wording.problems import Problem


def test_folders_on_the_way_are_made(tmp_path):
    write_file(tmp_path / "a" / "b.csv", b"1")
    assert (tmp_path / "a" / "b.csv").read_bytes() == b"1"


def test_a_pipe_or_a_device_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"1")
    assert os.read(reader, 10) == b"1" and pipe.is_fifo()
    os.close(reader)


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "disk" / "grades.csv")
    for data in (b"1", b"2"):
        write_file(tmp_path / "link", data)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "disk" / "grades.csv").read_bytes() == b"2"


@pytest.mark.parametrize("path", [Path(), Path("folder")])
def test_a_folder_is_refused_and_nothing_is_left_beside_it(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(Problem, match="это каталог"):
        write_file(path, b"1")
    assert os.listdir(tmp_path) == ["folder"]


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch):
    target = tmp_path / "grades.csv"
    target.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.storage.writing.os.replace", full)
    with pytest.raises(Problem, match="кончилось место"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old" and os.listdir(tmp_path) == ["grades.csv"]
