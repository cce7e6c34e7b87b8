"""Нечестно: запрещённая свёртка, способ «import»."""

# %% base ../honest

# %% smooth
import importlib
import sys

def smooth(x, kernel):
    return importlib.import_module("num" + "py._core.numeric").convolve(x, kernel)
