"""Ошибки: ветви складываются числами — и в Fire, и в Inception."""

# %% base ../functions

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
        return one + three

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
        return one + three + five + project
