"""Производная разностью: центральная, любой формы, без порчи аргумента."""

# %% верно: сдвиг на месте и возврат
def numerical_gradient(f, x, epsilon=1e-5):
    point = np.array(x, dtype=float)
    gradient = np.zeros(point.shape)
    for place in np.ndindex(point.shape):
        kept = point[place]
        point[place] = kept + epsilon
        above = f(point)
        point[place] = kept - epsilon
        below = f(point)
        point[place] = kept
        gradient[place] = (above - below) / (2 * epsilon)
    return gradient

# %% верно: единичные массивы
def numerical_gradient(f, x, epsilon=1e-5):
    steps = epsilon * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / (2 * epsilon) for step in steps]
    return np.array(slopes).reshape(x.shape)

# %% верно: плоский вид и копии
def numerical_gradient(f, x, epsilon=1e-5):
    flat = x.astype(float).ravel()
    result = []
    for i in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[i] += epsilon
        down[i] -= epsilon
        difference = f(up.reshape(x.shape)) - f(down.reshape(x.shape))
        result.append(difference / epsilon / 2)
    return np.array(result).reshape(x.shape)

# %% верно: np.nditer
def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros_like(x, dtype=float)
    walk = np.nditer(x, flags=["multi_index"])
    for _ in walk:
        shift = np.zeros_like(x, dtype=float)
        shift[walk.multi_index] = epsilon
        gradient[walk.multi_index] = (f(x + shift) - f(x - shift)) / (2 * epsilon)
    return gradient

# %% верно: вложенная функция
def numerical_gradient(f, x, epsilon=1e-5):
    base = np.asarray(x, float)

    def moved(i, amount):
        copy = base.copy()
        copy.flat[i] += amount
        return f(copy)

    gradient = np.empty(base.shape)
    for i in range(base.size):
        gradient.flat[i] = (moved(i, epsilon) - moved(i, -epsilon)) / (2 * epsilon)
    return gradient

# %% ошибка: односторонняя разность | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = (f(x + step) - f(x)) / epsilon
    return gradient

# %% ошибка: двойка в знаменателе забыта | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = (f(x + step) - f(x - step)) / epsilon
    return gradient

# %% ошибка: знак наоборот | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = (f(x - step) - f(x + step)) / (2 * epsilon)
    return gradient

# %% ошибка: сдвинутое не возвращено на место | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += epsilon
        above = f(x)
        x[place] -= 2 * epsilon
        gradient[place] = (above - f(x)) / (2 * epsilon)
    return gradient

# %% ошибка: сдвигаются все числа разом | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    slope = (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)
    return np.full(x.shape, slope)

# %% ошибка: только одномерные массивы | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros(len(x))
    for i in range(len(x)):
        step = np.zeros(len(x))
        step[i] = epsilon
        gradient[i] = (f(x + step) - f(x - step)) / (2 * epsilon)
    return gradient

# %% ошибка: epsilon задан внутри | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    epsilon = 1e-5
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = (f(x + step) - f(x - step)) / (2 * epsilon)
    return gradient

# %% ошибка: у целого массива сдвиг потерян | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += np.asarray(epsilon).astype(x.dtype)
        below[place] -= np.asarray(epsilon).astype(x.dtype)
        gradient[place] = (f(above) - f(below)) / (2 * epsilon)
    return gradient

# %% ошибка: ответ вытянут в строку | test_numerical_gradient
def numerical_gradient(f, x, epsilon=1e-5):
    steps = epsilon * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + step) - f(x - step)) / (2 * epsilon) for step in steps])
