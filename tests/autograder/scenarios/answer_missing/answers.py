"""Недоразумение: ячейка с ответом удалена, вместо неё — своя, уже без метаданных."""

# %% base ../honest

# %% delete relu

# %% delete window

# %% extra after=test_repeat
def window_sum(x, size):
    return "поздно: проверка этой задачи уже прошла"
