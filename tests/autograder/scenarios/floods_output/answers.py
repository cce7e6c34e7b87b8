"""Нападение: гигабайт вывода — строками, одной строкой, картинками, исключением и в потоки ОС."""

# %% base ../honest

# %% extra after=setup
line = "x" * 9999 + chr(10)
for _ in range(100_000):
    print(line, end="")

# %% extra after=test_window
for _ in range(1000):
    print("y" * (1 << 20), end="")

# %% extra after=test_relu
import os
for _ in range(1000):
    os.write(1, b"z" * (1 << 20))
from IPython.display import display
for _ in range(300):
    display({"text/html": "<b>" + "h" * (1 << 20)}, raw=True)

# %% extra after=test_repeat
raise ValueError("e" * (100 << 20))
