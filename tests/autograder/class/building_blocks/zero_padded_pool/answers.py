"""Ошибка: за краем максимального пулинга — нули; на положительных входах не видно."""

# %% base ../layers

# %% inception
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.Sequential(nn.ZeroPad2d(1), nn.MaxPool2d(3, stride=1))
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)
