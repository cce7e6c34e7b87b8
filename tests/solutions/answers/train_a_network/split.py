"""Проверочная часть: без пересечений, в каждом виде своя доля, случайно, но повторимо."""

# %% верно: маска проверочных
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    held = np.zeros(len(labels), dtype=bool)
    for kind in set(labels.tolist()):
        own = np.flatnonzero(labels == kind)
        held[rng.choice(own, round(share * len(own)), replace=False)] = True
    return np.flatnonzero(~held), np.flatnonzero(held)

# %% верно: перемешать всё и раздавать по счётчикам
def split(labels, share, seed):
    left = {kind: round(share * np.sum(labels == kind)) for kind in np.unique(labels)}
    fit, check = [], []
    for number in np.random.default_rng(seed).permutation(len(labels)):
        if left[labels[number]] > 0:
            left[labels[number]] -= 1
            check.append(int(number))
        else:
            fit.append(int(number))
    return fit, check

# %% верно: генератор torch
def split(labels, share, seed):
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for kind in np.unique(labels):
        own = torch.from_numpy(np.flatnonzero(labels == kind))
        own = own[torch.randperm(len(own), generator=generator)]
        parts.append(own.split([len(own) - round(share * len(own)), round(share * len(own))]))
    return torch.cat([fit for fit, _ in parts]), torch.cat([check for _, check in parts])

# %% верно: место внутри вида по случайным ключам
def split(labels, share, seed):
    keys = np.random.RandomState(seed).rand(len(labels))
    order = np.lexsort((keys, labels))
    kinds, starts, counts = np.unique(labels[order], return_index=True, return_counts=True)
    rank = np.empty(len(labels), int)
    rank[order] = np.arange(len(labels)) - np.repeat(starts, counts)
    border = np.rint(share * counts)[np.searchsorted(kinds, labels)]
    return np.where(rank >= border)[0], np.where(rank < border)[0]

# %% верно: множества и разность
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    check = np.concatenate(
        [
            rng.permutation(np.nonzero(labels == kind)[0])[: int(round(share * (labels == kind).sum()))]
            for kind in np.unique(labels)
        ]
    )
    return np.setdiff1d(np.arange(labels.size), check), check

# %% ошибка: доля всей выборки, а не каждого вида | test_split
def split(labels, share, seed):
    order = np.random.default_rng(seed).permutation(len(labels))
    border = round(share * len(labels))
    return order[border:], order[:border]

# %% ошибка: первые картинки, без случая | test_split
def split(labels, share, seed):
    fit, check = [], []
    for kind in np.unique(labels):
        own = np.flatnonzero(labels == kind)
        border = round(share * len(own))
        check.extend(own[:border])
        fit.extend(own[border:])
    return np.array(fit, dtype=int), np.array(check, dtype=int)

# %% ошибка: учебная часть — все картинки | test_split
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    check = []
    for kind in np.unique(labels):
        own = rng.permutation(np.flatnonzero(labels == kind))
        check.extend(own[: round(share * len(own))])
    return np.arange(len(labels)), np.array(check, dtype=int)

# %% ошибка: выбор с повторами | test_split
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    check = []
    for kind in np.unique(labels):
        own = np.flatnonzero(labels == kind)
        check.extend(rng.choice(own, round(share * len(own))))
    check = np.array(check, dtype=int)
    return np.setdiff1d(np.arange(len(labels)), check), check

# %% ошибка: части наоборот | test_split
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    fit, check = [], []
    for kind in np.unique(labels):
        own = rng.permutation(np.flatnonzero(labels == kind))
        border = round(share * len(own))
        check.extend(own[:border])
        fit.extend(own[border:])
    return np.array(check, dtype=int), np.array(fit, dtype=int)

# %% ошибка: поровну из каждого вида, сколько бы в нём ни было | test_split
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    kinds = np.unique(labels)
    quota = round(share * len(labels) / len(kinds))
    fit, check = [], []
    for kind in kinds:
        own = rng.permutation(np.flatnonzero(labels == kind))
        check.extend(own[:quota])
        fit.extend(own[quota:])
    return np.array(fit, dtype=int), np.array(check, dtype=int)

# %% ошибка: зерно не использовано | test_split
def split(labels, share, seed):
    rng = np.random.default_rng()
    fit, check = [], []
    for kind in np.unique(labels):
        own = rng.permutation(np.flatnonzero(labels == kind))
        border = round(share * len(own))
        check.extend(own[:border])
        fit.extend(own[border:])
    return np.array(fit, dtype=int), np.array(check, dtype=int)

# %% ошибка: доля округлена вверх | test_split
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    fit, check = [], []
    for kind in np.unique(labels):
        own = rng.permutation(np.flatnonzero(labels == kind))
        border = int(np.ceil(share * len(own)))
        check.extend(own[:border])
        fit.extend(own[border:])
    return np.array(fit, dtype=int), np.array(check, dtype=int)

# %% ошибка: возвращены метки, а не номера | test_split
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    fit, check = [], []
    for kind in np.unique(labels):
        own = rng.permutation(np.flatnonzero(labels == kind))
        border = round(share * len(own))
        check.extend(labels[own[:border]])
        fit.extend(labels[own[border:]])
    return np.array(fit, dtype=int), np.array(check, dtype=int)

# %% ошибка: виды считаются числами 0…K−1 | test_split
def split(labels, share, seed):
    rng = np.random.default_rng(seed)
    fit, check = [], []
    for kind in range(len(np.unique(labels))):
        own = rng.permutation(np.flatnonzero(labels == kind))
        border = round(share * len(own))
        check.extend(own[:border])
        fit.extend(own[border:])
    return np.array(fit, dtype=int), np.array(check, dtype=int)
