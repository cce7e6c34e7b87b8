"""Нападение: исключения, которые трудно описать: бездонный номер строки, странные имена, поля."""

# %% base ../honest

# %% window
import sys


def window_sum(x, size):
    sys.modules["autograder.exam.peers.faults"]._places = lambda error: [(1, 10**20_000)]
    raise ValueError

# %% relu
def relu(x):
    name = "<img src=x onerror=steal()>\u202e" + "я" * 1000
    raise type(name, (Exception,), {"__str__": lambda self: "\ud800\0" * 10_000_000})

# %% repeat
def repeat(function, x, times):
    raise KeyError(*[float("nan"), 10**5000, {1: {2: [3]}}] * 10)

# %% extra after=test_smooth
print("половинка \ud800 пары")
raise type("<script>steal()</script>", (Exception,), {})("\udfff\0")
