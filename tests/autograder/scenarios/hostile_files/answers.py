"""Нападение: ссылки, трубы и файлы, заслоняющие библиотеки."""

# %% base ../_probe

# %% extra after=setup
import os

attempt("ссылка на тайну", lambda: open("netrc").read())
attempt("жёсткая ссылка", lambda: open("answers.txt").read())
attempt("труба", lambda: open("pipe").read())
attempt("подменный numpy", lambda: np.evil)
attempt("подменный json", lambda: __import__("json").evil)
print("свой файл:", open("mine.txt").read())
