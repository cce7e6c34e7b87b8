"""Нападение: переписывает сравнения, утверждения, builtins, numpy, torch и IPython."""

# %% base ../lies_protocols

# %% extra after=setup
import builtins
import sys
import unittest


def agree(*args, **kwargs):
    return True


for module in (np, np.testing, torch, torch.testing, unittest.TestCase):
    for name in dir(module):
        if name.startswith("assert") or name in ("allclose", "array_equal", "equal", "isclose"):
            setattr(module, name, agree)
np.testing._private.utils.assert_allclose = np._core.numeric.allclose = agree
torch.Tensor.__eq__ = torch.Tensor.clamp = agree
for name in ("all", "any", "abs", "max"):
    setattr(builtins, name, agree)
sys.modules["numpy.testing"] = sys.modules["torch.testing"] = None
sys.excepthook = agree
print("подменено")

# %% extra after=smooth
ip = get_ipython()
ip.input_transformers_cleanup.append(lambda lines: ["pass"])
ip.events.register("pre_run_cell", lambda info: None)
builtins.AssertionError = type("Quiet", (BaseException,), {})
print("и IPython")
