"""Всё верно: ModuleDict, крючок на нормализации, рекурсия; градиент — крючками на тензорах."""

# %% fire
def convolution(before, after, size):
    return nn.Conv2d(before, after, size, padding=size // 2)


class Fire(nn.ModuleDict):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__({
            "squeeze": convolution(inputs, squeeze, 1),
            "expand1x1": convolution(squeeze, expand1, 1),
            "expand3x3": convolution(squeeze, expand3, 3),
        })

    def forward(self, x):
        x = self["squeeze"](x).relu()
        return torch.cat([self[name](x).relu() for name in ("expand1x1", "expand3x3")], dim=1)

# %% inception
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        (b1, b2), (c1, c2) = b, c
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b1, 1)
        self.three = nn.Conv2d(b1, b2, 3, padding="same")
        self.five_reduce = nn.Conv2d(inputs, c1, 1)
        self.five = nn.Conv2d(c1, c2, 5, padding="same")
        self.project = nn.Conv2d(inputs, d, 1)

    def branch_two(self, x):
        return self.three(torch.relu(self.three_reduce(x)))

    def branch_three(self, x):
        return self.five(torch.relu(self.five_reduce(x)))

    def branch_four(self, x):
        return self.project(nn.functional.max_pool2d(x, kernel_size=3, stride=1, padding=1))

    def forward(self, x):
        branches = (self.one, self.branch_two, self.branch_three, self.branch_four)
        return torch.cat([torch.relu(branch(x)) for branch in branches], dim=1)

# %% residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = (inputs, stride) == (outputs, 1)
        if (inputs, stride) != (outputs, 1):
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def correction(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        return self.bn2(self.conv2(x))

    def shortcut(self, x):
        return x if self.same else self.project_bn(self.project(x))

    def forward(self, x):
        y = self.correction(x)
        y += self.shortcut(x)
        return self.relu(y)

# %% squeeze_excitation
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = channels // reduction or 1
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.flatten(2).sum(-1) / x[0, 0].numel()
        s = self.expand(self.reduce(z).clamp(min=0)).sigmoid()
        return torch.einsum("nchw,nc->nchw", x, s)


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)
        self.bn2.register_forward_hook(lambda module, inputs, output: self.se(output))

    def forward(self, x):
        return super().forward(x)

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        self.relu = nn.ReLU(inplace=True)
        self.dropout = nn.Dropout(dropout, inplace=True)
        width = inputs
        while len(self.convs) < depth:
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, (3, 3), padding=(1, 1), bias=False))
            width += growth

    def grow(self, stack, number):
        if number == len(self.convs):
            return stack
        new = self.dropout(self.convs[number](self.relu(self.norms[number](stack))))
        return self.grow(torch.cat((stack, new), dim=1), number + 1)

    def forward(self, x):
        return self.grow(x, 0)

# %% modes
def gradient_norms(blocks, x):
    norms = {}

    def remember(number):
        return lambda gradient: norms.update({number: gradient.norm().item()})

    value = x.detach().clone().requires_grad_()
    for number, block in enumerate(blocks):
        value.register_hook(remember(number))
        value = block(value)
    value.sum().backward()
    return [norms[number] for number in range(len(blocks))]


def freeze_norms(model):
    if isinstance(model, nn.BatchNorm2d):
        model.eval()
        model.requires_grad_(False)
        return 1
    model.training = True
    return sum(freeze_norms(child) for child in model.children())
