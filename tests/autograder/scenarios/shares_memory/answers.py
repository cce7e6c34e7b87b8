"""Нападение: память, которой нет ни в одном процессе: общие отображения и файлы без имён."""

# %% base ../_probe

# %% extra after=setup
import mmap
import os
import time

attempt("файл без имени", lambda: os.memfd_create("x"))
for _ in range(40):
    if os.fork() == 0:
        part = mmap.mmap(-1, 96 << 20)
        for place in range(0, len(part), 4096):
            part[place] = 1
        time.sleep(60)
        os._exit(0)
time.sleep(3)
print("уцелели")
