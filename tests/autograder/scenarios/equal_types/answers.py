"""Честно: равные ответы иных типов — список, float32, параметр, numpy-скаляр."""

# %% window
def window_sum(x, size):
    return [sum(float(value) for value in x[i : i + size]) for i in range(len(x) - size + 1)]

# %% relu
def relu(x):
    return torch.nn.Parameter(x.clamp(min=0))

# %% repeat
def repeat(function, x, times):
    for _ in range(times):
        x = function(x)
    return np.int64(x)

# %% smooth
def smooth(x, kernel):
    total = np.zeros(len(x) + len(kernel) - 1, dtype=np.longdouble)
    for i, weight in enumerate(kernel):
        total[i : i + len(x)] += weight * x
    return total.astype(np.float64)
