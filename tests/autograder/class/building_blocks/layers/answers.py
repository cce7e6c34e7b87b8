"""Всё верно: ReLU и пулинг слоями, Identity вместо проекции, backward вместо autograd.grad."""

# %% fire
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, kernel_size=1)
        self.squeeze_activation = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, kernel_size=1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, kernel_size=3, padding="same")
        self.activation = nn.ReLU(inplace=True)

    def forward(self, x):
        squeezed = self.squeeze_activation(self.squeeze(x))
        maps = torch.cat((self.expand1x1(squeezed), self.expand3x3(squeezed)), dim=-3)
        return self.activation(maps)

# %% inception
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, (1, 1))
        self.three_reduce = nn.Conv2d(inputs, b[0], (1, 1))
        self.three = nn.Conv2d(b[0], b[1], (3, 3), padding=(1, 1))
        self.five_reduce = nn.Conv2d(inputs, c[0], (1, 1))
        self.five = nn.Conv2d(c[0], c[1], (5, 5), padding=(2, 2))
        self.project = nn.Conv2d(inputs, d, (1, 1))
        self.pool = nn.MaxPool2d(3, 1, 1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        first = self.one(x)
        second = self.three(self.relu(self.three_reduce(x)))
        third = self.five(self.relu(self.five_reduce(x)))
        fourth = self.project(self.pool(x))
        return self.relu(torch.cat([first, second, third, fourth], dim=1))

# %% residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = inputs == outputs and stride == 1
        self.project = self.project_bn = nn.Identity()
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        shortcut = self.project_bn(self.project(x))
        correction = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (shortcut + correction).relu()

# %% squeeze_excitation
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Linear(channels, max(channels // reduction, 1))
        self.relu = nn.ReLU(inplace=True)
        self.expand = nn.Linear(max(channels // reduction, 1), channels)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        n, c, _, _ = x.shape
        s = self.pool(x).view(n, c)
        s = self.sigmoid(self.expand(self.relu(self.reduce(s))))
        return x * s.view(n, c, 1, 1).expand_as(x)


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.changed = stride != 1 or inputs != outputs
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        way = self.project_bn(self.project(x)) if self.changed else x
        out = self.bn1(self.conv1(x)).relu()
        out = self.bn2(self.conv2(out))
        return (self.se(out) + way).relu()

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.share = dropout
        widths = range(inputs, inputs + depth * growth, growth)
        self.norms = nn.ModuleList([nn.BatchNorm2d(width) for width in widths])
        self.convs = nn.ModuleList(
            [nn.Conv2d(width, growth, kernel_size=3, padding=1, bias=False) for width in widths]
        )

    def forward(self, x):
        features = [x]
        for i, conv in enumerate(self.convs):
            stack = torch.cat(features, dim=1)
            new = conv(nn.functional.relu(self.norms[i](stack)))
            features.append(nn.functional.dropout(new, self.share, training=self.training))
        return torch.cat(features, dim=1)

# %% modes
def gradient_norms(blocks, x):
    current = x.clone().detach()
    current.requires_grad = True
    inputs = []
    for block in blocks:
        current.retain_grad()
        inputs.append(current)
        current = block(current)
    current.sum().backward()
    return [float(tensor.grad.pow(2).sum().sqrt()) for tensor in inputs]


def freeze_norms(model):
    model.train()
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for module in norms:
        module.eval().requires_grad_(False)
    return len(norms)
