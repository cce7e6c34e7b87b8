"""Нападение: читает всё, что видит на диске, и ищет в этом тайну преподавателя."""

# %% base ../_probe

# %% extra after=smooth
import os
import re

SECRET = re.compile(rb"canary-[0-9a-f]{16}")
seen = 0
for top in ("/exam", "/tmp", "/dev/shm", "/autograder", "/etc", "/root", "/home", "/srv", "/mnt", "/opt", "/var", "/run", "/work", "/proc/1", "/proc/self"):
    for folder, names, files in os.walk(top):
        names[:] = [name for name in names if name not in ("fdinfo", "net", "attr") or not folder.startswith("/proc")]
        if "site-packages" in folder:
            names.clear()
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.isfile(path) or path.endswith((".so", "kmsg", "trace_pipe")):
                continue
            try:
                with open(path, "rb") as file:
                    data = file.read(1 << 20)
            except OSError:
                continue
            seen += 1
            if (found := SECRET.search(data)) or b"window_secret" in data and "tasks" in path:
                print("ПРО" + "РЫВ:", path, found)
print("прочитано файлов больше ста:", seen > 100)
