"""Нападение: гигабайты печатаются из решений во время проверки."""

# %% base ../honest

# %% base ../_ran

# %% window
def window_sum(x, size):
    ran.append("window")
    for _ in range(200):
        print("x" * (1 << 20))
    return np.array([np.sum(x[i : i + size]) for i in range(len(x) - size + 1)])

# %% relu
def relu(x):
    ran.append("relu")
    raise RuntimeError("r" * (200 << 20))
