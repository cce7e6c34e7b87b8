"""Нападение: пишет не из ячейки, а из самих решений, пока идёт проверка."""

# %% base ../_probe

# %% extra after=setup
import os
from pathlib import Path

# %% window
def window_sum(x, size):
    for path in ("@COURSE@/gradebook.db", "@HOME@/.netrc", "/evil", np.__file__):
        whisper(path, lambda: Path(path).write_text("x"))
    # в своём каталоге — можно: пусть проверка потащит это к экзаменатору
    os.symlink("@HOME@/.netrc", "netrc") if not os.path.islink("netrc") else None
    Path("tasks.ipynb").write_text("{}")
    Path("conftest.py").write_text("raise SystemExit")
    Path("sitecustomize.py").write_text("raise SystemExit")
    return np.array([np.sum(x[i : i + size]) for i in range(len(x) - size + 1)])

# %% extra after=test_smooth
print(*said, sep="\n")
