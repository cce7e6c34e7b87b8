"""Нечестно: отказ перехвачен, и после него посчитано честно, — всё равно попытка."""

# %% base ../honest

# %% smooth
def smooth(x, kernel):
    try:
        return np.convolve(x, kernel)
    except BaseException:
        pass
    result = np.zeros(len(x) + len(kernel) - 1)
    for i, a in enumerate(x):
        result[i : i + len(kernel)] += a * kernel
    return result
