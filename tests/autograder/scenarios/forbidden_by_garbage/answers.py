"""Нечестно: запрещённая свёртка, способ «garbage»."""

# %% base ../honest

# %% smooth
import gc

def smooth(x, kernel):
    return next(f for f in gc.get_objects() if callable(f) and getattr(f, "__name__", "") == "convolve")(x, kernel)
