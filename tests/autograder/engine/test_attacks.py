"""Нападения изнутри решения: ни баллов, ни чужих данных, ни ущерба соседям."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from engine_cells import answer, check, outcomes

from autograder.exam.records import Exam, Limits
from autograder.exam.worker import Examiner
from autograder.sandbox.processes import descendants

GOOD = answer("def good():\n    return 1")
STILL_GRADED = check("assert good() == 1", grade_id="after")


def _liar(body: str) -> str:
    return f"class Liar:\n{body}\ndef f(x=0):\n    return Liar()"


LIES = {
    "equal_to_everything": (_liar("    def __eq__(self, o): return True"), "assert f() == 4"),
    "never_unequal": (
        _liar("    def __ne__(self, o): return False\n    def __eq__(self, o): return True"),
        "assert not (f() != 4)",
    ),
    "subtracts_to_zero": (
        _liar("    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__"),
        "assert abs(f() - 4) < 1e-6",
    ),
    "contains_everything": (
        _liar(
            "    def __contains__(self, o): return True\n    def __iter__(self): return iter([])"
        ),
        "assert 4 in f()",
    ),
    "float_subclass": (
        "class F(float):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0.0\n"
        "def f():\n    return F(7)",
        "assert f() == 4 or abs(f() - 4) < 1e-6",
    ),
    "array_subclass": (
        "class A(np.ndarray):\n    def __array_ufunc__(self, *a, **k): return np.array([True])\n"
        "    def __eq__(self, o): return np.array([True])\n"
        "def f():\n    return np.zeros(3).view(A)",
        "np.testing.assert_allclose(f(), [1, 2, 3])",
    ),
    "array_protocol": (
        _liar("    def __array__(self, *a, **k): return np.array([1., 2., 3.])"),
        "assert f() == 4",
    ),
    "empty_matrix": (
        _liar("    shape = (2, 2)\n    def __array__(self, *a, **k): return np.zeros((0, 2))"),
        "assert f().shape == (2, 2)\nassert np.allclose(f(), 5)",
    ),
    "empty_sequence": (
        _liar(
            "    shape = (2, 2)\n    def __len__(self): return 0\n"
            "    def __getitem__(self, i): raise IndexError"
        ),
        "assert f().shape == (2, 2)\nassert np.allclose(f(), 5)",
    ),
    "ordered_before_everything": (
        _liar("    def __lt__(self, o): return True\n    __le__ = __gt__ = __ge__ = __lt__"),
        "assert f() < 4",
    ),
    "string_subclass": (
        "class S(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__\n"
        "def f():\n    return S('нет')",
        "assert f() == 'да'",
    ),
    "patched_assertions": (
        "import numpy.testing, builtins, unittest\n"
        "numpy.testing.assert_allclose = numpy.testing.assert_equal = lambda *a, **k: None\n"
        "np.allclose = lambda *a, **k: True\nbuiltins.AssertionError = Warning\n"
        "torch.equal = torch.allclose = lambda *a, **k: True\nbuiltins.all = lambda x: True\n"
        "def f():\n    return np.zeros(3)",
        "np.testing.assert_allclose(f(), [1, 2, 3])",
    ),
    "switched_off_cells": (
        "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])\n"
        "ip.ast_transformers.clear()\ndef f():\n    return 0",
        "assert f() == 4",
    ),
    "an_enormous_array": ("def f():\n    return np.zeros(20_000_000)", "assert f().sum() == 1"),
    "contains_itself": ("def f():\n    x = []\n    x.append(x)\n    return x", "assert f() == [1]"),
    "too_deep": (
        "def f():\n    x = []\n    for _ in range(5000):\n        x = [x]\n    return x",
        "assert f() == 4",
    ),
    "an_endless_iterator": (
        "def f():\n    while True:\n        yield 4",
        "assert list(f()) == [4]",
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_earns_nothing(name, grade):
    lie, test = LIES[name]
    examination = grade(GOOD, answer(lie, "def f(): pass"), check(test), STILL_GRADED)
    first, after = examination.outcomes
    assert first.score == 0 and first.outcome in ("failed", "error", "timeout", "killed")
    assert after.outcome == "passed", examination


DEADLY = {
    "exits": "import os\n    os._exit(0)",
    "segfaults": "import ctypes\n    ctypes.string_at(0)",
    "kills_itself": "import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n    os.abort()",
    "closes_the_channel": "import os\n    os.closerange(0, 256)\n    while True: pass",
    "loops_and_swallows": "while True:\n        try:\n            while True: len('')\n"
    "        except BaseException: pass",
    "ignores_signals": "import signal, time\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "    time.sleep(1000)",
    "writes_rubbish_to_the_channel": "import os\n    os.write(3, b'\\xff' * 1000)\n"
    "    while True: pass",
}


@pytest.mark.parametrize("name", DEADLY)
def test_a_deadly_call_costs_only_its_own_test(name, grade):
    deadly = answer(f"def die():\n    {DEADLY[name]}", "def die(): pass")
    before = check("assert good() == 1", grade_id="before")
    examination = grade(GOOD, deadly, before, check("die()"), STILL_GRADED)
    kinds = outcomes(examination)
    assert kinds[0] == kinds[2] == "passed", examination
    assert kinds[1] in ("killed", "timeout", "error")
    assert [outcome.score for outcome in examination.outcomes] == [1, 0, 1]


@pytest.mark.parametrize("name", ["exits", "ignores_signals", "segfaults"])
def test_a_deadly_cell_costs_only_what_it_defines(name, grade):
    source = DEADLY[name].replace("\n    ", "\n")
    deadly = answer(f"def lost(): return 1\n{source}", "def lost(): pass")
    examination = grade(GOOD, deadly, check("assert lost() == 1"), STILL_GRADED)
    assert outcomes(examination) == ["error", "passed"], examination


def test_a_memory_bomb_ends_in_an_error_or_in_death_and_the_rest_is_graded(grade):
    bomb = answer("x = []\nwhile True: x.append(bytearray(50_000_000))", "x = 1")
    examination = grade(GOOD, bomb, check("len(x) < 100"), STILL_GRADED)
    assert outcomes(examination)[-1] == "passed"
    assert examination.outputs[2][0]["ename"] in ("MemoryError", "KernelLost")


def test_a_plain_endless_loop_is_interrupted(grade):
    loop = answer("def f():\n    while True: pass", "def f(): pass")
    examination = grade(GOOD, loop, check("f()"), STILL_GRADED)
    assert outcomes(examination) == ["timeout", "passed"]


def test_the_whole_notebook_has_a_limit():
    slow = answer("import time\ndef f():\n    time.sleep(1.5)", "def f(): pass")
    cells = (GOOD, STILL_GRADED, slow, *[check("f()", grade_id=str(i)) for i in range(6)])
    with Examiner(Limits(cell_timeout=2, notebook_timeout=4)) as short:
        found = outcomes(short.examine(Exam("a", "n", "s", cells)))
    assert found[0] == "passed" and found[-1] == "timeout" and len(found) == 7


FORBIDDEN = {
    "reads_the_instructors_home": "open('/root/.bashrc').read()",
    "reads_the_repository": f"open({str(Path(__file__).resolve())!r}).read()",
    "lists_the_course": f"import os; os.listdir({str(Path.cwd() / 'solutions')!r})",
    "reads_shadow": "open('/etc/shadow').read()",
    "writes_to_site_packages": "open(np.__file__, 'a').write('x')",
    "writes_outside": "open('/usr/lib/x', 'w')",
    "runs_a_program": "import subprocess; subprocess.run(['/usr/bin/python3', '-c', '1'])",
    "opens_a_socket": "import socket; socket.socket()",
    "traces_its_parent": "open('/proc/1/mem', 'rb').read(1) and 1 / 0; open('/proc/2/environ')",
    "makes_a_namespace": "import ctypes\nif ctypes.CDLL(None).unshare(0x10000000): raise OSError",
    "mounts": "import ctypes\nif ctypes.CDLL(None).mount(b'n', b'/tmp', b'tmpfs', 0, 0): raise OSError",
    "fills_the_disk": "open('big', 'wb').write(b'x' * 400_000_000)",
    "fills_shared_memory": "open('/dev/shm/big', 'wb').write(b'x' * 400_000_000)",
    "exhausts_descriptors": "[open('/dev/null') for _ in range(5000)]",
    "makes_a_device": "import os; os.mknod('dev', 0o600 | 0o020000, os.makedev(1, 1))",
    "uses_system_v_memory": "import ctypes\nif ctypes.CDLL(None).shmget(1, 4096, 0o1600) < 0: raise OSError",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_sandbox_forbids(name, grade):
    examination = grade(answer(FORBIDDEN[name]), GOOD, STILL_GRADED)
    errors = [output for output in examination.outputs[1] if output["output_type"] == "error"]
    assert errors, examination.outputs[1]
    assert outcomes(examination) == ["passed"]


ATTEMPTS = {
    "the_course": ("open('/root/course/source/secret.ipynb')", "/root/course/source"),
    "by_pathlib": ("from pathlib import Path\nPath('/root/.netrc').read_text()", "/root/.netrc"),
    "by_sqlite": ("import sqlite3\nsqlite3.connect('/root/gradebook.db')", "/root/gradebook.db"),
    "by_descriptor": ("import os\nos.open('/root', os.O_RDONLY)", "/root"),
    "a_neighbour_in_tmp": ("open('/tmp/ivanov/answers.py')", "/tmp/ivanov"),
    "a_folder_in_tmp": ("import os\nos.listdir('/tmp/ivanov')", "/tmp/ivanov"),
    "shared_memory": ("open('/dev/shm/left')", "/dev/shm/left"),
    "another_process": ("open('/proc/2/environ')", "/proc/2/environ"),
    "through_proc": ("open('/proc/1/root/root/.netrc')", "/proc/1/root"),
    "through_a_link": ("import os\nos.symlink('../root', 'door')\nopen('door/x')", "door/x"),
    "to_move_away": ("import os\nopen('own', 'w').close()\nos.rename('own', '/opt/x')", "/opt/x"),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_attempts_are_recorded(name, grade):
    source, words = ATTEMPTS[name]
    examination = grade(answer(source, "pass"))
    assert any(words in text for text in examination.incidents), examination


def test_what_the_model_solution_attempts_too_is_nobodys_fault(grade):
    source = ATTEMPTS["the_course"][0]
    other = answer("import os\nos.listdir('/root')", source)
    assert not grade(answer(source)).incidents
    assert any("/root" in text for text in grade(other).incidents)


def test_ones_own_files_are_no_attempt(grade):
    source = """
