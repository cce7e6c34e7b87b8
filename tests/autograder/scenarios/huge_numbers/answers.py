"""Нападение: числа и строки такого размера, что на них тратят часы."""

# %% window
def window_sum(x, size):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (1 << 40,), (0,))

# %% relu
def relu(x):
    return "0" * (500 << 20)

# %% repeat
def repeat(function, x, times):
    return 1 << (1 << 26)

# %% smooth
def smooth(x, kernel):
    class Exploding(dict):
        def __iter__(self):
            while True:
                yield 0
    return [Exploding(), range(1 << 60), np.empty(2, dtype=object)]
