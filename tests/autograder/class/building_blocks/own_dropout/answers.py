"""Всё верно: свой Dropout маской, пулинг окнами, общий помощник в собственной ячейке."""

# %% base ../functions

# %% extra after=setup
def convolution(before, after, size, stride=1):
    """Свёртка без смещения, которая не меняет размера при шаге 1."""
    return nn.Conv2d(before, after, size, stride, padding=size // 2, bias=False)

# %% inception
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce, self.three = nn.Conv2d(inputs, b[0], 1), nn.Conv2d(*b, 3, padding=1)
        self.five_reduce, self.five = nn.Conv2d(inputs, c[0], 1), nn.Conv2d(*c, 5, padding=2)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        wide = nn.functional.pad(x, (1, 1, 1, 1), value=float("-inf"))
        largest = wide.unfold(2, 3, 1).unfold(3, 3, 1).flatten(-2).max(-1).values
        three = self.three(self.three_reduce(x).clamp(min=0))
        five = self.five(self.five_reduce(x).clamp(min=0))
        return torch.cat((self.one(x), three, five, self.project(largest)), 1).clamp(min=0)

# %% residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = convolution(inputs, outputs, 3, stride)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = convolution(outputs, outputs, 3)
        self.bn2 = nn.BatchNorm2d(outputs)
        if inputs != outputs or stride != 1:
            self.project = convolution(inputs, outputs, 1, stride)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        correction = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(x + correction)

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.dropout = dropout
        self.norms, self.convs = nn.ModuleList(), nn.ModuleList()
        for _ in range(depth):
            self.norms.append(nn.BatchNorm2d(inputs))
            self.convs.append(nn.Conv2d(inputs, growth, 3, padding="same", bias=False))
            inputs += growth

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = conv(bn(x).clamp(min=0))
            if self.training and self.dropout:
                new = new * (torch.rand_like(new) >= self.dropout) / (1 - self.dropout)
            x = torch.hstack((x, new))
        return x
