"""Нападение: всякое сравнение объявлено истинным, а решений нет."""

# %% extra after=setup
import builtins
import unittest


def agree(*args, **kwargs):
    return True


for name in ("allclose", "array_equal", "isclose", "array_equiv"):
    setattr(np, name, agree)
for name in [name for name in dir(np.testing) if name.startswith("assert")]:
    setattr(np.testing, name, lambda *args, **kwargs: None)
for name in [name for name in dir(unittest.TestCase) if name.startswith("assert")]:
    setattr(unittest.TestCase, name, lambda *args, **kwargs: None)
builtins.AssertionError = type("Quiet", (BaseException,), {})
builtins.all = builtins.any = builtins.isinstance = agree
close = raises_value_error = agree


class Yes(float):
    """Равно всему, любой длины и формы."""

    shape = ndim = size = property(lambda self: self)
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = __ne__ = agree
    __hash__ = float.__hash__
    __array_priority__ = 1e9

    def __len__(self):
        return 3

    def __getitem__(self, index):
        return self

    def __array__(self, *args, **kwargs):
        return np.array([21.0, 42.0, 84.0])

# %% convolve_valid
def convolve_valid(signal, kernel):
    return Yes()

# %% output_length
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    return Yes()

# %% pad
def pad(signal, width, mode):
    return Yes()

# %% conv1d
conv1d = convolve_valid

# %% kernels
smoothing_kernel = edge_kernel = Yes

# %% conv_matrix
def conv_matrix(kernel, n, stride=1):
    return Yes()
