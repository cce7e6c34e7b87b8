"""Нечестно: запрещённая свёртка, способ «exec»."""

# %% base ../honest

# %% smooth

def smooth(x, kernel):
    return eval("np.con" + "volve(x, kernel)")
