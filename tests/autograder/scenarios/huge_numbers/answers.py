"""Нападение: числа и строки такого размера, что на них тратят часы."""

# %% base ../_ran

# %% window
def window_sum(x, size):
    ran.append("window")
    return np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 40,), (0,))

# %% relu
def relu(x):
    ran.append("relu")
    return "0" * (500 << 20)

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    return 1 << (1 << 26)

# %% smooth
def smooth(x, kernel):
    ran.append("smooth")
    class Exploding(dict):
        def __iter__(self):
            while True:
                yield 0
    return [Exploding(), range(1 << 60), np.empty(2, dtype=object)]
