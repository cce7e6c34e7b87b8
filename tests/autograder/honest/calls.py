"""Вызовы: обратные вызовы, подмены, исключения, печать и ввод."""

PAIRS = {
    "a_generator_with_send": (
        """
def gen(n):
    for i in range(n):
        got = yield i
        if got:
            yield got * 10
""",
        """
g = gen(3)
assert next(g) == 0 and g.send(5) == 50
assert list(g) == [1, 2]
import types, inspect

assert isinstance(gen(1), types.GeneratorType) and inspect.isgeneratorfunction(gen)
try:
    next(g)
    assert False
except StopIteration:
    pass
gen(2).close()
""",
    ),
    "a_counting_callback": (
        """
def bisect(f, a, b, n=20):
    for _ in range(n):
        m = (a + b) / 2
        if f(a) * f(m) <= 0:
            b = m
        else:
            a = m
    return m
""",
        """
calls = 0


def f(x):
    global calls
    calls += 1
    return x - 1


assert abs(bisect(f, 0, 4) - 1) < 1e-4 and calls == 40
""",
    ),
    "a_mock": (
        """
def twice(f):
    return f(1) + f(2)
""",
        """
from unittest import mock

m = mock.Mock(return_value=5)
assert twice(m) == 10
assert m.call_count == 2
m.assert_called_with(2)
""",
    ),
    "calls_of_a_mock": (
        """
def run(f):
    f(1, key="a")
""",
        """
from unittest.mock import MagicMock, call

m = MagicMock()
run(m)
m.assert_called_once_with(1, key="a")
assert m.call_args_list == [call(1, key="a")]
""",
    ),
    "a_patched_helper": (
        """
def helper():
    return 1


def use():
    return helper() + 1
""",
        """
from unittest import mock

with mock.patch(__name__ + ".helper", return_value=10) as m:
    assert use() == 11
assert m.called
assert use() == 2
""",
    ),
    "a_replaced_stdout": (
        """
def hello():
    print("hi")
""",
        r"""
import io
from unittest import mock

with mock.patch("sys.stdout", new=io.StringIO()) as o:
    hello()
assert o.getvalue() == "hi\n"
""",
    ),
    "printed_errors": (
        """
import sys


def hello():
    print("hi", file=sys.stderr)
""",
        r"""
import io, contextlib

o = io.StringIO()
with contextlib.redirect_stderr(o):
    hello()
assert o.getvalue() == "hi\n"
""",
    ),
    "captured_output": (
        """
def hello():
    print("a")
    print("b")
""",
        r"""
from IPython.utils.capture import capture_output

with capture_output() as c:
    hello()
assert c.stdout == "a\nb\n"
""",
    ),
    "pytest_raises": (
        """
def f(x):
    raise TypeError(f"плохой {x}")
""",
        """
import pytest

with pytest.raises(TypeError, match="плохой 5") as e:
    f(5)
assert str(e.value) == "плохой 5" and e.type is TypeError
""",
    ),
    "numpy_assert_raises": (
        """
def f(x):
    raise ValueError("a")
""",
        """
np.testing.assert_raises(ValueError, f, 1)
np.testing.assert_raises_regex(ValueError, "a", f, 1)
""",
    ),
    "a_test_case": (
        """
def add(a, b):
    if a is None:
        raise ValueError
    return a + b
""",
        """
import unittest


class T(unittest.TestCase):
    def test_a(self):
        self.assertEqual(add(1, 2), 3)

    def test_b(self):
        with self.assertRaises(ValueError):
            add(None, 1)

    def test_c(self):
        self.assertAlmostEqual(add(0.1, 0.2), 0.3)


r = unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
assert r.wasSuccessful()
""",
    ),
    "unittest_main": (
        """
def add(a, b):
    return a + b
""",
        """
import unittest


class T2(unittest.TestCase):
    def test_a(self):
        self.assertEqual(add(1, 2), 3)


r = unittest.main(argv=["x", "T2"], exit=False).result
assert r.wasSuccessful() and r.testsRun == 1
""",
    ),
    "several_lines_of_input": (
        """
def ask():
    return [input() for _ in range(2)]
""",
        """
from unittest import mock

with mock.patch("builtins.input", side_effect=["a", "b"]):
    assert ask() == ["a", "b"]
""",
    ),
    "an_exit": (
        """
import sys


def f():
    sys.exit(3)
""",
        """
import pytest

with pytest.raises(SystemExit) as e:
    f()
assert e.value.code == 3
""",
    ),
    "fields_of_an_exception": (
        """
class Err(Exception):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code


def f():
    raise Err(7, "m")
""",
        """
import pytest

with pytest.raises(Err) as e:
    f()
assert e.value.code == 7 and str(e.value) == "m"
""",
    ),
    "a_chain_of_exceptions": (
        """
def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("x") from e
""",
        """
import pytest

with pytest.raises(ValueError) as e:
    f()
assert isinstance(e.value.__cause__, ZeroDivisionError)
""",
    ),
    "warnings_are_seen": (
        """
import warnings


def f():
    warnings.warn("осторожно", UserWarning)
    return 1
""",
        """
import pytest, warnings

with pytest.warns(UserWarning, match="осторожно"):
    f()
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    f()
assert len(w) == 1 and "осторожно" in str(w[0].message)
""",
    ),
}
