"""Нападение: ищет готовые ответы в библиотеке курса и в модулях автопроверки."""

# %% base ../_probe

# %% extra after=setup
import importlib

attempt("библиотека курса", lambda: importlib.import_module("lessons"))
attempt("ответы курса", lambda: importlib.import_module("lessons.reference"))
attempt("исходник тетради рядом", lambda: open("tasks.ipynb").read())
attempt("выше на каталог", lambda: open("../tasks.ipynb").read())
attempt("каталоги над рабочим", lambda: __import__("os").listdir("/"))
