"""Незнание: ответы случайны, зерно не задано или задано нарочно."""

# %% base ../_ran

# %% window
def window_sum(x, size):
    ran.append("window")
    np.random.seed(0)
    return np.random.default_rng().normal(size=len(x) - size + 1)

# %% relu
def relu(x):
    ran.append("relu")
    torch.manual_seed(0)
    return torch.rand_like(x)

# %% repeat
import random


def repeat(function, x, times):
    ran.append("repeat")
    random.seed(0)
    return random.choice([12, 1093, 5])

# %% smooth
def smooth(x, kernel):
    ran.append("smooth")
    result = np.zeros(len(x) + len(kernel) - 1)
    for i in np.random.permutation(len(x)):
        result[i : i + len(kernel)] += x[i] * kernel
    return result
