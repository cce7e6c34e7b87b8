"""Всё верно, но блоки печатают, предупреждают и рисуют."""

# %% base ../functions

# %% extra after=setup
import sys
import warnings

# %% fire
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        print("Fire", inputs, squeeze, expand1, expand3)
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        warnings.warn("прямой проход", stacklevel=2)
        print("вход", tuple(x.shape), file=sys.stderr)
        x = torch.relu(self.squeeze(x))
        return torch.relu(torch.cat([self.expand1x1(x), self.expand3x3(x)], 1))

# %% extra after=modes
plain = [nn.Sequential(Widen(8, 8), Widen(8, 8)) for _ in range(10)]
residual = [Residual(8, 8).eval() for _ in range(10)]
show_gradients(gradient_norms, {"без обходов": plain, "с обходами": residual})
