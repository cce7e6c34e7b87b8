"""Нападение: значения, содержащие себя, слишком глубокие и слишком большие."""

# %% window
def window_sum(x, size):
    return np.zeros((1 << 14, 1 << 13))  # гигабайт

# %% relu
def relu(x):
    return torch.zeros(1).expand(1 << 40)  # четыре терабайта из одного числа

# %% repeat
def repeat(function, x, times):
    ring = []
    ring.append(ring)
    return ring if times == 2 else 10 ** (10**6)

# %% smooth
def smooth(x, kernel):
    deep = 0
    for _ in range(100_000):
        deep = [deep]
    return deep