import os, tempfile
with tempfile.NamedTemporaryFile('w') as file, tempfile.TemporaryDirectory() as folder:
    file.write('1')
    open(file.name).read()
    np.save(os.path.join(folder, 'x.npy'), np.ones(2))
    os.rename(os.path.join(folder, 'x.npy'), os.path.join(folder, 'y.npy'))
    os.listdir(folder), os.listdir('/tmp')
open('/dev/shm/mine', 'w').close()
open('/dev/null').read(), open('/dev/urandom', 'rb').read(1)
open('/proc/cpuinfo').read(), open('/proc/self/status').read(), os.listdir('/proc/self/fd')
os.symlink('own', 'link')
open('own', 'w').close(), open('link').close()
open(os.path.expanduser('~/cache'), 'w').close()
os.path.exists(os.path.expanduser('~/.config')) or os.makedirs(os.path.expanduser('~/.config/x'))
try:
    open(os.path.expanduser('~/.netrc'))
except FileNotFoundError:
    pass
plt.plot([1, 2])
plt.savefig('figure.png')
torch.save(torch.ones(2), 'x.pt')
torch.load('x.pt')
done = True
"""
    examination = grade(answer(source, "done = True"), check("assert done"))
    assert outcomes(examination) == ["passed"] and not examination.incidents, examination


def test_the_student_dies_of_hunger_before_the_others(grade):
    source = "def f():\n    return int(open('/proc/self/oom_score_adj').read())"
    assert outcomes(grade(answer(source), check("assert f() == 1000"))) == ["passed"]


def test_a_fork_bomb_is_bounded_and_nothing_survives():
    bomb = "import os, time\nborn = 0\nfor _ in range(1000):\n    try:\n"
    bomb += "        if os.fork() == 0:\n            time.sleep(600)\n        born += 1\n"
    bomb += "    except OSError:\n        break\ndef count():\n    return born\n"
    cells = (answer(bomb), GOOD, check("assert 20 < count() < 100"), STILL_GRADED)
    with Examiner(Limits(memory_mb=600)) as patient:  # ветвление на занятой машине долго
        assert outcomes(patient.examine(Exam("a", "n", "s", cells[1::2]))) == ["passed"]
        before = descendants(os.getpid())
        examination = patient.examine(Exam("a", "n", "s", cells))
        assert outcomes(examination) == ["passed", "passed"], examination
        assert descendants(os.getpid()) == before


def test_threads_are_bounded(grade):
    source = "import threading, time\ncount = 0\ntry:\n    while count < 2000:\n"
    source += "        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
    source += "        count += 1\nexcept RuntimeError:\n    pass"
    examination = grade(answer(source), check("assert count < 200"), GOOD, STILL_GRADED)
    assert outcomes(examination) == ["passed", "passed"]


def test_a_daemon_does_not_reach_the_next_submission(grade):
    daemon = "import ctypes, os, time\nif os.fork() == 0:\n"
    daemon += "    ctypes.CDLL(None).setsid()\n    if os.fork() == 0:\n"
    daemon += (
        "        while True:\n            open('/tmp/alive', 'w').write('1'); time.sleep(.05)\n"
    )
    daemon += "    os._exit(0)\nopen('/dev/shm/left', 'w').write('1')\nopen('left', 'w').write('1')"
    grade(answer(daemon))
    look = "import os\nfound = sorted({*os.listdir('/tmp'), *os.listdir('/dev/shm'), *os.listdir('.')})"
    look += "\nfound = {'alive', 'left'} & set(found)"
    look += "\nprocesses = [name for name in os.listdir('/proc') if name.isdigit()]"
    examination = grade(answer(look), check("assert not found and processes == ['1'], found"))
    assert outcomes(examination) == ["passed"], examination


def test_loopback_is_unreachable(grade):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        source = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 1)"
        examination = grade(answer(source, "pass"))
    assert examination.outputs[1][0]["output_type"] == "error"
    assert any("сети" in text for text in examination.incidents)


def test_abstract_sockets_are_unreachable(grade):
    name = f"\0autograder-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(name)
        listener.listen()
        source = f"import socket\nsocket.socket(socket.AF_UNIX).connect({name!r})"
        examination = grade(answer(source))
    assert examination.outputs[1][0]["output_type"] == "error"


def test_tests_and_expected_values_never_reach_the_student(grade):
    spy = (
        "import gc\nneedle = 'АНЙАТ'[::-1]\nheard = []\ndef f(x):\n    heard.append(x)\n"
        "    texts = [o for o in gc.get_objects() if type(o) in (list, tuple)]\n"
        "    heard.extend(t for o in texts for t in o\n"
        "                 if type(t) is str and needle in t)\n    return 0"
    )
    test = "secret = 'ТАЙНА'\nassert f(1) == 0\nassert all(word in (1, 2) for word in heard), heard"
    examination = grade(answer(spy, "heard = []\ndef f(x): pass"), check(test))
    assert outcomes(examination) == ["passed"], examination


def test_a_callback_cannot_be_opened(grade):
    spy = "def f(g):\n    return g.__globals__['secret']\ndef h(g):\n    return g.__code__"
    test = "secret = 42\n{}(lambda: 0)"
    examination = grade(answer(spy), check(test.format("f")), check(test.format("h")))
    assert outcomes(examination) == ["error", "error"]


def test_a_flood_of_forged_refusals_is_cut_short(grade):
    source = (
        "import gc, sys\n"
        "def f():\n"
        "    peer = next(x for x in gc.get_objects() if type(x).__name__ == 'StudentPeer')\n"
        "    kind = sys.modules['autograder.wire.channel'].Frame.REFUSAL\n"
        "    for number in range(20_000):\n"
        "        peer.channel.send(kind, b'%0200d' % number)\n"
        "    return 1"
    )
    done = grade(answer(source), check("assert f() == 1"), GOOD, STILL_GRADED)
    assert outcomes(done) == ["failed", "passed"]
    assert len(done.outcomes[0].message) < 5000
