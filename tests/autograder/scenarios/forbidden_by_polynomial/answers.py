"""Нечестно: запрещённая свёртка, способ «polynomial»."""

# %% base ../honest

# %% smooth

def smooth(x, kernel):
    return np.polymul(x, kernel)
