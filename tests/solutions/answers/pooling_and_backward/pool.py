"""Три вида пулинга: окна, шаг, отрицательные числа, uint8, ошибки."""

# %% верно: циклы по окнам
def pool(image, size, stride, kind):
    if kind not in {"max", "average", "l2"}:
        raise ValueError(kind)
    h, w = image.shape
    if size < 1 or stride < 1 or size > h or size > w:
        raise ValueError("окно")
    result = np.zeros(((h - size) // stride + 1, (w - size) // stride + 1))
    for y in range(result.shape[0]):
        for x in range(result.shape[1]):
            window = image[y * stride :, x * stride :][:size, :size].astype(float)
            if kind == "max":
                result[y, x] = window.max()
            elif kind == "average":
                result[y, x] = window.sum() / size**2
            else:
                result[y, x] = np.linalg.norm(window)
    return result

# %% верно: словарь функций и окна
def pool(image, size, stride, kind):
    functions = {
        "max": lambda windows: windows.max((2, 3)),
        "average": lambda windows: windows.mean((2, 3)),
        "l2": lambda windows: np.sqrt(np.einsum("yxij,yxij->yx", windows, windows)),
    }
    if kind not in functions or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))
    return functions[kind](windows[::stride, ::stride])

# %% верно: накопление по сдвигам внутри окна
def pool(image, size, stride, kind):
    h, w = image.shape
    if size < 1 or stride < 1 or size > h or size > w:
        raise ValueError
    parts = [
        image[i : h - size + i + 1 : stride, j : w - size + j + 1 : stride].astype(float)
        for i in range(size)
        for j in range(size)
    ]
    if kind == "max":
        return np.maximum.reduce(parts)
    if kind == "average":
        return sum(parts) / len(parts)
    if kind == "l2":
        return sum(part * part for part in parts) ** 0.5
    raise ValueError(kind)

# %% верно: списки Python
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or min(size, stride) < 1 or size > min(image.shape):
        raise ValueError
    numbers = image.tolist()
    rows = []
    for y in range(0, len(numbers) - size + 1, stride):
        row = []
        for x in range(0, len(numbers[0]) - size + 1, stride):
            window = [float(v) for line in numbers[y : y + size] for v in line[x : x + size]]
            if kind == "max":
                row.append(max(window))
            elif kind == "average":
                row.append(sum(window) / len(window))
            else:
                row.append(sum(v * v for v in window) ** 0.5)
        rows.append(row)
    return np.array(rows)

# %% верно: сначала по строкам, потом по столбцам
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    x = image.astype(float)
    if kind == "l2":
        x = x**2
    combine = np.max if kind == "max" else np.sum
    for axis in (0, 1):
        x = combine(np.lib.stride_tricks.sliding_window_view(x, size, axis=axis), axis=-1)
    x = x[::stride, ::stride]
    return {"max": x, "average": x / size**2, "l2": np.sqrt(np.abs(x))}[kind]

# %% ошибка: среднее вместо корня из суммы квадратов поделено на число чисел | test_pool=2
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))
    windows = windows[::stride, ::stride]
    if kind == "max":
        return windows.max((2, 3))
    if kind == "average":
        return windows.mean((2, 3))
    return np.sqrt((windows**2).mean((2, 3)))

# %% ошибка: наибольшее ищется от нуля, отрицательные теряются | test_pool=2
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))
    windows = windows[::stride, ::stride]
    if kind == "max":
        return np.maximum(windows.max((2, 3)), 0)
    if kind == "average":
        return windows.mean((2, 3))
    return np.sqrt((windows**2).sum((2, 3)))

# %% ошибка: шаг всегда равен окну | test_pool=0, test_pool_errors
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or size < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))
    windows = windows[::size, ::size]
    if kind == "max":
        return windows.max((2, 3))
    if kind == "average":
        return windows.mean((2, 3))
    return np.sqrt((windows**2).sum((2, 3)))

# %% ошибка: неполные окна у края тоже считаются | test_pool=0, test_network_loss, test_network_gradients
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    h, w = image.shape
    function = {"max": np.max, "average": np.mean, "l2": np.linalg.norm}[kind]
    return np.array(
        [
            [function(image[y : y + size, x : x + size].astype(float)) for x in range(0, w, stride)]
            for y in range(0, h, stride)
        ]
    )

# %% ошибка: квадраты считаются в uint8 | test_pool=2
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    windows = windows[::stride, ::stride]
    if kind == "max":
        return windows.max((2, 3))
    if kind == "average":
        return windows.mean((2, 3))
    return np.sqrt((windows**2).sum((2, 3)))

# %% ошибка: готово только наибольшее | test_pool=1, test_pool_errors
def pool(image, size, stride, kind):
    if kind != "max" or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))
    return windows[::stride, ::stride].max((2, 3))

# %% ошибка: неизвестный вид молча становится средним | test_pool_errors
def pool(image, size, stride, kind):
    if size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))
    windows = windows[::stride, ::stride]
    if kind == "max":
        return windows.max((2, 3))
    if kind == "l2":
        return np.sqrt((windows**2).sum((2, 3)))
    return windows.mean((2, 3))

# %% ошибка: размер окна и шаг не проверяются | test_pool_errors
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2"):
        raise ValueError
    h, w = image.shape
    function = {"max": np.max, "average": np.mean, "l2": np.linalg.norm}[kind]
    size, stride = max(size, 1), max(stride, 1)
    ys, xs = range(0, max(h - size, 0) + 1, stride), range(0, max(w - size, 0) + 1, stride)
    return np.array(
        [[function(image[y : y + size, x : x + size].astype(float)) for x in xs] for y in ys]
    )

# %% ошибка: шаг лишь по горизонтали | test_pool=0, test_network_loss, test_network_gradients
def pool(image, size, stride, kind):
    if kind not in ("max", "average", "l2") or size < 1 or stride < 1 or size > min(image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (size, size))
    windows = windows[:, ::stride]
    if kind == "max":
        return windows.max((2, 3))
    if kind == "average":
        return windows.mean((2, 3))
    return np.sqrt((windows**2).sum((2, 3)))
