"""Свёртка как матрица: форма, сдвиг строк, шаг, ошибки."""

# %% верно: строки складываются из нулей и ядра
def conv_matrix(kernel, n, stride=1):
    count = output_length(n, kernel.size, stride)
    rows = []
    for x in range(count):
        before = x * stride
        rows.append(np.concatenate([np.zeros(before), kernel, np.zeros(n - kernel.size - before)]))
    return np.array(rows)

# %% верно: сумма диагоналей
def conv_matrix(kernel, n, stride=1):
    if not 1 <= kernel.size <= n or stride < 1:
        raise ValueError
    rows = n - kernel.size + 1
    matrix = sum(float(k) * np.eye(rows, n, k=j) for j, k in enumerate(kernel))
    return matrix[::stride]

# %% верно: запись по индексам
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride)
    matrix = np.zeros((rows, n))
    places = np.arange(rows)[:, None] * stride + np.arange(kernel.size)
    matrix[np.arange(rows)[:, None], places] = kernel
    return matrix

# %% верно: два цикла
def conv_matrix(kernel, n, stride=1):
    if stride < 1 or len(kernel) < 1 or len(kernel) > n:
        raise ValueError("матрицы нет")
    rows = (n - len(kernel)) // stride + 1
    matrix = np.zeros((rows, n))
    for x in range(rows):
        for j in range(len(kernel)):
            matrix[x, x * stride + j] = kernel[j]
    return matrix

# %% верно: свёртка столбцов единичной матрицы
def conv_matrix(kernel, n, stride=1):
    return np.stack([conv1d(unit, kernel, stride) for unit in np.eye(n)], axis=1)

# %% верно: сдвиг первой строки
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride)
    first = np.append(kernel.astype(float), np.zeros(n - kernel.size))
    return np.array([np.roll(first, stride * row) for row in range(rows)])

# %% ошибка: матрица транспонирована | test_conv_matrix, test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride)
    matrix = np.zeros((rows, n))
    for row in range(rows):
        matrix[row, row * stride : row * stride + kernel.size] = kernel
    return matrix.T

# %% ошибка: ядро перевёрнуто | test_conv_matrix, test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride)
    matrix = np.zeros((rows, n))
    for row in range(rows):
        matrix[row, row * stride : row * stride + kernel.size] = kernel[::-1]
    return matrix

# %% ошибка: шаг не учтён | test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size)
    matrix = np.zeros((rows, n))
    for row in range(rows):
        matrix[row, row : row + kernel.size] = kernel
    return matrix

# %% ошибка: строк меньше, а сдвиг прежний | test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride)
    matrix = np.zeros((rows, n))
    for row in range(rows):
        matrix[row, row : row + kernel.size] = kernel
    return matrix

# %% ошибка: циклическая матрица из n строк | test_conv_matrix, test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    output_length(n, kernel.size, stride)
    first = np.append(kernel.astype(float), np.zeros(n - kernel.size))
    return np.array([np.roll(first, row) for row in range(0, n, stride)])

# %% ошибка: матрица целых чисел | test_conv_matrix, test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride)
    matrix = np.zeros((rows, n), dtype=int)
    for row in range(rows):
        matrix[row, row * stride : row * stride + kernel.size] = kernel
    return matrix

# %% ошибка: пропущена последняя строка | test_conv_matrix, test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride) - 1
    matrix = np.zeros((rows, n))
    for row in range(rows):
        matrix[row, row * stride : row * stride + kernel.size] = kernel
    return matrix

# %% ошибка: длина ядра и шаг не проверяются | test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    rows = max(n - kernel.size, 0) // max(stride, 1) + 1
    matrix = np.zeros((rows, n))
    for row in range(rows):
        matrix[row, row * stride : row * stride + kernel.size] = kernel[:n]
    return matrix

# %% ошибка: возвращена одна строка вместо матрицы | test_conv_matrix, test_conv_matrix_stride
def conv_matrix(kernel, n, stride=1):
    output_length(n, kernel.size, stride)
    return np.append(kernel, np.zeros(n - kernel.size))
