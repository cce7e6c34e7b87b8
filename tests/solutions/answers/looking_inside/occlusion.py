"""Заслонение: положения квадрата, вероятность вместо оценки, копия картинки."""

# %% верно: маски через torch.where, все положения одним батчем
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[-2:]
    if min(size, stride) < 1 or size > height or size > width:
        raise ValueError("квадрат не помещается")
    tops = torch.arange(0, height - size + 1, stride)
    lefts = torch.arange(0, width - size + 1, stride)
    y, z = torch.arange(height)[:, None], torch.arange(width)[None, :]
    copies = []
    for top in tops:
        for left in lefts:
            inside = (y >= top) & (y < top + size) & (z >= left) & (z < left + size)
            copies.append(torch.where(inside, torch.tensor(float(fill), dtype=x.dtype), x[0]))
    with torch.no_grad():
        scores = network(torch.stack(copies))
    chances = scores.softmax(1).gather(1, torch.full((len(scores), 1), target))
    return chances.reshape(len(tops), len(lefts))

# %% верно: заранее заведённая карта и exp отношения
@torch.no_grad()
def occlusion(network, x, target, size, stride, fill):
    _, _, height, width = x.shape
    if size <= 0 or stride <= 0 or height < size or width < size:
        raise ValueError(f"size={size}, stride={stride}")
    found = torch.zeros((height - size) // stride + 1, (width - size) // stride + 1)
    for p in range(found.shape[0]):
        for q in range(found.shape[1]):
            image = x.clone()
            image[0, :, p * stride : p * stride + size, q * stride : q * stride + size] = fill
            scores = network(image)[0]
            found[p, q] = torch.exp(scores[target] - torch.logsumexp(scores, 0))
    return found

# %% верно: списки чисел, в конце тензор
def occlusion(network, x, target, size, stride, fill):
    if size < 1 or stride < 1:
        raise ValueError("квадрат и шаг — не меньше единицы")
    rows = range(0, x.shape[2] - size + 1, stride)
    columns = range(0, x.shape[3] - size + 1, stride)
    if not rows or not columns:
        raise ValueError("квадрат больше картинки")

    def chance(i, j):
        image = x.detach().clone()
        image[..., i : i + size, j : j + size] = fill
        return F.softmax(network(image).detach(), dim=1)[0, target].item()

    return torch.tensor([[chance(i, j) for j in columns] for i in rows])

# %% верно: умножение на маску
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2], x.shape[3]
    if size < 1 or stride < 1 or size > height or size > width:
        raise ValueError("так не закрыть")
    answers = []
    with torch.no_grad():
        for i in range(0, height - size + 1, stride):
            batch = []
            for j in range(0, width - size + 1, stride):
                keep = torch.ones_like(x)
                keep[:, :, i : i + size, j : j + size] = 0
                batch.append(x * keep + fill * (1 - keep))
            answers.append(torch.softmax(network(torch.cat(batch)), -1)[:, target])
    return torch.stack(answers)

# %% верно: квадрат закрашен на месте и восстановлен в копии
def occlusion(network, x, target, size, stride, fill):
    if size < 1 or stride < 1 or size > min(x.shape[2:]):
        raise ValueError("негодный квадрат или шаг")
    work = x.clone()
    result = []
    with torch.no_grad():
        for top in range(0, x.shape[2] - size + 1, stride):
            result.append([])
            for left in range(0, x.shape[3] - size + 1, stride):
                place = (slice(None), slice(None), slice(top, top + size), slice(left, left + size))
                work[place] = fill
                result[-1].append(float(network(work).softmax(1)[0, target]))
                work[place] = x[place]
    return torch.tensor(result)

# %% ошибка: оценка вместо вероятности | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for top in range(0, height - size + 1, stride):
            row = []
            for left in range(0, width - size + 1, stride):
                covered = x.clone()
                covered[:, :, top : top + size, left : left + size] = fill
                row.append(network(covered)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: последнее положение потеряно | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for top in range(0, max(height - size, 1), stride):
            row = []
            for left in range(0, max(width - size, 1), stride):
                covered = x.clone()
                covered[:, :, top : top + size, left : left + size] = fill
                row.append(network(covered).softmax(1)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: квадрат заходит за край | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for top in range(0, height, stride):
            row = []
            for left in range(0, width, stride):
                covered = x.clone()
                covered[:, :, top : top + size, left : left + size] = fill
                row.append(network(covered).softmax(1)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: копия не сделана, следы остаются | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for top in range(0, height - size + 1, stride):
            row = []
            for left in range(0, width - size + 1, stride):
                x[:, :, top : top + size, left : left + size] = fill
                row.append(network(x).softmax(1)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: цвет не использован | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for top in range(0, height - size + 1, stride):
            row = []
            for left in range(0, width - size + 1, stride):
                covered = x.clone()
                covered[:, :, top : top + size, left : left + size] = 0
                row.append(network(covered).softmax(1)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: оси положений переставлены | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for left in range(0, width - size + 1, stride):
            row = []
            for top in range(0, height - size + 1, stride):
                covered = x.clone()
                covered[:, :, top : top + size, left : left + size] = fill
                row.append(network(covered).softmax(1)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: закрыт только первый канал | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for top in range(0, height - size + 1, stride):
            row = []
            for left in range(0, width - size + 1, stride):
                covered = x.clone()
                covered[:, 0, top : top + size, left : left + size] = fill
                row.append(network(covered).softmax(1)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: граф вычислений остался | test_occlusion
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > min(height, width):
        raise ValueError("негодный квадрат")
    rows = []
    for top in range(0, height - size + 1, stride):
        row = []
        for left in range(0, width - size + 1, stride):
            covered = x.clone()
            covered[:, :, top : top + size, left : left + size] = fill
            row.append(network(covered).softmax(1)[0, target])
        rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: негодный квадрат не замечен | test_occlusion_errors
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    size, stride = min(max(size, 1), height, width), max(stride, 1)
    rows = []
    with torch.no_grad():
        for top in range(0, height - size + 1, stride):
            row = []
            for left in range(0, width - size + 1, stride):
                covered = x.clone()
                covered[:, :, top : top + size, left : left + size] = fill
                row.append(network(covered).softmax(1)[0, target])
            rows.append(torch.stack(row))
    return torch.stack(rows)

# %% ошибка: сверена только высота | test_occlusion_errors
def occlusion(network, x, target, size, stride, fill):
    height, width = x.shape[2:]
    if size < 1 or stride < 1 or size > height:
        raise ValueError("негодный квадрат")
    rows = []
    with torch.no_grad():
        for top in range(0, height - size + 1, stride):
            row = [torch.zeros(())]
            for left in range(0, width - size + 1, stride):
                covered = x.clone()
                covered[:, :, top : top + size, left : left + size] = fill
                row.append(network(covered).softmax(1)[0, target])
            rows.append(torch.stack(row)[1:])
    return torch.stack(rows)
