"""Нападение: пишет, удаляет и переименовывает всё, до чего мог бы дотянуться."""

# %% base ../_probe

# %% extra after=setup
import os
import shutil
import sqlite3
from pathlib import Path

course, home = "@COURSE@", "@HOME@"
attempt("дописать журнал", lambda: sqlite3.connect(course + "/gradebook.db").execute("update grade set manual_score = 100"))
attempt("стереть журнал", lambda: os.remove(course + "/gradebook.db"))
attempt("стереть работы", lambda: os.rename(course + "/submitted", course + "/gone"))
attempt("подменить исходник", lambda: Path(course, "source/tasks/tasks.ipynb").write_text("{}"))
attempt("оставить записку", lambda: Path(home, ".bashrc").write_text("echo"))
attempt("библиотека", lambda: Path(np.__file__).write_text("x"))
attempt("стереть библиотеку", lambda: os.remove(np.__file__))
attempt("права библиотеки", lambda: os.chmod(np.__file__, 0o777))
attempt("времена библиотеки", lambda: os.utime(np.__file__))
attempt("новый модуль", lambda: Path(os.path.dirname(os.path.dirname(np.__file__)), "sitecustomize.py").write_text("x"))
attempt("движок", lambda: Path("/autograder/autograder/records.py").write_text("x"))
attempt("система", lambda: Path("/etc/evil").write_text("x"))
attempt("корень", lambda: os.mkdir("/evil"))
attempt("жёсткая ссылка", lambda: os.link(np.__file__, "numpy_copy"))
attempt("запись по ссылке", lambda: (os.symlink(np.__file__, "alias"), Path("alias").write_text("x")))
attempt("ядро", lambda: Path("/proc/sys/kernel/core_pattern").write_text("|/evil"))
attempt("усыпить сборщик", lambda: Path("/proc/1/oom_score_adj").write_text("-1000"))
attempt("группы", lambda: Path("/sys/fs/cgroup/evil").mkdir())
attempt("устройство", lambda: os.mknod("disk", 0o060666, os.makedev(8, 0)))
attempt("сменить корень", lambda: os.chroot("."))
