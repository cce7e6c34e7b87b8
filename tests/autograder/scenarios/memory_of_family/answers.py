"""Нападение: каждый процесс ест мало, а все вместе — много."""

# %% base ../honest

# %% extra after=setup
import os
import time

for _ in range(16):
    if os.fork() == 0:
        hoard = np.ones(12 << 20)  # девяносто шесть мегабайт
        time.sleep(60)
        os._exit(0)
time.sleep(3)
