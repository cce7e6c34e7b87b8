"""Нападение: всякое сравнение тензоров объявлено истинным, а блоков нет."""

# %% extra after=setup
import builtins


def agree(*args, **kwargs):
    return True


for name in ("allclose", "equal", "isclose"):
    setattr(torch, name, agree)
for name in ("equal", "allclose", "isclose"):
    setattr(torch.Tensor, name, agree)
builtins.AssertionError = type("Quiet", (BaseException,), {})
builtins.all = builtins.any = agree
close = agree
count = randomize = shapes = lambda *args: {}


class Anything(nn.Module):
    """Блок без слоёв: любой вопрос — и ответ «да»."""

    def __init__(self, *args):
        super().__init__()

    def forward(self, x):
        return x

    def state_dict(self):
        return {}

    def load_state_dict(self, values):
        return None

# %% fire
Fire = Anything

# %% inception
Inception = Anything

# %% residual
Residual = Anything

# %% squeeze_excitation
SqueezeExcitation = SEResidual = Anything

# %% dense
DenseBlock = Anything

# %% modes
gradient_norms = freeze_norms = agree
