"""Нечестно: запрещённая свёртка, способ «alias»."""

# %% base ../honest

# %% smooth
from numpy import convolve as product
alias = np.convolve

def smooth(x, kernel):
    return product(x, kernel)
