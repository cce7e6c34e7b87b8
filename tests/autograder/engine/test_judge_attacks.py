"""Нападения на процесс экзаменатора: управляющие исключения, отчёты, память, файлы, чужие классы."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from __future__ import annotations

import resource
from collections import deque

import pytest
from engine_cells import answer, check, outcomes

from autograder.grading.codec import encode
from autograder.wire import dumps

GOOD = answer("def good():\n    return 1")
STILL_GRADED = check("assert good() == 1", grade_id="after")
PEER = """\
import gc, sys
peer = next(item for item in gc.get_objects() if type(item).__name__ == "StudentPeer")
Frame = sys.modules["autograder.wire.channel"].Frame
"""
UNITTEST = """\
import unittest
class Test(unittest.TestCase):
    def test_f(self):
        self.assertEqual(f(1), 1)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Test)
assert unittest.TextTestRunner().run(suite).wasSuccessful()
"""


def _raising(what: str) -> str:
    return f"import unittest.case\ndef f(x):\n    raise {what}"


CHEATS = {
    "skips_the_test": (_raising("unittest.SkipTest('позже')"), UNITTEST),
    "stops_the_test": (_raising("unittest.case._ShouldStop"), UNITTEST),
    "inherits_a_skip": (
        "import unittest\nclass Mine(unittest.SkipTest): pass\ndef f(x):\n    raise Mine",
        UNITTEST,
    ),
    "ends_the_loop_of_the_test": (
        _raising("StopIteration"),
        "for got, wanted in zip(map(f, range(3)), [0, 1, 4]):\n    assert got == wanted",
    ),
    "ends_all": (_raising("StopIteration"), "assert all(map(lambda x: f(x) == x * x, range(3)))"),
    "ends_the_loop_by_a_builtin": (
        "done = (i for i in ())\nlist(done)\nf = done.send",
        "for got, wanted in zip(map(f, range(3)), [0, 1, 4]):\n    assert got == wanted",
    ),
    "ends_the_loop_by_an_operation": (
        "class Liar:\n    def __getitem__(self, place): raise StopIteration\n"
        "def f(x):\n    return Liar()",
        "found = f(1)\nassert all(map(lambda place: found[place] == 7, range(3)))",
    ),
    "ends_the_loop_by_an_attribute": (
        "class Liar:\n    value = property(lambda self: next(iter(())))\n"
        "def f(x):\n    return Liar()",
        "assert all(map(lambda x: f(x).value == 7, range(3)))",
    ),
    "promises_a_length_to_zip": (
        "class Liar:\n    def __len__(self): return 3\n    def __iter__(self): return iter(())\n"
        "def f(x):\n    return Liar()",
        "assert f(1) == pytest.approx([1, 2, 3])",
    ),
    "promises_another_length_each_time": (
        "lengths = [3]\nclass Liar:\n    def __len__(self): return lengths.pop() if lengths else 0\n"
        "    def __iter__(self): return self\n    def __next__(self): raise StopIteration\n"
        "def f(x):\n    return Liar()",
        "found = f(1)\nassert len(found) == 3\nfor one, other in zip(found, [1, 2, 3]):\n"
        "    assert one == other",
    ),
    "forgets_the_length_it_kept": (
        "class Liar:\n    def __len__(self): return 3\n    def __iter__(self): return iter(())\n"
        "def f(x):\n    return Liar()",
        "found = f(1)\nfor one, other in zip(found, [1, 2, 3]):\n    assert one == other\n"
        "assert len(found) == 3",
    ),
    "equals_by_the_method_of_a_tensor": (
        "class Liar:\n    def eq(self, other): return self\n    def all(self): return True\n"
        "def f(x):\n    return Liar()",
        "assert f(1).eq(torch.tensor([1, 2])).all()",
    ),
    "rewrites_the_method_of_an_object_of_the_test": (
        "def f(loss):\n    loss.forward = lambda *_: torch.tensor(0.0)",
        "loss = torch.nn.MSELoss()\ntry:\n    f(loss)\nexcept AttributeError:\n    pass\n"
        "assert loss(torch.ones(3), torch.zeros(3)) < 0.1",
    ),
    "silences_the_assertion": (
        "from contextlib import contextmanager\n@contextmanager\ndef f(x):\n"
        "    try:\n        yield 3\n    except BaseException:\n        pass",
        "with f(1) as found:\n    assert found == 5",
    ),
    "silences_the_error_before_the_assertion": (
        "class Liar:\n    def __enter__(self): return None\n"
        "    def __exit__(self, *failure): return True\ndef f(x):\n    return Liar()",
        "with f(1) as found:\n    assert found.value == 5",
    ),
    "names_another_class": (
        "class Liar:\n    __class__ = float\ndef f(x):\n    return Liar()",
        "assert type(f(1)) is float",
    ),
    "equals_by_a_method": (
        "class Liar:\n    def equals(self, other): return True\n    equal = isclose = equals\n"
        "def f(x):\n    return Liar()",
        "import pandas as pd\nframe = pd.DataFrame({'a': [1]})\nassert f(frame).equals(frame)",
    ),
    "equals_by_a_field": (
        "from collections import namedtuple\ndef f(x):\n"
        "    return namedtuple('Liar', 'equals')(lambda other: True)",
        "assert f(1).equals(2)",
    ),
    "an_own_name_of_the_assertion_error": (
        "Refused = AssertionError\ndef f(x):\n    return x",
        "try:\n    f(-1)\n    assert False, 'должно быть исключение'\nexcept Refused:\n    pass",
    ),
    "an_own_name_of_every_exception": (
        "Refused = BaseException\ndef f(x):\n    return x",
        "try:\n    f(-1)\n    assert False, 'должно быть исключение'\nexcept Refused:\n    pass",
    ),
    "a_twin_of_a_compared_dataclass": (
        "class Point:\n    def __init__(self, x=0): pass\n    def __eq__(self, other): return True\n"
        "def f(x):\n    return [Point()]",
        "assert f(1) == [4]",
    ),
}
REFERENCE = "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int = 0\nclass Refused(Exception): pass\ndef f(x): return x"


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_earns_nothing(name, grade):
    cheat, test = CHEATS[name]
    examination = grade(GOOD, answer(cheat, REFERENCE), check(test), STILL_GRADED)
    first, after = examination.outcomes
    assert first.score == 0 and after.outcome == "passed", examination.outcomes


REPORTS = {
    "of_a_strange_type": "[1, 2]",
    "with_strange_outputs": "{'outputs': [{'output_type': 'error'}, 7, {'output_type': 'stream', "
    "'name': 'x', 'text': [1]}, {'output_type': 'display_data', 'data': {'text/plain': 5}, "
    "'metadata': {}}]}",
    "with_a_list_instead_of_data": "{'outputs': [{'output_type': 'display_data', 'data': [1], "
    "'metadata': None}]}",
    "too_deep": "__import__('functools').reduce(lambda x, _: [x], range(900), 0)",
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_forged_report_harms_only_its_author(name, grade):
    forged = (
        f"{PEER}\nimport json\npeer.channel.send(Frame.DONE, json.dumps({REPORTS[name]}).encode())"
    )
    examination = grade(GOOD, answer(forged, "x = 1"), STILL_GRADED)
    assert len(outcomes(examination)) == 1  # вместо ответа мог прийти второй, лишний отчёт
    encode([examination])
    assert outcomes(grade(GOOD, STILL_GRADED)) == ["passed"]


def test_reports_and_notes_do_not_swell_the_worker(grade):
    assert len(dumps(deque())) == 7  # а в памяти пустая очередь занимает семьсот
    bomb = (
        f"{PEER}\nqueues = 2_000_000\n"
        "frame = b'[' + queues.to_bytes(4, 'big') + b'*' + (b'q' + bytes(4) + b'*') * queues\n"
        "for kind in (Frame.INCIDENT, Frame.REFUSAL, Frame.DONE):\n    peer.channel.send(kind, frame)"
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    examination = grade(answer(bomb, "x = 1"), GOOD, STILL_GRADED)
    assert outcomes(examination) == ["passed"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 << 10


def test_a_stream_of_notes_does_not_stop_the_clock(grade):
    flood = (
        f"{PEER}\ndef f():\n    while True:\n        peer.channel.send(Frame.INCIDENT, b'x' * 1000)"
    )
    examination = grade(GOOD, answer(flood, "def f(): pass"), check("f()"), STILL_GRADED)
    assert outcomes(examination) == ["timeout", "passed"]
    assert len(examination.incidents) < 10


def test_an_endless_line_number_is_not_shown(grade):
    endless = (
        "import sys\nsys.modules['autograder.exam.peers.faults']._places = "
        "lambda error: [(1, 10 ** 20_000)]\ndef f():\n    raise ValueError"
    )
    examination = grade(answer(endless, "def f(): pass"), GOOD, check("f()"), STILL_GRADED)
    assert outcomes(examination) == ["error", "passed"]
    assert examination.incidents == ()


def test_a_generator_of_the_test_gives_no_addresses(grade):
    spy = "def f(rng):\n    return rng.bit_generator.ctypes.next_uint64(4096)"
    honest = "def f(rng):\n    return rng.normal()"
    examination = grade(
        answer(spy, honest), check("f(np.random.default_rng(0))"), GOOD, STILL_GRADED
    )
    assert outcomes(examination) == ["error", "passed"] and examination.incidents == ()


def test_the_class_of_a_passed_object_cannot_be_called(grade):
    """Из ``attrgetter`` студент сделал бы себе ``__globals__`` любой переданной функции."""
    spy = (
        f"{PEER}\nfound = []\ndef f(key, function):\n    for number in range(1, 20):\n"
        "        try:\n            getter = peer.request('call', number, ('__globals__',), {})\n"
        "            found.append(getter(function)['secret'])\n"
        "        except Exception:\n            pass"
    )
    test = "import operator\nsecret = 42\nf(operator.attrgetter('real'), lambda: 0)\nassert found == []"
    examination = grade(answer(spy, "found = []\ndef f(key, function): pass"), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


def test_the_words_of_an_assertion_in_a_callback_stay_with_the_examiner(grade):
    spy = "heard = []\ndef f(g):\n    try:\n        g(0)\n    except AssertionError as error:\n"
    spy += "        heard.append((str(error), error.args))"
    test = "def g(x):\n    assert x == 7, 'ожидалось 7'\nf(g)\nassert heard == [('', ())], heard"
    honest = "heard = []\ndef f(g):\n    heard.append(('', ()))"
    examination = grade(answer(spy, honest), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


SAVER = """
import pickle
def save():
    pickle.dump([1], open('out.pkl', 'wb'))
    np.save('out.npy', np.array([[1]], dtype=object), allow_pickle=True)
    torch.save([1], 'out.pt')
