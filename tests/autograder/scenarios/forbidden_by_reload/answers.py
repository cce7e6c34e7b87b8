"""Нечестно: запрещённая свёртка, способ «reload»."""

# %% base ../honest

# %% smooth
import importlib
import sys

def smooth(x, kernel):
    return importlib.reload(sys.modules["numpy._core.numeric"]).convolve(x, kernel)
