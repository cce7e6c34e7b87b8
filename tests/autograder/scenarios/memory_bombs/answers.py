"""Нападение: память без конца — списком, numpy, torch и отображением."""

# %% base ../honest

# %% window
def window_sum(x, size):
    hoard = []
    while True:
        hoard.append(bytearray(32 << 20))

# %% relu
def relu(x):
    return torch.cat([torch.ones(1 << 26) for _ in range(1000)])

# %% repeat
def repeat(function, x, times):
    return [np.ones(1 << 25) for _ in range(1000)]
