"""Нечестно: запрещённая свёртка, способ «relative»."""

# %% base ../honest

# %% smooth

def smooth(x, kernel):
    return np.correlate(x, kernel[::-1], 'full')
