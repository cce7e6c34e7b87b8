"""Ошибка и нападение: цикл без конца в решении и цикл, глотающий всякое прерывание."""

# %% base ../honest

# %% window
def window_sum(x, size):
    while True:
        pass

# %% repeat
def repeat(function, x, times):
    while True:
        try:
            while True:
                x = x
        except BaseException:
            continue
