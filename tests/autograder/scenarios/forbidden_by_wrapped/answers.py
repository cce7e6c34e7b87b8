"""Нечестно: запрещённая свёртка, способ «wrapped»."""

# %% base ../honest

# %% smooth
import inspect

def smooth(x, kernel):
    return inspect.unwrap(np.convolve)(x, kernel)
