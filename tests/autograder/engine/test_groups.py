"""Контрольные группы обеих версий: где их заводят и какие пределы пишут.

Настоящие группы проверяют ``test_remains`` и ``test_resources`` — той версии, что есть на машине;
здесь обе версии изображают каталоги.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.sandbox import cgroups
from autograder.sandbox.cgroups import ControlGroup, Place, entering


@pytest.fixture
def v2(tmp_path) -> Path:
    """Дерево v2, как у systemd: хозяин каталога app.slice — сам пользователь."""
    for folder, offered in (("", "memory pids"), ("app", "cpu memory pids"), ("app/term", "")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "cgroup.subtree_control").write_text(offered)
        (tmp_path / folder / "cgroup.procs").touch()
    return tmp_path


def test_in_v2_the_nearest_folder_that_offers_memory_is_taken(v2):
    place = cgroups._place(2, ("",), v2, v2 / "app" / "term")
    assert place == Place(v2 / "app", ("memory", "pids", "cpu"), 2)
    assert sorted(path.name for path in (v2 / "app").iterdir() if path.is_dir()) == ["term"]


def test_in_v2_nothing_above_the_mount_is_taken(v2):
    assert cgroups._place(2, ("",), v2 / "app" / "term", v2 / "app" / "term") is None


def test_v1_takes_its_own_folder_and_only_what_it_needs(tmp_path):
    assert cgroups._place(1, ("cpu", "cpuacct"), tmp_path, tmp_path) == Place(tmp_path, ("cpu",), 1)
    assert cgroups._place(1, ("freezer",), tmp_path, tmp_path) is None


@pytest.mark.parametrize(
    ("version", "files"),
    [
        (1, {"memory.limit_in_bytes": 7 << 20, "pids.max": 9}),
        (2, {"memory.max": 7 << 20, "pids.max": 9}),
    ],
)
def test_the_limits_are_written_before_anyone_enters(tmp_path, monkeypatch, version, files):
    place = Place(tmp_path, ("memory", "pids"), version)
    monkeypatch.setattr(cgroups, "places", lambda: (place,))
    part = ControlGroup(100, 50).part("student", 7, 9)
    (group,) = tmp_path.iterdir()
    written = {file.name: int(file.read_text()) for file in (group / "student").iterdir()}
    assert written == files
    assert part.entrances == (str(group / "student" / "cgroup.procs"),)
    if version == 2:
        assert (group / "cgroup.subtree_control").read_text() == "+memory +pids"


def test_a_part_tells_that_its_limit_killed(tmp_path, monkeypatch):
    place = Place(tmp_path, ("memory",), 2)
    monkeypatch.setattr(cgroups, "places", lambda: (place,))
    part = ControlGroup(100, 50).part("student", 7, 9)
    (group,) = tmp_path.iterdir()
    events = group / "student" / "memory.events"
    assert not part.starved_of_memory()
    for kills, starved in ((0, False), (2, True)):
        events.write_text(f"low 0\nhigh 0\nmax 5\noom 1\noom_kill {kills}\noom_group_kill 0\n")
        assert part.starved_of_memory() is starved


def test_whoever_cannot_enter_does_not_start(tmp_path):
    import subprocess

    class Locked:
        entrances = (str(tmp_path / "missing" / "cgroup.procs"),)

    done = subprocess.run(entering(Locked(), ["touch", str(tmp_path / "ran")]), capture_output=True)
    assert done.returncode == 70 and not (tmp_path / "ran").exists()
