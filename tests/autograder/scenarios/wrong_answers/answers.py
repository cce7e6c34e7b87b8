"""Ошибки: всё неверно, и каждая проверка падает на скрытых строках с тайной в сообщении."""

# %% base ../_probe

# %% window
def window_sum(x, size):
    return np.array([3.0, 6.0]) if len(x) == 3 else np.zeros(9)

# %% relu
def relu(x):
    return torch.tensor([0.0, 2.0]) if x.numel() == 2 else x

# %% repeat
def repeat(function, x, times):
    return 12

# %% smooth
def smooth(x, kernel):
    raise ValueError(f"не умею {len(x)}")
