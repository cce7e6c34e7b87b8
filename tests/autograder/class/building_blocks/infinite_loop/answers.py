"""Ошибка: в плотном блоке число слоёв не растёт, и цикл не кончается."""

# %% base ../functions

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
            self.convs.pop(-1)
            self.norms.pop(-1)

    def grow(self, stack, number):
        if number == len(self.convs):
            return stack
        new = self.dropout(self.convs[number](self.relu(self.norms[number](stack))))
        return self.grow(torch.cat((stack, new), dim=1), number + 1)

    def forward(self, x):
        return self.grow(x, 0)
