"""Нечестно: запрещённая свёртка, способ «name»."""

# %% base ../honest

# %% smooth

def smooth(x, kernel):
    return np.convolve(x, kernel)
