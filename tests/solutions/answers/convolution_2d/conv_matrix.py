"""Матрица свёртки: переход на следующую строку картинки, порядок вытягивания."""

# %% верно: четыре цикла
def conv_matrix(kernel, shape):
    h, w = shape
    r, s = kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    matrix = np.zeros(((h - r + 1) * (w - s + 1), h * w))
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            for i in range(r):
                for j in range(s):
                    matrix[y * (w - s + 1) + x, (y + i) * w + x + j] = kernel[i, j]
    return matrix

# %% верно: ядро кладётся на пустую картинку
def conv_matrix(kernel, shape):
    (h, w), (r, s) = shape, kernel.shape
    if r > h or s > w or kernel.size == 0:
        raise ValueError("ядро не умещается")
    rows = []
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            canvas = np.zeros(shape)
            canvas[y : y + r, x : x + s] = kernel
            rows.append(canvas.ravel())
    return np.array(rows)

# %% верно: места окон по номерам пикселей
def conv_matrix(kernel, shape):
    h, w = shape
    if 0 in kernel.shape or kernel.shape[0] > h or kernel.shape[1] > w:
        raise ValueError
    numbers = np.arange(h * w).reshape(h, w)
    places = np.lib.stride_tricks.sliding_window_view(numbers, kernel.shape)
    places = places.reshape(-1, kernel.size)
    matrix = np.zeros((len(places), h * w))
    matrix[np.arange(len(places))[:, None], places] = kernel.ravel()
    return matrix

# %% верно: свёртка единичных картинок
def conv_matrix(kernel, shape):
    columns = []
    for place in range(shape[0] * shape[1]):
        unit = np.zeros(shape)
        unit.flat[place] = 1
        columns.append(conv2d(unit, kernel).flatten())
    return np.array(columns).T

# %% верно: блоки Теплица через kron
def conv_matrix(kernel, shape):
    h, w = shape
    r, s = kernel.shape
    if r < 1 or s < 1 or r > h or s > w:
        raise ValueError
    matrix = np.zeros(((h - r + 1) * (w - s + 1), h * w))
    for i in range(r):
        band = sum(float(kernel[i, j]) * np.eye(w - s + 1, w, k=j) for j in range(s))
        matrix += np.kron(np.eye(h - r + 1, h, k=i), band)
    return matrix

# %% ошибка: матрица транспонирована | test_conv_matrix
def conv_matrix(kernel, shape):
    h, w = shape
    return np.stack([conv2d(u.reshape(h, w), kernel).ravel() for u in np.eye(h * w)])

# %% ошибка: картинка вытянута по столбцам | test_conv_matrix
def conv_matrix(kernel, shape):
    h, w = shape
    units = [u.reshape(h, w, order="F") for u in np.eye(h * w)]
    return np.stack([conv2d(u, kernel).ravel(order="F") for u in units], axis=1)

# %% ошибка: строки сдвигаются на одно место, перехода нет | test_conv_matrix
def conv_matrix(kernel, shape):
    (h, w), (r, s) = shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    first = np.zeros(shape)
    first[:r, :s] = kernel
    rows = (h - r + 1) * (w - s + 1)
    return np.array([np.roll(first.ravel(), row) for row in range(rows)])

# %% ошибка: ядро перевёрнуто | test_conv_matrix
def conv_matrix(kernel, shape):
    h, w = shape
    units = np.eye(h * w).reshape(h * w, h, w)
    return np.stack([conv2d(u, kernel[::-1, ::-1]).ravel() for u in units], axis=1)

# %% ошибка: матрица целых чисел | test_conv_matrix
def conv_matrix(kernel, shape):
    h, w = shape
    units = np.eye(h * w).reshape(h * w, h, w)
    return np.stack([conv2d(u, kernel).ravel() for u in units], axis=1).astype(int)

# %% ошибка: размер ядра не проверяется | test_conv_matrix
def conv_matrix(kernel, shape):
    (h, w), (r, s) = shape, kernel.shape
    rows, columns = max(h - r + 1, 0), max(w - s + 1, 0)
    matrix = np.zeros((rows * columns, h * w))
    for y in range(rows):
        for x in range(columns):
            canvas = np.zeros(shape)
            canvas[y : y + r, x : x + s] = kernel
            matrix[y * columns + x] = canvas.ravel()
    return matrix

# %% ошибка: высота и ширина картинки перепутаны | test_conv_matrix
def conv_matrix(kernel, shape):
    w, h = shape
    units = np.eye(h * w).reshape(h * w, h, w)
    return np.stack([conv2d(u, kernel).ravel() for u in units], axis=1)

# %% ошибка: лишние строки там, где ядро свисает | test_conv_matrix
def conv_matrix(kernel, shape):
    (h, w), (r, s) = shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    rows = []
    for y in range(h):
        for x in range(w):
            canvas = np.zeros((h + r, w + s))
            canvas[y : y + r, x : x + s] = kernel
            rows.append(canvas[:h, :w].ravel())
    return np.array(rows)

# %% ошибка: вместо матрицы — сама свёртка | test_conv_matrix
def conv_matrix(kernel, shape):
    return conv2d(np.ones(shape), kernel).ravel()
