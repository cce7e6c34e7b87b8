"""Нападение: память без конца — списком, numpy, torch и отображением."""

# %% base ../honest

# %% base ../_ran

# %% window
def window_sum(x, size):
    ran.append("window")
    hoard = []
    while True:
        hoard.append(bytearray(32 << 20))

# %% relu
def relu(x):
    ran.append("relu")
    return torch.cat([torch.ones(1 << 26) for _ in range(1000)])

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    return [np.ones(1 << 25) for _ in range(1000)]
