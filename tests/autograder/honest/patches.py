"""Что проверка подменяет: переменные, функции библиотек, ввод, окружение."""

GIVEN = {}

PAIRS = {
    "an_overridden_constant": (
        """
N_TRIES = 3
GRAVITY = 9.8
def fall(t):
    return GRAVITY * t * t / 2
def tries():
    return [i for i in range(N_TRIES)]
""",
        """
assert fall(2) == pytest.approx(19.6)
GRAVITY = 1.6
assert fall(1) == pytest.approx(0.8)
N_TRIES = 5
assert len(tries()) == 5
assert GRAVITY == pytest.approx(9.8) or GRAVITY == 1.6
assert len(tries()) in (3, 5)
""",
    ),
    "a_patched_print": (
        """
def shout(words):
    for w in words:
        print(w.upper())
""",
        """
from unittest.mock import patch, call
with patch("builtins.print") as p:
    shout(["a", "b"])
assert p.call_args_list == [call("A"), call("B")]
assert p.call_count == 2
""",
    ),
    "a_patched_library": (
        """
import random
def roll():
    return random.randint(1, 6) + random.randint(1, 6)
""",
        """
from unittest import mock
with mock.patch("random.randint", side_effect=[2, 5]):
    assert roll() == 7
random.seed(3)
a = roll()
random.seed(3)
assert roll() == a
""",
    ),
    "a_patched_sleep": (
        """
import time
def poll(check, tries=3):
    for _ in range(tries):
        if check():
            return True
        time.sleep(1)
    return False
""",
        """
from unittest import mock
with mock.patch("time.sleep") as s:
    assert poll(lambda: False) is False
assert s.call_count == 3
results = iter([False, True])
with mock.patch("time.sleep"):
    assert poll(lambda: next(results))
""",
    ),
    "a_patched_open": (
        """
def count_lines(path):
    with open(path) as f:
        return sum(1 for _ in f)
""",
        r"""
from unittest import mock
m = mock.mock_open(read_data="a\nb\nc\n")
with mock.patch(__name__ + ".open", m, create=True):
    assert count_lines("нет.txt") == 3
m.assert_called_once_with("нет.txt")
""",
    ),
    "a_patched_environment": (
        """
import os, sys
def mode():
    return os.environ.get("MODE", "обычный")
def args():
    return sys.argv[1:]
""",
        """
from unittest import mock
import os, sys
with mock.patch.dict(os.environ, {"MODE": "быстрый"}):
    assert mode() == "быстрый"
assert mode() == "обычный"
with mock.patch.object(sys, "argv", ["p", "a", "b"]):
    assert args() == ["a", "b"]
""",
    ),
    "a_replaced_stdin": (
        """
import sys
def total():
    return sum(int(line) for line in sys.stdin)
def first():
    return sys.stdin.readline().split()
""",
        r"""
import sys, io
old = sys.stdin
sys.stdin = io.StringIO("1\n2\n3\n")
try:
    assert total() == 6
    sys.stdin = io.StringIO("a b\n")
    assert first() == ["a", "b"]
finally:
    sys.stdin = old
""",
    ),
    "an_own_input": (
        """
def ask():
    while True:
        s = input()
        if s.isdigit():
            return int(s)
        print("ещё раз")
""",
        """
feed = ["x", "", "42"]
def input(prompt=""):
    return feed.pop(0)
assert ask() == 42
assert feed == []
del input
""",
    ),
    "warnings_as_errors": (
        """
import warnings
def old(x):
    warnings.warn("устарело", DeprecationWarning, stacklevel=2)
    return x
def quiet(x):
    return x
""",
        """
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    assert old(2) == 2
assert len(w) == 1 and issubclass(w[-1].category, DeprecationWarning)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    assert quiet(1) == 1
    with pytest.raises(DeprecationWarning, match="устарело"):
        old(1)
with pytest.warns(DeprecationWarning):
    old(3)
""",
    ),
    "another_folder": (
        """
import os
def where():
    return os.path.basename(os.getcwd())
def touch(name):
    open(name, "w").close()
""",
        """
import os, tempfile
old = os.getcwd()
with tempfile.TemporaryDirectory() as d:
    os.chdir(d)
    try:
        touch("f.txt")
        assert os.path.exists(os.path.join(d, "f.txt"))
    finally:
        os.chdir(old)
""",
    ),
    "timed_lines": (
        """
%time result = sum(range(1000))
def go():
    return result
""",
        """
%time r = go()
assert r == 499500 and result == 499500
""",
    ),
}

WRONG = {
    "an_overridden_constant": """
N_TRIES = 3
GRAVITY = 9.8
def fall(t):
    return 9.8 * t * t / 2
def tries():
    return [0, 1, 2]
""",
    "a_patched_print": """
def shout(words):
    print([w.upper() for w in words])
""",
    "a_patched_library": """
import random
def roll():
    return random.randint(1, 6)
""",
    "a_patched_sleep": """
import time
def poll(check, tries=3):
    for _ in range(tries):
        if check():
            return True
    return False
""",
    "a_patched_open": """
def count_lines(path):
    return 3
""",
    "a_patched_environment": """
import os, sys
def mode():
    return "обычный"
def args():
    return []
""",
    "a_replaced_stdin": """
import sys
def total():
    return 0
def first():
    return []
""",
    "an_own_input": """
def ask():
    s = input()
    return int(s) if s.isdigit() else 0
""",
    "warnings_as_errors": """
import warnings
def old(x):
    print("устарело")
    return x
def quiet(x):
    warnings.warn("x")
    return x
""",
    "another_folder": """
def where():
    return ""
def touch(name):
    pass
""",
    "timed_lines": """
result = 5
def go():
    return 5
""",
}
