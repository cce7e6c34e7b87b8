"""Цена: сколько положений у ядра и у каждого из двух проходов."""

# %% верно: формула с именами
def multiplications(shape, kernel_shape):
    h, w = shape
    r, s = kernel_shape
    whole = (h - r + 1) * (w - s + 1) * r * s
    vertical = (h - r + 1) * w * r
    horizontal = (h - r + 1) * (w - s + 1) * s
    return whole, vertical + horizontal

# %% верно: общая функция цены
def multiplications(shape, kernel_shape):
    def cost(h, w, r, s):
        return (h - r + 1) * (w - s + 1) * r * s

    (h, w), (r, s) = shape, kernel_shape
    return [cost(h, w, r, s), cost(h, w, r, 1) + cost(h - r + 1, w, 1, s)]

# %% верно: счёт циклом
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    whole = parts = 0
    for _ in range(h - r + 1):
        parts += w * r
        for _ in range(w - s + 1):
            whole += r * s
            parts += s
    return whole, parts

# %% верно: через размеры настоящих свёрток
def multiplications(shape, kernel_shape):
    image, (r, s) = np.ones(shape), kernel_shape
    middle = conv2d(image, np.ones((r, 1)))
    final = conv2d(middle, np.ones((1, s)))
    return final.size * r * s, middle.size * r + final.size * s

# %% верно: вынесен общий множитель
def multiplications(shape, kernel_shape):
    rows = shape[0] - kernel_shape[0] + 1
    columns = shape[1] - kernel_shape[1] + 1
    r, s = kernel_shape
    return (rows * columns * r * s, rows * (shape[1] * r + columns * s))

# %% ошибка: сначала строка, потом столбец | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    rows, columns = h - r + 1, w - s + 1
    return rows * columns * r * s, h * columns * s + rows * columns * r

# %% ошибка: оба прохода считаются по окончательному размеру | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    rows, columns = h - r + 1, w - s + 1
    return rows * columns * r * s, rows * columns * (r + s)

# %% ошибка: потеряна единица в числе положений | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    return (h - r) * (w - s) * r * s, (h - r) * w * r + (h - r) * (w - s) * s

# %% ошибка: края не учтены | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    return h * w * r * s, h * w * (r + s)

# %% ошибка: вместо ответов — отношение | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    rows, columns = h - r + 1, w - s + 1
    return rows * columns * r * s / (rows * w * r + rows * columns * s)

# %% ошибка: пара в обратном порядке | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    rows, columns = h - r + 1, w - s + 1
    return rows * w * r + rows * columns * s, rows * columns * r * s

# %% ошибка: ширина и высота ядра перепутаны | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (s, r) = shape, kernel_shape
    rows, columns = h - r + 1, w - s + 1
    return rows * columns * r * s, rows * w * r + rows * columns * s

# %% ошибка: посчитаны и сложения | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    rows, columns = h - r + 1, w - s + 1
    return rows * columns * (2 * r * s - 1), rows * w * (2 * r - 1) + rows * columns * (2 * s - 1)

# %% ошибка: проходы перемножены | test_multiplications
def multiplications(shape, kernel_shape):
    (h, w), (r, s) = shape, kernel_shape
    rows, columns = h - r + 1, w - s + 1
    return rows * columns * r * s, rows * w * r * columns * s
