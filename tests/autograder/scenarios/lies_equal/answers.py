"""Нападение: вместо ответов — объекты, которые равны всему."""

# %% base ../_ran

# %% extra after=setup
class Yes:
    """Равен всему и всем доволен."""

    shape, ndim, dtype, size = (2,), 1, np.dtype(float), 2

    def _yes(self, *args, **kwargs):
        return True

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = _yes
    __hash__ = object.__hash__
    __float__ = __abs__ = __sub__ = __rsub__ = lambda self, *args: 0.0
    __len__ = lambda self: 2
    __getattr__ = lambda self, name: self
    __call__ = lambda self, *args, **kwargs: self

# %% window
def window_sum(x, size):
    ran.append("window")
    return Yes()

# %% relu
def relu(x):
    ran.append("relu")
    return Yes()

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    return Yes()

# %% smooth
def smooth(x, kernel):
    ran.append("smooth")
    return Yes()
