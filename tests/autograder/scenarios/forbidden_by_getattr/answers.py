"""Нечестно: запрещённая свёртка, способ «getattr»."""

# %% base ../honest

# %% smooth

def smooth(x, kernel):
    return getattr(np, "con" + "volve")(x, kernel)
