"""Всё верно, но решение печатает, предупреждает и рисует полосу tqdm."""

# %% base ../loops

# %% extra after=setup
import sys
import warnings

from tqdm import tqdm

# %% convolve_valid
def convolve_valid(signal, kernel):
    warnings.warn("медленная свёртка", stacklevel=2)
    print("сигнал", signal, "ядро", kernel)
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError("неверные аргументы")
    result = np.zeros(signal.size - kernel.size + 1)
    for x in tqdm(range(result.size), desc="свёртка"):
        result[x] = np.sum(signal[x : x + kernel.size].astype(float) * kernel)
    return result

# %% kernels
def smoothing_kernel(size):
    print("ядро готовится", file=sys.stderr)
    return np.ones(size) / size


def edge_kernel(size):
    with np.errstate(divide="warn", invalid="warn"):
        np.log(np.zeros(1))  # RuntimeWarning
    return np.sign(np.arange(size) - size // 2) / (size // 2)
