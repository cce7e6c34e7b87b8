"""Сдвиг картинок: знаки, края, уход из кадра, тип чисел."""

# %% верно: срезы с max
def shift(images, dy, dx):
    result = np.zeros_like(images)
    _, h, w = images.shape
    if abs(dy) < h and abs(dx) < w:
        result[:, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = images[
            :, max(-dy, 0) : h + min(-dy, 0), max(-dx, 0) : w + min(-dx, 0)
        ]
    return result

# %% верно: поля нулей вокруг и вырезание
def shift(images, dy, dx):
    n, h, w = images.shape
    dy, dx = max(-h, min(h, dy)), max(-w, min(w, dx))
    wide = np.zeros((n, 3 * h, 3 * w), dtype=images.dtype)
    wide[:, h + dy : 2 * h + dy, w + dx : 2 * w + dx] = images
    return wide[:, h : 2 * h, w : 2 * w].copy()

# %% верно: np.roll и стирание пришедшего с другой стороны
def shift(images, dy, dx):
    _, h, w = images.shape
    result = np.roll(images, (dy, dx), axis=(1, 2))
    ys, xs = np.arange(h) - dy, np.arange(w) - dx
    result[:, (ys < 0) | (ys >= h)] = 0
    result[:, :, (xs < 0) | (xs >= w)] = 0
    return result

# %% верно: матрицы сдвига слева и справа
def shift(images, dy, dx):
    _, h, w = images.shape
    down = np.eye(h, k=-dy, dtype=images.dtype)
    right = np.eye(w, k=dx, dtype=images.dtype)
    return (down @ images @ right).astype(images.dtype)

# %% верно: по одному шагу за раз
def shift(images, dy, dx):
    result = images.copy()
    for axis, step in ((1, dy), (2, dx)):
        for _ in range(min(abs(step), images.shape[axis])):
            moved = np.zeros_like(result)
            source, target = np.moveaxis(result, axis, 0), np.moveaxis(moved, axis, 0)
            if step > 0:
                target[1:] = source[:-1]
            else:
                target[:-1] = source[1:]
            result = moved
    return result

# %% верно: индексы с маской
def shift(images, dy, dx):
    _, h, w = images.shape
    y, x = np.mgrid[:h, :w]
    fits = (y >= dy) & (y - dy < h) & (x >= dx) & (x - dx < w)
    taken = images[:, (y - dy).clip(0, h - 1), (x - dx).clip(0, w - 1)]
    return np.where(fits, taken, images.dtype.type(0))

# %% ошибка: np.roll возвращает ушедшее с другой стороны | test_shift, test_shift_far, test_accuracy_by_shift
def shift(images, dy, dx):
    return np.roll(images, (dy, dx), axis=(1, 2))

# %% ошибка: сдвиг в обратную сторону | test_shift, test_shift_far, test_accuracy_by_shift
def shift(images, dy, dx):
    dy, dx = -dy, -dx
    result = np.zeros_like(images)
    _, h, w = images.shape
    if abs(dy) < h and abs(dx) < w:
        result[:, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = images[
            :, max(-dy, 0) : h + min(-dy, 0), max(-dx, 0) : w + min(-dx, 0)
        ]
    return result

# %% ошибка: dy и dx перепутаны | test_shift, test_shift_far, test_accuracy_by_shift
def shift(images, dy, dx):
    dy, dx = dx, dy
    result = np.zeros_like(images)
    _, h, w = images.shape
    if abs(dy) < h and abs(dx) < w:
        result[:, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = images[
            :, max(-dy, 0) : h + min(-dy, 0), max(-dx, 0) : w + min(-dx, 0)
        ]
    return result

# %% ошибка: работает лишь вниз и вправо | test_shift, test_shift_far, test_accuracy_by_shift
def shift(images, dy, dx):
    result = np.zeros_like(images)
    result[:, dy:, dx:] = images[:, : images.shape[1] - dy, : images.shape[2] - dx]
    return result

# %% ошибка: при нулевом сдвиге срез [:-0] пуст | test_shift, test_shift_far, test_accuracy_by_shift
def shift(images, dy, dx):
    result = np.zeros_like(images)
    rows = np.zeros_like(images)
    if dy >= 0:
        rows[:, dy:] = images[:, :-dy]
    else:
        rows[:, :dy] = images[:, -dy:]
    if dx >= 0:
        result[:, :, dx:] = rows[:, :, :-dx]
    else:
        result[:, :, :dx] = rows[:, :, -dx:]
    return result

# %% ошибка: на краю повторяется крайний пиксель | test_shift, test_shift_far, test_accuracy_by_shift
def shift(images, dy, dx):
    _, h, w = images.shape
    ys = (np.arange(h) - dy).clip(0, h - 1)
    xs = (np.arange(w) - dx).clip(0, w - 1)
    return images[:, ys][:, :, xs]

# %% ошибка: уход за край не предусмотрен | test_shift_far
def shift(images, dy, dx):
    _, h, w = images.shape
    result = np.zeros_like(images)
    result[:, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = images[
        :, max(-dy, 0) : h - max(dy, 0), max(-dx, 0) : w - max(dx, 0)
    ]
    return result

# %% ошибка: картинка меняется на месте | test_shift, test_shift_far, test_accuracy_by_shift
def shift(images, dy, dx):
    _, h, w = images.shape
    ys, xs = np.arange(h) - dy, np.arange(w) - dx
    images[:] = np.roll(images, (dy, dx), axis=(1, 2))
    images[:, (ys < 0) | (ys >= h)] = 0
    images[:, :, (xs < 0) | (xs >= w)] = 0
    return images

# %% ошибка: тип чисел стал вещественным | test_shift_far
def shift(images, dy, dx):
    _, h, w = images.shape
    result = np.zeros(images.shape)
    if abs(dy) < h and abs(dx) < w:
        result[:, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = images[
            :, max(-dy, 0) : h + min(-dy, 0), max(-dx, 0) : w + min(-dx, 0)
        ]
    return result
