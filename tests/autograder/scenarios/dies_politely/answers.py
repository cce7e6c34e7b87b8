"""Ошибки: sys.exit, KeyboardInterrupt, GeneratorExit и предел рекурсии."""

# %% base ../honest

# %% window
import sys


def window_sum(x, size):
    sys.exit(0)

# %% relu
def relu(x):
    raise KeyboardInterrupt

# %% repeat
def repeat(function, x, times):
    return repeat(function, x, times)
