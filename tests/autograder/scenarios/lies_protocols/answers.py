"""Нападение: ответы притворяются массивами и тензорами через протоколы библиотек."""

# %% base ../_ran

# %% extra after=setup
class Chameleon:
    """Отвечает библиотекам тем, что им нравится."""

    __array_priority__ = 1e9

    def __array__(self, *args, **kwargs):
        print("спросили массив")
        return np.array([3.0, 6.0])

    def __array_function__(self, *args, **kwargs):
        return True

    def __array_ufunc__(self, *args, **kwargs):
        return np.array(True)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True

    def __tensor__(self):
        return torch.zeros(2)

# %% window
def window_sum(x, size):
    ran.append("window")
    return Chameleon()

# %% relu
def relu(x):
    ran.append("relu")
    return Chameleon()

# %% repeat
def repeat(function, x, times):
    ran.append("repeat")
    class Twelve(int):
        __eq__ = lambda self, other: True
        __ne__ = lambda self, other: False
        __hash__ = int.__hash__
    return Twelve(7)

# %% smooth
def smooth(x, kernel):
    ran.append("smooth")
    class Sly(np.ndarray):
        __eq__ = __le__ = __ge__ = lambda self, other: np.ones(3, bool)
        __sub__ = __rsub__ = lambda self, other: np.zeros(3)
        def __array_ufunc__(self, *args, **kwargs):
            return np.ones(3, bool)
        def __array_function__(self, *args, **kwargs):
            return True
    return np.zeros(3).view(Sly)
