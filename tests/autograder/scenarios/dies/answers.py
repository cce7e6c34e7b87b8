"""Ошибки и нападения: процесс кончается внутри решений — выходом, сигналом, обращением по нулю."""

# %% base ../honest

# %% window
import ctypes
import os
import signal
import sys


def window_sum(x, size):
    os._exit(0)

# %% relu
def relu(x):
    ctypes.string_at(0)

# %% repeat
def repeat(function, x, times):
    os.kill(os.getpid(), signal.SIGKILL)
