"""Нападение: десятки занятых процессов, каждый в своём сеансе, чтобы отнять процессор у соседей."""

# %% base ../_probe

# %% extra after=setup
import os


def own_session():
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            os.setsid()
            os.write(writer, b"+")
        finally:
            os._exit(0)
    os.close(writer)
    os.wait()  # иначе и кончившийся попал бы в счёт
    if not os.read(reader, 1):
        raise PermissionError


attempt("свой сеанс", own_session)
for _ in range(20):
    if os.fork() == 0:
        while True:
            pass
busy = sum(name.isdigit() for name in os.listdir("/proc")) - 1
print("занято процессов:", busy)
