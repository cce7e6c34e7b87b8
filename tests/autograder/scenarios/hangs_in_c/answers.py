"""Нападение: зависает там, где Python прерывания не слышит: в регулярном выражении и в libc."""

# %% base ../honest

# %% window
import re


def window_sum(x, size):
    return re.match(r"(a+)+$", "a" * 60 + "b")

# %% smooth
import ctypes
import signal


def smooth(x, kernel):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    ctypes.CDLL(None).sleep(1000)
