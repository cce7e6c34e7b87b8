"""Нападение: память маленькими долями, во многих процессах сразу и в файлах."""

# %% base ../_probe

# %% extra after=setup
import mmap
import os
import time


def fill(path):
    with open(path, "wb") as file:
        for _ in range(4000):
            file.write(b"x" * (1 << 20))


attempt("диск", lambda: fill("big"))
attempt("/tmp", lambda: fill("/tmp/big"))
attempt("/dev/shm", lambda: fill("/dev/shm/big"))
attempt("файлы без числа", lambda: [open(f"f{i}", "w").close() for i in range(1_000_000)])
attempt("отображение", lambda: mmap.mmap(-1, 64 << 30))
attempt("описатели", lambda: [open("/dev/null") for _ in range(100_000)])
attempt("трубы", lambda: [os.pipe() for _ in range(100_000)])
attempt("memfd", lambda: [os.truncate(os.memfd_create("m"), 1 << 40) for _ in range(2)])
