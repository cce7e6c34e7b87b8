"""Ошибка: Dropout не знает режима, и блок в eval отвечает случайно."""

# %% base ../functions

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
        self.share = dropout

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = nn.functional.dropout(conv(torch.relu(bn(x))), self.share)
            x = torch.cat([x, new], 1)
        return x
