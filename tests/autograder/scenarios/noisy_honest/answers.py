"""Честно: печатает, предупреждает, рисует, показывает полосу tqdm, пишет файлы и журнал."""

# %% base ../honest

# %% extra after=setup
import logging
import sys
import warnings

from tqdm.auto import tqdm

plt.figure()
plt.plot(np.arange(5))
plt.show()
np.random.rand(3)
torch.randn(2)

# %% window
def window_sum(x, size):
    """С предупреждениями и полосой."""
    warnings.warn("медленно", stacklevel=2)
    print("окно", size, file=sys.stderr)
    result = [float(np.sum(x[i : i + size])) for i in tqdm(range(len(x) - size + 1))]
    return np.array(result)

# %% relu
def relu(x):
    logging.warning("отрицательных: %d", int((x < 0).sum()))
    plt.plot(x.flatten())
    return (x + x.abs()) / 2

# %% repeat
def repeat(function, x, times):
    with open("log.txt", "a") as log:
        log.write(f"{times}\n")
    return x if times == 0 else repeat(function, function(x), times - 1)

# %% smooth
def smooth(x, kernel):
    with np.errstate(all="warn"):
        np.log(np.zeros(1))
    padded = np.pad(x, len(kernel) - 1)
    return np.array([padded[i : i + len(kernel)] @ kernel[::-1] for i in range(len(x) + len(kernel) - 1)])
