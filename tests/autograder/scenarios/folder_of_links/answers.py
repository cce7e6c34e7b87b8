"""Нападение: вместо каталогов — ссылки на каталоги преподавателя."""

# %% base ../_probe

# %% extra after=setup
import os

attempt("каталог-ссылка", lambda: os.listdir("home")[0])
attempt("корень-ссылка", lambda: os.listdir("root")[0])
