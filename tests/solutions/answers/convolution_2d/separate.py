"""Столбец на строку: нулевые строки, точность, проверка ранга."""

# %% верно: самый большой элемент как опора
def separate(kernel):
    kernel = kernel.astype(float)
    i, j = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    row = kernel[i : i + 1]
    column = kernel[:, j : j + 1] / (kernel[i, j] or 1.0)
    if not np.allclose(column @ row, kernel):
        raise ValueError("не разделимо")
    return column, row

# %% верно: сингулярное разложение, корень поровну
def separate(kernel):
    u, s, v = np.linalg.svd(np.asarray(kernel, float), full_matrices=False)
    if len(s) > 1 and s[1] > 1e-9 * max(s[0], 1e-30):
        raise ValueError("ранг больше единицы")
    root = np.sqrt(s[0])
    return u[:, :1] * root, root * v[:1]

# %% верно: ранг от numpy и строка с наибольшей длиной
def separate(kernel):
    if np.linalg.matrix_rank(kernel) > 1:
        raise ValueError(f"ранг {np.linalg.matrix_rank(kernel)}")
    row = kernel[np.linalg.norm(kernel, axis=1).argmax()].astype(float)
    length = row @ row
    if length == 0:
        return np.zeros((len(kernel), 1)), row[None]
    return (kernel @ row / length)[:, None], row[None]

# %% верно: поиск ненулевой строки циклом
def separate(kernel):
    r, s = kernel.shape
    for i in range(r):
        if np.any(kernel[i] != 0):
            break
    else:
        return np.zeros((r, 1)), np.zeros((1, s))
    j = int(np.abs(kernel[i]).argmax())
    row = kernel[i].astype(float)
    column = kernel[:, j] / row[j]
    for y in range(r):
        if not np.allclose(kernel[y], column[y] * row):
            raise ValueError("строки не пропорциональны")
    return column.reshape(r, 1), row.reshape(1, s)

# %% верно: степенной метод
def separate(kernel):
    kernel = kernel.astype(float)
    row = kernel[np.abs(kernel).sum(axis=1).argmax()].copy()
    for _ in range(3):
        column = kernel @ row
        norm = np.linalg.norm(column)
        if norm == 0:
            return np.zeros((kernel.shape[0], 1)), np.zeros((1, kernel.shape[1]))
        column /= norm
        row = column @ kernel
    if np.abs(np.outer(column, row) - kernel).max() > 1e-8 * np.abs(kernel).max():
        raise ValueError
    return column[:, None], row[None, :]

# %% ошибка: разделимость не проверяется | test_separate
def separate(kernel):
    left, values, right = np.linalg.svd(kernel)
    return left[:, :1] * values[0], right[:1]

# %% ошибка: сингулярное число потеряно | test_separate
def separate(kernel):
    left, values, right = np.linalg.svd(kernel)
    if np.linalg.matrix_rank(kernel) > 1:
        raise ValueError
    return left[:, :1], right[:1]

# %% ошибка: опора — первая строка, даже нулевая | test_separate
def separate(kernel):
    row = kernel[:1].astype(float)
    column = kernel[:, :1] / kernel[0, 0]
    if not np.allclose(column @ row, kernel):
        raise ValueError
    return column, row

# %% ошибка: столбец и строка одномерные | test_separate
def separate(kernel):
    left, values, right = np.linalg.svd(kernel)
    if np.linalg.matrix_rank(kernel) > 1:
        raise ValueError
    return left[:, 0] * values[0], right[0]

# %% ошибка: столбец и строка поменялись местами | test_separate
def separate(kernel):
    left, values, right = np.linalg.svd(kernel)
    if np.linalg.matrix_rank(kernel) > 1:
        raise ValueError
    return right[:1], left[:, :1] * values[0]

# %% ошибка: средние строк и столбцов | test_separate
def separate(kernel):
    if np.linalg.matrix_rank(kernel) > 1:
        raise ValueError
    return kernel.mean(axis=1, keepdims=True), kernel.mean(axis=0, keepdims=True)

# %% ошибка: ядро из нулей отвергнуто | test_separate
def separate(kernel):
    if np.linalg.matrix_rank(kernel) != 1:
        raise ValueError
    left, values, right = np.linalg.svd(kernel)
    return left[:, :1] * values[0], right[:1]

# %% ошибка: ранг проверяется точным равенством чисел | test_separate
def separate(kernel):
    left, values, right = np.linalg.svd(kernel)
    column, row = left[:, :1] * values[0], right[:1]
    if not np.array_equal(column @ row, kernel):
        raise ValueError
    return column, row

# %% ошибка: слишком грубая точность | test_separate
def separate(kernel):
    left, values, right = np.linalg.svd(kernel)
    column, row = left[:, :1] * values[0], right[:1]
    if not np.allclose(column @ row, kernel, atol=0.1):
        raise ValueError
    return column, row

# %% ошибка: сравниваются только знаки | test_separate
def separate(kernel):
    left, values, right = np.linalg.svd(kernel)
    column, row = left[:, :1] * values[0], right[:1]
    if not np.array_equal(np.sign(column @ row), np.sign(kernel)):
        raise ValueError
    return column, row
