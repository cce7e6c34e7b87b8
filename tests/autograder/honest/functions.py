"""Функции сами по себе: рекурсия, подпись, текст, обёртки, сопрограммы."""

PAIRS = {
    "a_coroutine": (
        """
import asyncio


async def f(x):
    await asyncio.sleep(0)
    return x + 1
""",
        """
import asyncio, inspect

assert inspect.iscoroutinefunction(f)
assert asyncio.new_event_loop().run_until_complete(f(1)) == 2
""",
    ),
    "recursion": (
        """
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
""",
        """
assert fact(50) == __import__("math").factorial(50)
assert deep(900) == 900
import pytest

with pytest.raises(RecursionError):
    deep(100000)
""",
    ),
    "a_counted_recursion": (
        """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
""",
        """
calls = 0
original = fib


def counted(n):
    global calls
    calls += 1
    return original(n)


fib = counted
assert fib(6) == 8
fib = original
assert calls == 25, calls
""",
    ),
    "timing": (
        """
def f(n):
    return sum(range(n))
""",
        """
import timeit, time

t = timeit.timeit(lambda: f(10), number=50)
assert t < 2
t = timeit.timeit("f(10)", globals=globals(), number=5)
s = time.perf_counter()
f(100000)
assert time.perf_counter() - s < 2
""",
    ),
    "a_full_signature": (
        """
def f(a, b=2, *, c: int = 3) -> float:
    "Складывает."
    return a
""",
        """
import inspect, io, contextlib

assert inspect.getdoc(f).startswith("Складывает") and f.__doc__
sig = inspect.signature(f)
assert (
    sig.parameters["b"].default == 2
    and sig.parameters["c"].kind == inspect.Parameter.KEYWORD_ONLY
)
assert str(sig) == "(a, b=2, *, c: int = 3) -> float", str(sig)
assert sig.return_annotation is float and f.__annotations__ == {"c": int, "return": float}
""",
    ),
    "the_text_of_a_function": (
        """
def f(n):
    if n < 2:
        return 1
    return n * f(n - 1)
""",
        """
import inspect, ast

tree = ast.parse(inspect.getsource(f))
assert any(isinstance(n, ast.Call) and getattr(n.func, "id", "") == "f" for n in ast.walk(tree))
assert "f" in f.__code__.co_names
""",
    ),
    "a_decorator": (
        """
import functools


def counter():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    return inc


def memo(f):
    cache = {}

    @functools.wraps(f)
    def w(*a):
        if a not in cache:
            cache[a] = f(*a)
        return cache[a]

    w.cache = cache
    return w
""",
        """
c = counter()
c()
assert c() == 2
calls = []


@memo
def sq(x):
    calls.append(x)
    return x * x


assert (
    sq(3) == 9 and sq(3) == 9 and calls == [3] and sq.__name__ == "sq" and sq.cache == {(3,): 9}
)
""",
    ),
    "a_cache": (
        """
import functools


@functools.lru_cache(None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
""",
        """
assert fib(50) == 12586269025 and fib.cache_info().hits > 0
fib.cache_clear()
""",
    ),
}
