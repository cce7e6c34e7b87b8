"""Батчи: пары не распадаются, типы и размерности — те, что ждёт сеть."""

# %% верно: генератор torch и срезы
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный размер батча или не столько меток")
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(seed))
    x = torch.tensor(images)[order].unsqueeze(1) / 255
    y = torch.tensor(labels)[order].to(torch.int64)
    return [(x[at : at + size], y[at : at + size]) for at in range(0, len(y), size)]

# %% верно: TensorDataset и DataLoader
def to_batches(images, labels, size, seed):
    from torch.utils.data import DataLoader, TensorDataset

    if len(images) != len(labels):
        raise ValueError("картинок не столько, сколько меток")
    x = torch.as_tensor(images, dtype=torch.float32)[:, None] / 255
    y = torch.as_tensor(labels, dtype=torch.int64)
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(TensorDataset(x, y), size, shuffle=True, generator=generator)
    return [(pictures, kinds) for pictures, kinds in loader]

# %% верно: перемешаны картинки numpy, а в тензор — каждый батч отдельно
def to_batches(images, labels, size, seed):
    if size <= 0:
        raise ValueError(f"size={size}")
    if images.shape[0] != labels.shape[0]:
        raise ValueError("разное число картинок и меток")
    order = np.arange(len(labels))
    np.random.RandomState(seed).shuffle(order)
    batches = []
    while len(order):
        part, order = order[:size], order[size:]
        x = torch.tensor(images[part] / 255, dtype=torch.float32).reshape(len(part), 1, *images.shape[1:])
        batches.append((x, torch.tensor(labels[part]).long()))
    return batches

# %% верно: генератор вместо списка, но ошибка сразу
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("так на батчи не разделить")

    def pairs():
        order = np.random.default_rng([seed, 1]).permutation(len(images))
        for start in range(0, len(order), size):
            part = order[start : start + size]
            x = (images[part].astype(np.float32) / 255)[:, np.newaxis]
            yield torch.from_numpy(x), torch.from_numpy(labels[part].astype(np.int64))

    return list(pairs())

# %% верно: сортировка случайных чисел и chunk по границам
def to_batches(images, labels, size, seed):
    if size < 1:
        raise ValueError("size меньше единицы")
    if len(images) - len(labels):
        raise ValueError("картинки и метки не сходятся")
    keys = np.random.default_rng(seed).random(len(images))
    order = np.argsort(keys)
    parts = np.array_split(order, range(size, len(order), size))
    return [
        (torch.FloatTensor(images[part]).div(255).unsqueeze(1), torch.LongTensor(labels[part].astype(int)))
        for part in parts
    ]

# %% ошибка: порядок картинок и меток разный | test_batches, test_unseen
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    rng = np.random.default_rng(seed)
    x = torch.from_numpy(images[rng.permutation(len(images))]).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels[rng.permutation(len(labels))]).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: последний батч отброшен | test_batches, test_batches_errors
def to_batches(images, labels, size, seed):
    if size < 1:
        raise ValueError("негодный батч")
    order = np.random.default_rng(seed).permutation(len(images))
    x = torch.from_numpy(images[order]).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels[order[: len(labels)]]).long()
    whole = len(y) // size
    return [(x[n * size : n * size + size], y[n * size : n * size + size]) for n in range(whole)]

# %% ошибка: картинки целые, яркости не поделены | test_batches, test_limits, test_unseen
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    order = np.random.default_rng(seed).permutation(len(images))
    x = torch.from_numpy(images[order]).unsqueeze(1)
    y = torch.from_numpy(labels[order]).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: картинки двойной точности | test_batches, test_limits, test_unseen
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    order = np.random.default_rng(seed).permutation(len(images))
    x = torch.from_numpy(images[order] / 255).unsqueeze(1)
    y = torch.from_numpy(labels[order]).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: ось канала забыта | test_batches, test_limits, test_unseen
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    order = np.random.default_rng(seed).permutation(len(images))
    x = torch.from_numpy(images[order]).float() / 255
    y = torch.from_numpy(labels[order]).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: метки остались байтами | test_batches, test_limits, test_unseen
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    order = np.random.default_rng(seed).permutation(len(images))
    x = torch.from_numpy(images[order]).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels[order])
    return list(zip(x.split(size), y.float().split(size)))

# %% ошибка: не перемешано | test_batches
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    x = torch.from_numpy(images).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: зерно не задано | test_batches
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    order = np.random.permutation(len(images))
    x = torch.from_numpy(images[order]).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels[order]).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: зерно всегда одно | test_batches
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    order = np.random.default_rng(0).permutation(len(images))
    x = torch.from_numpy(images[order]).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels[order]).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: случайные номера с повторами | test_batches
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    order = np.random.default_rng(seed).integers(0, len(images), len(images))
    x = torch.from_numpy(images[order]).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels[order]).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: переданный массив перемешан на месте | test_batches, test_unseen
def to_batches(images, labels, size, seed):
    if size < 1 or len(images) != len(labels):
        raise ValueError("негодный батч")
    np.random.default_rng(seed).shuffle(images)
    np.random.default_rng(seed).shuffle(labels)
    x = torch.from_numpy(images.copy()).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels.copy()).long()
    return list(zip(x.split(size), y.split(size)))

# %% ошибка: негодный размер и лишние метки не замечены | test_batches_errors
def to_batches(images, labels, size, seed):
    size = max(size, 1)
    order = np.random.default_rng(seed).permutation(min(len(images), len(labels)))
    x = torch.from_numpy(images[order]).float().unsqueeze(1) / 255
    y = torch.from_numpy(labels[order]).long()
    return list(zip(x.split(size), y.split(size)))
