"""Ядра для настоящего сигнала: сумма весов, симметрия, шум, масштаб отклика."""

# %% верно: среднее и половины со знаками
def smoothing_kernel(size):
    return np.ones(size) / size


def edge_kernel(size):
    half = size // 2
    return np.concatenate([-np.ones(half), [0], np.ones(half)]) / half

# %% верно: треугольник
def smoothing_kernel(size):
    half = size // 2
    weights = 1.0 + half - np.abs(np.arange(-half, half + 1))
    return weights / weights.sum()


def edge_kernel(size):
    half = size // 2
    return np.array([-1 / half] * half + [0.0] + [1 / half] * half)

# %% верно: гауссово сглаживание и его производная
def smoothing_kernel(size):
    x = np.linspace(-1.5, 1.5, size)
    weights = np.exp(-x * x / 2)
    return weights / weights.sum()


def edge_kernel(size):
    x = np.linspace(-2, 2, size)
    weights = x * np.exp(-x * x / 8)
    return weights / weights[x > 0].sum()

# %% верно: биномиальные веса
def smoothing_kernel(size):
    weights = np.array([1.0])
    for _ in range(size - 1):
        weights = np.append(weights, 0) + np.append(0, weights)
    return weights / weights.sum()


def edge_kernel(size):
    kernel = np.zeros(size)
    kernel[: size // 2] = -2 / (size - 1)
    kernel[(size + 1) // 2 :] = 2 / (size - 1)
    return kernel

# %% верно: через np.full и np.sign
def smoothing_kernel(size):
    return np.full(size, 1.0 / size, dtype=np.float32)


def edge_kernel(size):
    places = np.arange(size) - size // 2
    return np.sign(places) * 2.0 / (size - 1)

# %% ошибка: сумма сглаживающего ядра не равна единице | test_smoothing_kernel
def smoothing_kernel(size):
    return np.ones(size)


def edge_kernel(size):
    half = size // 2
    return np.concatenate([-np.ones(half), [0], np.ones(half)]) / half

# %% ошибка: «сглаживание», которое ничего не меняет | test_smoothing_kernel
def smoothing_kernel(size):
    kernel = np.zeros(size)
    kernel[size // 2] = 1.0
    return kernel


def edge_kernel(size):
    half = size // 2
    return np.concatenate([-np.ones(half), [0], np.ones(half)]) / half

# %% ошибка: сглаживание односторонним окном | test_smoothing_kernel
def smoothing_kernel(size):
    weights = np.arange(1.0, size + 1)
    return weights / weights.sum()


def edge_kernel(size):
    half = size // 2
    return np.concatenate([-np.ones(half), [0], np.ones(half)]) / half

# %% ошибка: границы со знаком наоборот | test_edge_kernel
def smoothing_kernel(size):
    return np.ones(size) / size


def edge_kernel(size):
    half = size // 2
    return np.concatenate([np.ones(half), [0], -np.ones(half)]) / half

# %% ошибка: простая разность соседей | test_edge_kernel
def smoothing_kernel(size):
    return np.ones(size) / size


def edge_kernel(size):
    kernel = np.zeros(size)
    kernel[size // 2 - 1], kernel[size // 2 + 1] = -1, 1
    return kernel

# %% ошибка: отклик не равен высоте ступеньки | test_edge_kernel
def smoothing_kernel(size):
    return np.ones(size) / size


def edge_kernel(size):
    half = size // 2
    return np.concatenate([-np.ones(half), [0], np.ones(half)]) / size

# %% ошибка: размер всегда три | test_smoothing_kernel, test_edge_kernel
def smoothing_kernel(size):
    return np.array([0.25, 0.5, 0.25])


def edge_kernel(size):
    return np.array([-1.0, 0.0, 1.0])

# %% ошибка: вторая разность вместо первой | test_edge_kernel
def smoothing_kernel(size):
    return np.ones(size) / size


def edge_kernel(size):
    kernel = np.full(size, 1.0)
    kernel[size // 2] = 1.0 - size
    return kernel / (size // 2)

# %% ошибка: вместо массива список | test_smoothing_kernel, test_edge_kernel
def smoothing_kernel(size):
    return [1 / size] * size


def edge_kernel(size):
    half = size // 2
    return [-1 / half] * half + [0] + [1 / half] * half
