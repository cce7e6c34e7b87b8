"""Нападение: значения, содержащие себя, слишком глубокие и слишком большие."""

# %% base ../_ran

# %% window
def window_sum(x, size):
    ran.append("window")
    return np.zeros((1 << 14, 1 << 13))  # гигабайт

# %% relu
def relu(x):
    ran.append("relu")
    return torch.zeros(1).expand(1 << 40)  # четыре терабайта из одного числа

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    ring = []
    ring.append(ring)
    return ring if times == 2 else 10 ** (10**6)

# %% smooth
def smooth(x, kernel):
    ran.append("smooth")
    deep = 0
    for _ in range(100_000):
        deep = [deep]
    return deep
