"""Нападение: наследники тензора, числа и строки, лгущие о себе; бесконечности и не-числа."""

# %% base ../_ran

# %% window
def window_sum(x, size):
    ran.append("window")
    class Endless(np.ndarray):
        def __array_finalize__(self, obj):
            self.flags.writeable = True
        @property
        def shape(self):
            return (2,)
    return np.full(2, np.nan).view(Endless)

# %% relu
def relu(x):
    ran.append("relu")
    class Sly(torch.Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            return True
    return torch.full_like(x, 5.0).as_subclass(Sly)

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    return float("inf")

# %% smooth
def smooth(x, kernel):
    ran.append("smooth")
    return np.ma.masked_array(np.zeros(len(x) + len(kernel) - 1), mask=True)
