"""Ошибка: слои плотного блока в обычных списках — параметров не видно."""

# %% base ../layers

# %% dense
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = []
        self.convs = []
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
