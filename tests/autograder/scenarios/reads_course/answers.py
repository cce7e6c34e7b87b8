"""Нападение: знает, где лежат курс, журнал оценок, чужая работа и каталог преподавателя."""

# %% base ../_probe

# %% extra after=repeat
import glob
import os
import sqlite3
from pathlib import Path

course, home = "@COURSE@", "@HOME@"
attempt("исходник", lambda: Path(course, "source/tasks/tasks.ipynb").read_text())
attempt("выданное", lambda: os.listdir(course + "/release"))
attempt("чужая работа", lambda: Path(course, "submitted/aaa_victim/tasks/notes.txt").read_text())
attempt("журнал оценок", lambda: Path(course, "gradebook.db").read_bytes())
attempt("журнал через sqlite", lambda: sqlite3.connect(course + "/gradebook.db").execute("select * from student").fetchall())
attempt("журнал проверки", lambda: os.listdir(course + "/.autograder"))
attempt("секрет зерна", lambda: Path(course, ".autograder/secret").read_bytes())
attempt("дом", lambda: os.listdir(home))
attempt("пароль", lambda: Path(home, ".netrc").read_text())
attempt("описатель каталога", lambda: os.open(home, os.O_RDONLY))
attempt("путь без прав", lambda: os.stat(home + "/exam/answers.txt"))
attempt("через /proc", lambda: Path("/proc/1/root" + home, ".netrc").read_text())
attempt("через cwd предка", lambda: Path("/proc/1/cwd/" + course, "gradebook.db").read_bytes())
attempt("тень", lambda: Path("/etc/shadow").read_text())
os.symlink(home, "door")
attempt("через свою ссылку", lambda: Path("door/.netrc").read_text())
attempt("маской", lambda: glob.glob(course + "/**/*.ipynb", recursive=True)[0])
