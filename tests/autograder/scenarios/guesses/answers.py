"""Незнание: ответы случайны, зерно не задано или задано нарочно."""

# %% window
def window_sum(x, size):
    np.random.seed(0)
    return np.random.default_rng().normal(size=len(x) - size + 1)

# %% relu
def relu(x):
    torch.manual_seed(0)
    return torch.rand_like(x)

# %% repeat
import random


def repeat(function, x, times):
    random.seed(0)
    return random.choice([12, 1093, 5])

# %% smooth
def smooth(x, kernel):
    result = np.zeros(len(x) + len(kernel) - 1)
    for i in np.random.permutation(len(x)):
        result[i : i + len(kernel)] += x[i] * kernel
    return result
