"""Нападение: сигналы, трассировка, чужие описатели и память — чтобы достать сервер или соседа."""

# %% base ../_probe

# %% extra after=setup
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
    return name


def others():
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]


def kill_all():
    for pid in [os.getppid(), *range(2, 3000)]:
        if pid not in (0, os.getpid()):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                continue
            return pid
    raise ProcessLookupError


signal.signal(signal.SIGTERM, signal.SIG_IGN)
attempt("сигнал соседям", kill_all)
attempt("видны чужие процессы", lambda: others()[0])
attempt("память родителя", lambda: open(f"/proc/{os.getppid()}/mem", "r+b"))
attempt("трассировка", lambda: call("ptrace", 16, os.getppid(), 0, 0))
attempt("чужая память", lambda: call("process_vm_readv", os.getppid(), 0, 0, 0, 0, 0))
attempt("новое пространство", lambda: call("unshare", 0x10000000))
attempt("чужое пространство", lambda: call("setns", os.open("/proc/1/ns/mnt", os.O_RDONLY), 0))
attempt("смонтировать", lambda: call("mount", b"none", b"/tmp", b"tmpfs", 0, 0))
attempt("стать root", lambda: os.setuid(0))
attempt("общая память System V", lambda: call("shmget", 1, 4096, 0o1666))
attempt("запустить программу", lambda: os.execv("/usr/bin/python3", ["python3", "-c", "1"]))
attempt("повысить пределы", lambda: __import__("resource").setrlimit(7, (1 << 20, 1 << 20)))
inherited = set()
for name in os.listdir("/proc/self/fd"):
    try:
        inherited.add(os.readlink(f"/proc/self/fd/{name}").split(":")[0])
    except OSError:
        pass
print("описатели:", sorted(inherited))
os.environ["PYTHONSTARTUP"] = "/tmp/evil.py"
for folder in ("/tmp", "/dev/shm", "."):
    for name in ("sitecustomize.py", "numpy.py", "evil.pth", "left"):
        open(os.path.join(folder, name), "w").write("raise SystemExit")
