"""Шалость: портит builtins и numpy, но только после честных ответов на две задачи."""

# %% base ../honest

# %% extra after=test_relu
import builtins

np.zeros = np.sum = torch.where = lambda *args, **kwargs: 1 / 0
print("подменено")
builtins.print = builtins.hash = None

# %% smooth
def smooth(x, kernel):
    return np.zeros(len(x) + len(kernel) - 1)