def nest():
    pickle.dump([1], open('nested.pkl', 'wb'))
"""


def test_a_pickle_cannot_execute(grade):
    writer = (
        "import pickle\nclass Evil:\n    def __reduce__(self):\n"
        "        return eval, (\"exec('import sys; sys.evil = 1')\",)\n"
        "def save(x=Evil()):\n    pickle.dump(x, open('out.pkl', 'wb'))\n"
        "    np.save('out.npy', np.array([x], dtype=object), allow_pickle=True)\n"
        "    torch.save(x, 'out.pt')\n"
        "class Nested:\n    def __reduce__(self):\n"
        "        return torch.storage._load_from_bytes, (open('out.pt', 'rb').read(),)\n"
        "def nest():\n    pickle.dump(Nested(), open('nested.pkl', 'wb'))"
    )
    test = (
        "import pickle, sys\nsave()\nnest()\nfor load in (\n"
        "             lambda: pickle.load(open('out.pkl', 'rb')),\n"
        "             lambda: pickle.load(open('nested.pkl', 'rb')),\n"
        "             lambda: np.load('out.npy', allow_pickle=True),\n"
        "             lambda: torch.load('out.pt', weights_only=False)):\n"
        "    try:\n        load()\n    except Exception:\n        pass\n"
        "assert not hasattr(sys, 'evil')"
    )
    examination = grade(answer(writer, SAVER), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


NODE = "class Node:\n    def __init__(self, value):\n        self.value = value\n    def show(self):\n        return self.value"


@pytest.mark.parametrize("field", ["__class__", "__dict__", "show"])
def test_the_state_of_a_shared_object_does_not_hide_its_methods(field, grade):
    liar = f"def f(node):\n    vars(node)[{field!r}] = lambda: 5\n    return node"
    test = "assert f(Node(1)).show() == 5"
    examination = grade(answer(liar), check(test), GOOD, STILL_GRADED, setup=NODE)
    assert outcomes(examination)[0] != "passed" and outcomes(examination)[1] == "passed"


SHARED = {
    "anonymous": "import mmap, os, time\nfor _ in range(20):\n    if os.fork() == 0:\n"
    "        part = mmap.mmap(-1, 200 << 20)\n        for place in range(0, 200 << 20, 4096):\n"
    "            part[place] = 1\n        time.sleep(60)\ntime.sleep(3)",
    "in_files_without_names": "import os\nfor _ in range(30):\n    file = os.memfd_create('x')\n"
    "    for _ in range(100):\n        os.write(file, bytes(1 << 20))",
}


@pytest.mark.parametrize("kind", SHARED)
def test_shared_memory_is_counted_too(kind, grade):
    examination = grade(answer(SHARED[kind], "x = 1"), GOOD, STILL_GRADED)
    assert outcomes(examination) == ["passed"]
    assert examination.outputs[1][0]["output_type"] == "error"


DEMONSTRATION = "def f(x):\n    return x + x\nx = 2\ny = f(x)\nscore = [y for y in [x] if y]"
NAMESAKES = {
    "reads_the_expected": (
        "def f(x):\n    return globals().get('y')",
        "x = np.arange(1.0, 4)\ny = x * 2\nnp.testing.assert_allclose(f(x), y)",
    ),
    "replaces_the_argument": (
        "def f(a):\n    global x\n    x = np.zeros(3)\n    return x",
        "x = np.arange(1.0, 4)\nnp.testing.assert_allclose(f(x), x * 2)",
    ),
    "replaces_the_points": (
        "def f(a):\n    global score\n    score = 1.0\n    return 0",
        "score = 0\nscore += f(2) == 4\nf(2)\nscore",
    ),
    "removes_the_expected": (
        "def f(a):\n    globals().pop('y', None)\n    return 0",
        "y = 4\ntry:\n    assert f(2) == y\nexcept NameError:\n    pass",
    ),
}


@pytest.mark.parametrize("name", NAMESAKES)
def test_a_namesake_in_the_test_is_not_the_variable_of_the_student(name, grade):
    cheat, test = NAMESAKES[name]
    cheat += "\nx = y = score = 0"
    examination = grade(answer(cheat, DEMONSTRATION), check(test), GOOD, STILL_GRADED)
    assert [outcome.score for outcome in examination.outcomes] == [0, 1], examination.outcomes


@pytest.mark.parametrize(
    "source",
    [
        "log = []\ndef f(x):\n    log.append(x)",
        "log = []\ndef f(x):\n    global log\n    log = [*log, x]",
        "log = []\nclass Logger:\n    def __call__(self, x):\n        log.append(x)\nf = Logger()",
    ],
)
def test_a_variable_that_the_solution_works_with_is_shared(source, grade):
    test = "log = [0]\nf(1)\nassert log == [0, 1]\nlog.clear()\nf(2)\nassert log == [2]"
    examination = grade(answer(source), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


def test_an_attribute_that_the_reference_does_not_read_is_closed(grade):
    test = "class Case:\n    given, expected = 3, 9\nassert square(Case()) == Case.expected"
    honest = "def square(case):\n    return case.given ** 2"
    spying = "def square(case):\n    return case.expected"
    assert outcomes(grade(answer(honest), check(test))) == ["passed"]
    assert outcomes(grade(answer(spying, honest), check(test))) == ["error"]


def test_a_function_of_the_test_shows_its_signature_and_nothing_more(grade):
    test = "def helper(x):\n    return x + 41\nassert look(helper) == 42"
    reference = "def look(f):\n    return f(1)"
    for spying in ("f.__globals__", "f.__code__.co_consts", "f.__closure__", "f.__defaults__"):
        examination = grade(answer(f"def look(f):\n    return {spying}", reference), check(test))
        assert outcomes(examination) == ["error"], spying


def test_leaving_an_asynchronous_block_does_not_silence_the_test(grade):
    plain = "class Room:\n    async def __aenter__(self):\n        return self\n"
    honest = plain + "    async def __aexit__(self, *failure):\n        pass"
    silencing = plain + "    async def __aexit__(self, *failure):\n        return True"
    test = check("async with Room() as room:\n    assert isinstance(room, Room)")
    failing = check("async with Room():\n    assert False")
    assert outcomes(grade(answer(honest), test, failing)) == ["passed", "failed"]
    assert outcomes(grade(answer(silencing, honest), test, failing)) == ["passed", "failed"]
