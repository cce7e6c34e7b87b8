"""Заготовка: честные ответы и функция, которая пробует запретное и сообщает, вышло ли."""

# %% base ../honest

# %% extra after=setup
def attempt(what, action):
    try:
        value = action()
    except BaseException as error:
        print("не вышло:", what, "—", type(error).__name__)
    else:
        print("ПРО" + "РЫВ:", what, "—", repr(value)[:300])
