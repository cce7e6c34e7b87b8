"""Слои песочницы: какие требуются, что бывает без них и как чинится упавшее."""

from __future__ import annotations

import os
import signal

import pytest
from engine_cells import answer, check, outcomes

from autograder.exam.records import Cell, Exam, Limits
from autograder.exam.worker import Examiner, InfrastructureError, IsolationError
from autograder.exam.worker import exam_runner as examiner_module
from autograder.sandbox import Layer, layers

EXAM = Exam("a", "n", "s", (answer("def f():\n    return 1"), check("assert f() == 1")))


def test_every_layer_explains_itself():
    found = layers()
    assert {"bubblewrap", "landlock", "seccomp", "cgroups", "limits"} == {x.name for x in found}
    assert all(layer.detail and layer.consequence for layer in found)


def test_a_missing_layer_is_refused_in_words(monkeypatch):
    absent = Layer("landlock", False, "ядро без Landlock", "последствие")
    monkeypatch.setattr(examiner_module, "layer", lambda name: absent)
    with pytest.raises(IsolationError, match="ядро без Landlock"):
        Examiner(Limits())


def test_other_systems_are_told_what_is_needed(monkeypatch):
    monkeypatch.setattr(examiner_module.sys, "platform", "darwin")
    with pytest.raises(IsolationError, match="Linux"):
        Examiner(Limits())


def test_an_unknown_isolation_is_an_error():
    with pytest.raises(ValueError, match="isolation"):
        Examiner(Limits(), isolation="docker")


@pytest.mark.parametrize("isolation", ["landlock", "none"])
def test_weaker_isolation_still_separates_submissions(isolation):
    litter = "import ctypes, os, time\nif os.fork() == 0:\n"
    litter += "    ctypes.CDLL(None).setsid()\n    time.sleep(600)\n"
    litter += "open('left', 'w').write('1')\nchild = True"
    look = answer("import os\nfound = os.listdir('.')")
    with Examiner(Limits(cell_timeout=10), isolation=isolation) as weak:
        weak.examine(Exam("a", "n", "s", (answer(litter, "child = 1"),)))
        cells = (look, check("assert found == [], found"))
        assert outcomes(weak.examine(Exam("a", "n", "s", cells))) == ["passed"]
        assert not _sleeping_children(weak)


def _server(examiner):
    (sandbox, _), *_ = examiner._servers._running.values()
    return sandbox._server


def _sleeping_children(examiner) -> list[int]:
    from autograder.sandbox.processes import descendants

    return descendants(_server(examiner).pid)


def test_a_missing_package_is_not_the_students_fault(examiner):
    setup = Cell("setup", "s", "import no_such_package as package\nlevel = package.level")
    test = Cell("test", "t2", "assert level == 3", points=1)
    with pytest.raises(InfrastructureError, match="no_such_package"):
        examiner.examine(Exam("a", "n", "s", (setup, *EXAM.cells, test)))


def test_a_package_missing_in_a_public_cell_stops_only_what_needs_it(examiner):
    for source in ("import no_such_package", "%load_ext no_such_package"):
        cells = (Cell("setup", "s", source), *EXAM.cells)
        assert outcomes(examiner.examine(Exam("a", "n", "s", cells))) == ["passed"]


def test_a_dead_fork_server_is_started_again(examiner):
    assert outcomes(examiner.examine(EXAM)) == ["passed"]
    server = _server(examiner)
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    assert outcomes(examiner.examine(EXAM)) == ["passed"]
