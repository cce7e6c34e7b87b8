"""Ядра: сумма, симметрия, шум, знак и масштаб отклика."""

# %% верно: среднее; единица и среднее; Собель
def blur_kernel(size):
    return np.ones((size, size)) / size / size


def sharpen_kernel(amount):
    unit = np.zeros((3, 3))
    unit[1, 1] = 1
    return unit + amount * (unit - np.ones((3, 3)) / 9)


def edge_kernels():
    gx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
    return gx, gx.T

# %% верно: гауссово размытие; Прюитт
def blur_kernel(size):
    x = np.linspace(-1.5, 1.5, size)
    line = np.exp(-x * x / 2)
    kernel = np.outer(line, line)
    return kernel / kernel.sum()


def sharpen_kernel(amount):
    return (1 + amount) * np.diag([0, 1, 0]) - amount * np.full((3, 3), 1 / 9)


def edge_kernels():
    gx = np.array([[-1, 0, 1]] * 3) / 3
    gy = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]) / 3
    return [gx, gy]

# %% верно: треугольное размытие; ядра строками
def blur_kernel(size):
    line = np.minimum(np.arange(1, size + 1), np.arange(size, 0, -1)).astype(float)
    return np.outer(line, line) / line.sum() ** 2


def sharpen_kernel(amount):
    side = -amount / 9
    return np.array([[side] * 3, [side, 1 + amount * 8 / 9, side], [side] * 3])


def edge_kernels():
    gx = np.outer([0.3, 0.4, 0.3], [-1, 0, 1])
    return gx, np.outer([-1, 0, 1], [0.3, 0.4, 0.3])

# %% верно: кольцо; формула через циклы
def blur_kernel(size):
    kernel = np.ones((size, size))
    kernel[size // 2, size // 2] = 0
    return kernel / kernel.sum()


def sharpen_kernel(amount):
    kernel = np.empty((3, 3))
    for y in range(3):
        for x in range(3):
            kernel[y, x] = (1 + amount if (y, x) == (1, 1) else 0) - amount / 9
    return kernel


def edge_kernels():
    gx = np.zeros((3, 3))
    gx[:, 0], gx[:, 2] = -1 / 3, 1 / 3
    return gx, gx.T.copy()

# %% верно: биномиальное размытие
def blur_kernel(size):
    line = np.array([1.0])
    for _ in range(size - 1):
        line = np.convolve(line, [0.5, 0.5])
    return line[:, None] * line[None, :]


def sharpen_kernel(amount):
    kernel = np.array([0, 0, 0, 0, 1.0 + amount, 0, 0, 0, 0])
    return (kernel - amount / 9).reshape(3, 3)


def edge_kernels():
    gx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
    return gx, np.rot90(gx, -1)

# %% ошибка: сумма размытия не равна единице | test_blur_kernel
def blur_kernel(size):
    return np.ones((size, size)) / size


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += 1 + amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1]) / 4
    return gx, gx.T

# %% ошибка: размыто лишь по горизонтали | test_blur_kernel
def blur_kernel(size):
    kernel = np.zeros((size, size))
    kernel[size // 2] = 1 / size
    return kernel


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += 1 + amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1]) / 4
    return gx, gx.T

# %% ошибка: размытие почти ничего не размывает | test_blur_kernel
def blur_kernel(size):
    kernel = np.full((size, size), 0.2 / (size * size - 1))
    kernel[size // 2, size // 2] = 0.8
    return kernel


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += 1 + amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1]) / 4
    return gx, gx.T

# %% ошибка: середина из среднего не вычтена | test_sharpen_kernel
def blur_kernel(size):
    return np.full((size, size), 1 / size**2)


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] = 1 + amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1]) / 4
    return gx, gx.T

# %% ошибка: резкость через четырёх соседей | test_sharpen_kernel
def blur_kernel(size):
    return np.full((size, size), 1 / size**2)


def sharpen_kernel(amount):
    return np.array([[0, -amount, 0], [-amount, 1 + 4 * amount, -amount], [0, -amount, 0]])


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1]) / 4
    return gx, gx.T

# %% ошибка: сама картинка не прибавлена | test_sharpen_kernel
def blur_kernel(size):
    return np.full((size, size), 1 / size**2)


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1]) / 4
    return gx, gx.T

# %% ошибка: ядра краёв в обратном порядке | test_edge_kernels
def blur_kernel(size):
    return np.full((size, size), 1 / size**2)


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += 1 + amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1]) / 4
    return gx.T, gx

# %% ошибка: Собель без деления на 4 | test_edge_kernels
def blur_kernel(size):
    return np.full((size, size), 1 / size**2)


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += 1 + amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [-1, 0, 1])
    return gx, gx.T

# %% ошибка: разность двух соседей | test_edge_kernels
def blur_kernel(size):
    return np.full((size, size), 1 / size**2)


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += 1 + amount
    return kernel


def edge_kernels():
    gx = np.zeros((3, 3))
    gx[1, 0], gx[1, 2] = -1, 1
    return gx, gx.T

# %% ошибка: знак наоборот | test_edge_kernels
def blur_kernel(size):
    return np.full((size, size), 1 / size**2)


def sharpen_kernel(amount):
    kernel = np.full((3, 3), -amount / 9)
    kernel[1, 1] += 1 + amount
    return kernel


def edge_kernels():
    gx = np.outer([1, 2, 1], [1, 0, -1]) / 4
    return gx, gx.T
