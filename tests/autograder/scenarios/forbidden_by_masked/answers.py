"""Нечестно: запрещённая свёртка, способ «masked»."""

# %% base ../honest

# %% smooth

def smooth(x, kernel):
    return np.asarray(np.ma.convolve(x, kernel))
