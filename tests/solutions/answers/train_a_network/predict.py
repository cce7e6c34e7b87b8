"""Ответы сети: режим, яркости, порции, возврат режима."""

# %% верно: порции split и torch.cat
def predict(network, images):
    mode = network.training
    network.eval()
    with torch.no_grad():
        x = torch.from_numpy(images).float()[:, None] / 255
        answers = [network(part).argmax(dim=1) for part in x.split(250) if len(part)]
    network.train(mode)
    return torch.cat(answers).numpy() if answers else np.array([], dtype=np.int64)

# %% верно: заранее заведённый массив
def predict(network, images):
    found = np.zeros(len(images), dtype=np.int64)
    mode = network.training
    network.train(False)
    for start in range(0, len(images), 500):
        x = torch.tensor(images[start : start + 500] / 255, dtype=torch.float32).unsqueeze(1)
        with torch.no_grad():
            scores = network(x)
        found[start : start + 500] = torch.max(scores, 1).indices.numpy()
    if mode:
        network.train()
    return found

# %% верно: try/finally и array_split
def predict(network, images):
    was = network.training
    try:
        network.eval()
        found = []
        for part in np.array_split(images, len(images) // 400 + 1):
            x = torch.from_numpy(part.astype("float32") / 255).unsqueeze(1)
            if len(x):
                found += network(x).detach().argmax(1).tolist()
        return np.array(found, dtype=int)
    finally:
        network.train(was)

# %% верно: наибольшая оценка через numpy
@torch.no_grad()
def predict(network, images):
    mode = network.training
    network.eval()
    parts = []
    for at in range(0, len(images), 128):
        x = torch.Tensor(images[at : at + 128])[:, None] / 255
        parts.append(np.argmax(network(x).numpy(), axis=-1))
    network.train(mode)
    return np.hstack(parts) if parts else np.empty(0, int)

# %% верно: DataLoader без перемешивания
def predict(network, images):
    from torch.utils.data import DataLoader

    x = torch.from_numpy(images).unsqueeze(1).float().div(255)
    mode, found = network.training, []
    network.eval()
    with torch.no_grad():
        for part in DataLoader(x, batch_size=500):
            found.extend(network(part).softmax(1).argmax(1).tolist())
    network.train(mode)
    return np.asarray(found, dtype=np.int32)

# %% ошибка: режим ответа не включён | test_predict
def predict(network, images):
    answers = [np.zeros(0, dtype=int)]
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1) / 255
            answers.append(network(x).argmax(1).numpy())
    return np.concatenate(answers)

# %% ошибка: режим не возвращён | test_predict
def predict(network, images):
    network.eval()
    answers = [np.zeros(0, dtype=int)]
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1) / 255
            answers.append(network(x).argmax(1).numpy())
    return np.concatenate(answers)

# %% ошибка: после ответов всегда режим обучения | test_predict
def predict(network, images):
    network.eval()
    answers = [np.zeros(0, dtype=int)]
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1) / 255
            answers.append(network(x).argmax(1).numpy())
    network.train()
    return np.concatenate(answers)

# %% ошибка: яркости не поделены | test_predict
def predict(network, images):
    mode = network.training
    network.eval()
    answers = [np.zeros(0, dtype=int)]
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1)
            answers.append(network(x).argmax(1).numpy())
    network.train(mode)
    return np.concatenate(answers)

# %% ошибка: все картинки за один проход | test_predict
def predict(network, images):
    mode = network.training
    network.eval()
    with torch.no_grad():
        x = torch.from_numpy(images).float().unsqueeze(1) / 255
        answers = network(x).argmax(1).numpy()
    network.train(mode)
    return answers

# %% ошибка: последняя неполная порция забыта | test_predict
def predict(network, images):
    mode = network.training
    network.eval()
    answers = [np.zeros(0, dtype=int)]
    with torch.no_grad():
        for number in range(len(images) // 10):
            x = torch.from_numpy(images[10 * number : 10 * number + 10]).float().unsqueeze(1) / 255
            answers.append(network(x).argmax(1).numpy())
    network.train(mode)
    return np.concatenate(answers)

# %% ошибка: наибольшая оценка вместо её номера | test_predict
def predict(network, images):
    mode = network.training
    network.eval()
    answers = [np.zeros(0)]
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1) / 255
            answers.append(network(x).amax(1).numpy())
    network.train(mode)
    return np.concatenate(answers)

# %% ошибка: наибольшее по картинкам, а не по видам | test_predict
def predict(network, images):
    mode = network.training
    network.eval()
    answers = [np.zeros(0, dtype=int)]
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1) / 255
            answers.append(network(x).argmax(0).numpy())
    network.train(mode)
    return np.concatenate(answers)

# %% ошибка: ответы дробные | test_predict
def predict(network, images):
    mode = network.training
    network.eval()
    answers = np.zeros(len(images))
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1) / 255
            answers[start : start + 500] = network(x).argmax(1).numpy()
    network.train(mode)
    return answers

# %% ошибка: на пустом наборе — исключение | test_predict
def predict(network, images):
    mode = network.training
    network.eval()
    answers = []
    with torch.no_grad():
        for start in range(0, len(images), 500):
            x = torch.from_numpy(images[start : start + 500]).float().unsqueeze(1) / 255
            answers.append(network(x).argmax(1).numpy())
    network.train(mode)
    return np.concatenate(answers)
