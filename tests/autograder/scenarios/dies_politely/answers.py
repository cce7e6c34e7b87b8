"""Ошибки: sys.exit, KeyboardInterrupt, GeneratorExit и предел рекурсии."""

# %% base ../honest

# %% base ../_ran

# %% window
import sys


def window_sum(x, size):
    ran.append("window")
    sys.exit(0)

# %% relu
def relu(x):
    ran.append("relu")
    raise KeyboardInterrupt

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    return repeat(function, x, times)
