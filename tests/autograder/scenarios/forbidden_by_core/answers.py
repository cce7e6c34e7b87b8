"""Нечестно: запрещённая свёртка, способ «core»."""

# %% base ../honest

# %% smooth

def smooth(x, kernel):
    return np._core.multiarray.correlate(x, kernel[::-1], 2)
