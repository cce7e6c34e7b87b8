"""Ошибка: взвешивается сумма, а не поправка; и заморожены только режимы."""

# %% base ../functions

# %% squeeze_excitation
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(self.se(y + x))

# %% modes
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            frozen += 1
    return frozen
