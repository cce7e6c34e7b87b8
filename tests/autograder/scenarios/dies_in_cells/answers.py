"""Нападение: умирает не функция, а сама ячейка; ответ в ней теряется, соседние — нет."""

# %% base ../honest

# %% window
def window_sum(x, size):
    return np.array([np.sum(x[i : i + size]) for i in range(len(x) - size + 1)])


import os
os.abort()

# %% extra after=test_window
import sys
sys.exit(0)

# %% extra after=test_relu
import signal
signal.raise_signal(signal.SIGSEGV)

# %% extra after=test_repeat
raise KeyboardInterrupt
