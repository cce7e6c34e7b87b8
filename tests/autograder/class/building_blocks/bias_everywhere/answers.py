"""Ошибка: свёртки перед нормализацией — со смещением; за ней тянется SEResidual."""

# %% base ../functions

# %% residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
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

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x
