"""Пробный экзамен говорит о том, что действует, а не о том, что установлено."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.doctor.trial import trial
from autograder.sandbox import cgroups, users, weaknesses

ROOT = Path(__file__).parents[3]
FULL_MAP = "0 0 4294967295\n"
ALONE_MAP = "0 1234 1\n"
CONTAINER_MAP = "0 1000 1\n1 100000 65536\n"


def found(isolation: str) -> dict[str, bool]:
    return {layer.name: layer.available for layer in trial(isolation)}


def test_the_full_sandbox_holds_everything():
    held = found("auto")
    assert held.pop("группы") == (not weaknesses.weaknesses(cgroups.controllers()))
    assert set(held.values()) == {True} and len(held) == 4


def test_a_weakened_sandbox_is_not_praised():
    assert found("landlock")["процессы"] is False
    bare = found("none")
    assert not bare["файлы"] and not bare["вызовы"]


def test_without_groups_both_doctor_and_the_worker_say_so(monkeypatch):
    monkeypatch.setattr(cgroups, "places", lambda: ())
    (groups,) = [layer for layer in trial() if layer.name == "группы"]
    assert not groups.available and "systemd-run" in groups.consequence
    assert "буферы сокетов" in groups.consequence


def test_doctor_shows_the_trial():
    shown = CliRunner().invoke(cli, ["doctor"])
    assert shown.exit_code == 0, shown.output
    assert "экзамен видит лишь себя" in shown.output


@pytest.mark.parametrize(
    ("mapped", "groups", "setgroups", "expected"),
    [
        (FULL_MAP, FULL_MAP, "allow", range(1_900_000_000, 1_900_000_000 + (1 << 23))),
        (CONTAINER_MAP, CONTAINER_MAP, "allow", range(32769, 65537)),
        (CONTAINER_MAP, ALONE_MAP, "allow", [0]),
        (CONTAINER_MAP, CONTAINER_MAP, "deny", [0]),
        (ALONE_MAP, ALONE_MAP, "deny", [0]),
    ],
)
def test_the_kernel_becomes_someone_who_exists(monkeypatch, mapped, groups, setgroups, expected):
    maps = {"uid_map": mapped, "gid_map": groups, "setgroups": setgroups}
    monkeypatch.setattr(users.Path, "read_text", lambda path: maps[path.name])
    monkeypatch.setattr(users.os, "geteuid", lambda: 0)
    assert {users.stranger(number) for number in range(2, 4_000_000, 99_991)} <= {*expected}
    monkeypatch.setattr(users.os, "geteuid", lambda: 1234)
    assert users.stranger(7) == 0


IN_A_CONTAINER = """
import os, sys
from autograder.sandbox import linux, users
linux.unshare(linux.CLONE_NEWUSER)
print("ready", flush=True)
sys.stdin.readline()
os.setgroups([])
os.setresgid(0, 0, 0)
os.setresuid(0, 0, 0)
uid = users.stranger(os.getpid())
linux.become_nobody(uid)
print(uid, os.getuid(), os.getgid(), flush=True)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="раздать номера пользователей может только root")
def test_root_of_a_rootless_container_finds_a_user_to_become():
    child = subprocess.Popen(
        [sys.executable, "-c", IN_A_CONTAINER],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "ready\n"
    for kind in ("uid_map", "gid_map"):
        Path(f"/proc/{child.pid}/{kind}").write_text("0 100000 65536")
    said, _ = child.communicate("\n")
    wanted, user, group = map(int, said.split())
    assert wanted == user == group > 0
