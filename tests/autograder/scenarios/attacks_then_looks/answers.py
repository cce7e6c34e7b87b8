"""Нападение: ищет, что оставили прежние работы, — в памяти, файлах, окружении и процессах."""

# %% base ../_probe

# %% extra after=setup
import builtins
import os

attempt("оставленные файлы", lambda: [p for f in ("/tmp", "/dev/shm", ".") for p in os.listdir(f) if "left" in p or "alive" in p or "evil" in p][0])
attempt("оставленное окружение", lambda: os.environ["PYTHONSTARTUP"])
attempt("оставленное имя", lambda: (builtins.Yes, np.Yes))
attempt("чужие процессы", lambda: [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())][0])
attempt("чужой каталог", lambda: os.listdir("/exam/.."). index("aaa_victim"))
np.left = builtins.left = "1"
