"""Честно: функция из ответа определена заново в своей ячейке ниже."""

# %% base ../honest

# %% extra after=smooth
def smooth(x, kernel):
    result = np.zeros(len(x) + len(kernel) - 1)
    for i, a in enumerate(x):
        result[i : i + len(kernel)] += a * kernel
    return result
