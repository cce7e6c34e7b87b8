"""Сеть целиком: что в ней, на чём обучена, уложилась ли в пределы."""

# %% верно: класс с тремя свёртками с шагом
class Clothes(nn.Module):
    def __init__(self):
        super().__init__()
        widths = (1, 16, 24, 32)
        self.convolutions = nn.ModuleList(
            nn.Conv2d(a, b, 3, stride=2, padding=1, bias=False) for a, b in zip(widths, widths[1:])
        )
        self.normalizations = nn.ModuleList(nn.BatchNorm2d(b) for b in widths[1:])
        self.head = nn.Linear(32 * 16, 10)

    def forward(self, x):
        for convolution, normalization in zip(self.convolutions, self.normalizations):
            x = F.relu(normalization(convolution(x)))
        return self.head(x.flatten(1))


def learn(images, labels):
    torch.manual_seed(1)
    network = Clothes()
    epochs = 8
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.1, total_iters=epochs)
    for epoch in range(epochs):
        train_epoch(network, to_batches(disturb(images, epoch), labels, 50, epoch), optimizer)
        schedule.step()
    return network.eval()

# %% верно: пулинг вместо шага, свой цикл с OneCycle
def learn(images, labels):
    torch.manual_seed(2)
    network = nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(784, 10),
    )
    epochs, size = 8, 50
    optimizer = torch.optim.Adam(network.parameters())
    steps = epochs * -(-len(images) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=steps)
    for epoch in range(epochs):
        network.train()
        for x, y in to_batches(disturb(images, 100 + epoch), labels, size, epoch):
            optimizer.zero_grad()
            F.cross_entropy(network(x), y).backward()
            optimizer.step()
            schedule.step()
    return network

# %% верно: SGD с инерцией и убывающим темпом
def learn(images, labels):
    torch.manual_seed(3)
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(1152, 10),
    )
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3)
    for epoch in range(8):
        for group in optimizer.param_groups:
            group["lr"] = 0.05 * (1 - epoch / 8)
        train_epoch(network, to_batches(disturb(images, epoch), labels, 50, epoch), optimizer)
    return network

# %% верно: искажения на torch и большая неровная выборка сразу
def learn(images, labels):
    torch.manual_seed(4)
    network = nn.Sequential(
        nn.Conv2d(1, 12, 4, stride=2), nn.BatchNorm2d(12), nn.ReLU(),
        nn.Conv2d(12, 24, 3, stride=2), nn.BatchNorm2d(24), nn.ReLU(),
        nn.Dropout(0.1), nn.Flatten(), nn.Linear(24 * 36, 10),
    )
    many = np.concatenate([disturb(images, seed) for seed in range(7)])
    x = torch.tensor(many).unsqueeze(1).float() / 255
    y = torch.tensor(np.tile(labels, 7)).long()
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.01)
    order = torch.randperm(len(y)).split(50)
    network.train()
    for step, part in enumerate(order):
        optimizer.param_groups[0]["lr"] = 0.01 * (1 - step / len(order)) + 1e-4
        optimizer.zero_grad()
        F.cross_entropy(network(x[part]), y[part]).backward()
        optimizer.step()
    return network

# %% верно: отражение внутри сети — среднее двух ответов
class Symmetric(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        return (self.body(x) + self.body(x.flip(-1))) / 2


def learn(images, labels):
    torch.manual_seed(5)
    network = Symmetric(
        nn.Sequential(
            nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Flatten(), nn.Linear(1152, 10),
        )
    )
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for epoch in range(6):
        optimizer.param_groups[0]["lr"] = 0.01 / (1 + epoch)
        train_epoch(network, to_batches(disturb(images, epoch), labels, 50, epoch), optimizer)
    return network

# %% ошибка: обучена на ровных картинках | test_unseen=2
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(1152, 10),
    )
    optimizer = torch.optim.Adam(network.parameters(), lr=0.005)
    for epoch in range(6):
        train_epoch(network, to_batches(images, labels, 50, epoch), optimizer)
    return network

# %% ошибка: линейный классификатор на ровных картинках | test_unseen=2
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    optimizer = torch.optim.Adam(network.parameters(), lr=0.003)
    for epoch in range(8):
        train_epoch(network, to_batches(images, labels, 50, epoch), optimizer)
    return network

# %% ошибка: сеть не обучена | test_unseen
def learn(images, labels):
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(1152, 10),
    )

# %% ошибка: вдвое больше чисел, чем можно | test_limits, test_unseen
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Conv2d(32, 64, 3, stride=2), nn.BatchNorm2d(64), nn.ReLU(),
        nn.Flatten(), nn.Linear(2304, 10),
    )
    optimizer = torch.optim.Adam(network.parameters(), lr=0.005)
    for epoch in range(2):
        train_epoch(network, to_batches(disturb(images, epoch), labels, 50, epoch), optimizer)
    return network

# %% ошибка: темп в сотни раз больше | test_unseen
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.ReLU(), nn.Conv2d(16, 32, 3, stride=2), nn.ReLU(),
        nn.Flatten(), nn.Linear(1152, 10),
    )
    optimizer = torch.optim.SGD(network.parameters(), lr=1000.0, momentum=0.9)
    for epoch in range(2):
        train_epoch(network, to_batches(disturb(images, epoch), labels, 50, epoch), optimizer)
    return network

# %% ошибка: оценок двенадцать вместо десяти | test_limits
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(1152, 12),
    )
    optimizer = torch.optim.Adam(network.parameters())
    for epoch, rate in enumerate(np.linspace(0.01, 0.002, 6)):
        optimizer.param_groups[0]["lr"] = rate
        train_epoch(network, to_batches(disturb(images, epoch), labels, 50, epoch), optimizer)
    return network

# %% ошибка: сеть не возвращена | test_limits, test_unseen
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    optimizer = torch.optim.Adam(network.parameters(), lr=0.003)
    train_epoch(network, to_batches(disturb(images, 0), labels, 50, 0), optimizer)

# %% ошибка: испорчены и метки — картинки переставлены после них | test_unseen
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(1152, 10),
    )
    optimizer = torch.optim.Adam(network.parameters(), lr=0.005)
    for epoch in range(3):
        moved = disturb(images[::-1], epoch)
        train_epoch(network, to_batches(moved, labels, 50, epoch), optimizer)
    return network

# %% ошибка: знает только пять видов | test_unseen=1
def learn(images, labels):
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.Flatten(), nn.Linear(1152, 10),
    )
    optimizer = torch.optim.Adam(network.parameters(), lr=0.005)
    half = labels < 5
    for epoch in range(8):
        batches = to_batches(disturb(images[half], epoch), labels[half], 50, epoch)
        train_epoch(network, batches, optimizer)
    return network

# %% ошибка: библиотека курса | test_limits, test_unseen
def learn(images, labels):
    from lessons.networks.pretrained import fashion_cnn

    return fashion_cnn()

# %% ошибка: ходит на диск за чужими картинками | test_limits, test_unseen
def learn(images, labels):
    import gzip

    path = "/usr/share/datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz"
    answers = np.frombuffer(gzip.open(path).read(), np.uint8, offset=8)
    return nn.Linear(len(answers), 10)
