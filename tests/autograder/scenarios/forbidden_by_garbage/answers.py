"""Нечестно: запрещённая свёртка, способ «garbage»."""

# %% base ../honest

# %% base ../_ran

# %% smooth
import gc

def smooth(x, kernel):
    ran.append("smooth")
    return next(f for f in gc.get_objects() if callable(f) and getattr(f, "__name__", "") == "convolve")(x, kernel)
