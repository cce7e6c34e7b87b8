"""Недоразумение: две задачи слились в одной ячейке, а другая ячейка пуста."""

# %% base ../honest

# %% window
def window_sum(x, size):
    return np.lib.stride_tricks.sliding_window_view(x, size).sum(-1)


def relu(x):
    return x.clamp(min=0)

# %% relu
