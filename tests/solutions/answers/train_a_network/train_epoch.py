"""Проход обучения: порядок пяти действий, средняя по картинкам, режим."""

# %% верно: сумма потерь через reduction
def train_epoch(network, batches, optimizer):
    network.train(True)
    total, count = 0.0, 0
    for x, y in batches:
        network.zero_grad()
        losses = F.cross_entropy(network(x), y, reduction="none")
        losses.mean().backward()
        optimizer.step()
        total += float(losses.detach().sum())
        count += len(losses)
    return total / count

# %% верно: список потерь и взвешенное среднее
def train_epoch(network, batches, optimizer):
    network.train()
    criterion = nn.CrossEntropyLoss()
    losses = []
    for x, y in batches:
        loss = criterion(network(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return np.average(losses, weights=[len(y) for _, y in batches])

# %% верно: log_softmax и nll_loss, обнуление после шага и перед первым
def train_epoch(network, batches, optimizer):
    network.train()
    optimizer.zero_grad()
    summed = torch.zeros(())
    for x, y in batches:
        loss = F.nll_loss(F.log_softmax(network(x), dim=1), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        summed += loss.detach() * len(x)
    return (summed / sum(len(y) for _, y in batches)).item()

# %% верно: потеря выписана формулой
def train_epoch(network, batches, optimizer):
    network.train()
    seen = 0
    average = 0.0
    for x, y in batches:
        scores = network(x)
        picked = scores.gather(1, y[:, None]).squeeze(1)
        loss = (torch.logsumexp(scores, 1) - picked).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        seen += len(y)
        average += (loss.item() - average) * len(y) / seen
    return average

# %% верно: шаг через closure
def train_epoch(network, batches, optimizer):
    network.train()
    total = 0.0
    for x, y in batches:

        def closure(x=x, y=y):
            optimizer.zero_grad()
            loss = F.cross_entropy(network(x), y)
            loss.backward()
            return loss

        loss = closure()
        optimizer.step()
        total += loss.item() * y.numel()
    return total / sum(y.numel() for _, y in batches)

# %% ошибка: градиенты не обнулены | test_epoch_weights, test_unseen
def train_epoch(network, batches, optimizer):
    network.train()
    total, count = 0.0, 0
    for x, y in batches:
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count

# %% ошибка: градиенты обнулены между backward и step | test_epoch_weights, test_unseen
def train_epoch(network, batches, optimizer):
    network.train()
    total, count = 0.0, 0
    for x, y in batches:
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.zero_grad(set_to_none=False)
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count

# %% ошибка: среднее средних | test_epoch_loss
def train_epoch(network, batches, optimizer):
    network.train()
    losses = []
    for x, y in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return np.mean(losses)

# %% ошибка: возвращена потеря последнего батча | test_epoch_loss
def train_epoch(network, batches, optimizer):
    network.train()
    for x, y in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()

# %% ошибка: сумма вместо средней | test_epoch_loss
def train_epoch(network, batches, optimizer):
    network.train()
    total = 0.0
    for x, y in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
    return total

# %% ошибка: шаг забыт | test_epoch_weights, test_unseen
def train_epoch(network, batches, optimizer):
    network.train()
    total, count = 0.0, 0
    for x, y in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        total += loss.item() * len(y)
        count += len(y)
    return total / count

# %% ошибка: режим обучения не включён | test_epoch_weights
def train_epoch(network, batches, optimizer):
    total, count = 0.0, 0
    for x, y in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count

# %% ошибка: первый батч пропущен | test_epoch_loss, test_epoch_weights
def train_epoch(network, batches, optimizer):
    network.train()
    total, count = 0.0, 0
    for x, y in batches[1:]:
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / max(count, 1)

# %% ошибка: шаг сделан раньше обратного прохода | test_epoch_weights, test_limits, test_unseen
def train_epoch(network, batches, optimizer):
    network.train()
    total, count = 0.0, 0
    for x, y in batches:
        loss = F.cross_entropy(network(x), y)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
