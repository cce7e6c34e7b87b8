"""Всё верно: слои заведены в __init__, остальное — функции torch."""

# %% fire
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% inception
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

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
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x

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
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen
