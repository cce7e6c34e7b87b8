"""Нападение: процессы и потоки, пока дают."""

# %% base ../honest

# %% extra after=setup
import os
import threading
import time

made = 0
while True:
    try:
        if os.fork() == 0:
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(0.2)
        made += 1
    except OSError:
        break
print("процессов меньше двухсот:", made < 200)

# %% extra after=test_window
count = 0
try:
    while count < 100_000:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        count += 1
except BaseException as error:
    print("потоков меньше двухсот:", count < 200)
