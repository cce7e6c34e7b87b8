"""Всё верно: слои заведены по таблицам, выход заполняется по частям."""

# %% fire
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.width = expand1
        for name, before, after, size in (
            ("squeeze", inputs, squeeze, 1),
            ("expand1x1", squeeze, expand1, 1),
            ("expand3x3", squeeze, expand3, 3),
        ):
            self.add_module(name, nn.Conv2d(before, after, size, padding=size // 2))

    def forward(self, x):
        x = self.squeeze(x).clamp(min=0)
        one, three = self.expand1x1(x), self.expand3x3(x)
        result = x.new_empty(len(x), self.width + three.shape[1], *x.shape[2:])
        result[:, : self.width] = one
        result[:, self.width :] = three
        return result.clamp(min=0)

# %% inception
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        table = {
            "one": (inputs, a, 1),
            "three_reduce": (inputs, b[0], 1),
            "three": (*b, 3),
            "five_reduce": (inputs, c[0], 1),
            "five": (*c, 5),
            "project": (inputs, d, 1),
        }
        for name, (before, after, size) in table.items():
            setattr(self, name, nn.Conv2d(before, after, size, padding=size // 2))

    def forward(self, x):
        largest = nn.functional.max_pool2d(x, 3, 1, 1)
        chains = [["one"], ["three_reduce", "three"], ["five_reduce", "five"], ["project"]]
        found = []
        for start, chain in zip((x, x, x, largest), chains):
            for name in chain:
                start = getattr(self, name)(start).relu()
            found.append(start)
        return torch.cat(found, 1)

# %% residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.stride, self.same = stride, stride == 1 and inputs == outputs
        layers = {
            "conv1": nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            "bn1": nn.BatchNorm2d(outputs),
            "conv2": nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            "bn2": nn.BatchNorm2d(outputs),
        }
        if not self.same:
            layers["project"] = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            layers["project_bn"] = nn.BatchNorm2d(outputs)
        for name, layer in layers.items():
            self.add_module(name, layer)

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).clamp(min=0)))
        if not self.same:
            thin = x[:, :, :: self.stride, :: self.stride]
            mixed = torch.einsum("nchw,kc->nkhw", thin, self.project.weight[:, :, 0, 0])
            x = self.project_bn(mixed)
        return (x + y).clamp(min=0)

# %% squeeze_excitation
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        self.reduce = nn.Linear(channels, max(1, channels // reduction))
        self.expand = nn.Linear(self.reduce.out_features, channels)

    def forward(self, x):
        z = nn.functional.adaptive_avg_pool2d(x, 1).flatten(1)
        z = nn.functional.relu(self.reduce(z))
        s = 1 / (1 + torch.exp(-self.expand(z)))
        return (x.permute(2, 3, 0, 1) * s).permute(2, 3, 0, 1)


class SEResidual(nn.Module):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.se = SqueezeExcitation(outputs, reduction)
        if stride != 1 or inputs != outputs:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)
        else:
            self.project = self.project_bn = nn.Identity()

    def forward(self, x):
        y = self.conv1(x)
        y = self.conv2(torch.relu(self.bn1(y)))
        return torch.relu(self.se(self.bn2(y)) + self.project_bn(self.project(x)))

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.inputs, self.depth, self.growth = inputs, depth, growth
        self.norms = nn.ModuleList(nn.BatchNorm2d(inputs + growth * i) for i in range(depth))
        self.convs = nn.ModuleList(
            nn.Conv2d(inputs + growth * i, growth, 3, 1, 1, bias=False) for i in range(depth)
        )
        self.drop = nn.Dropout(p=dropout)

    def forward(self, x):
        n, _, h, w = x.shape
        stack = x.new_zeros(n, self.inputs + self.depth * self.growth, h, w)
        stack[:, : self.inputs] = x
        for i in range(self.depth):
            end = self.inputs + i * self.growth
            new = self.convs[i](torch.relu(self.norms[i](stack[:, :end].clone())))
            stack[:, end : end + self.growth] = self.drop(new)
        return stack

# %% modes
def gradient_norms(blocks, x):
    values = [x.detach().clone().requires_grad_(True)]
    for block in blocks:
        values.append(block(values[-1]))
    total = values.pop().sum()
    norms = []
    for value in values:
        (gradient,) = torch.autograd.grad(total, value, retain_graph=True)
        norms.append(torch.linalg.vector_norm(gradient).item())
    return norms


def freeze_norms(model):
    found = []

    def freeze(module):
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            module.weight.requires_grad_(False)
            module.bias.requires_grad_(False)
            found.append(module)

    model.train()
    model.apply(freeze)
    return len(found)
