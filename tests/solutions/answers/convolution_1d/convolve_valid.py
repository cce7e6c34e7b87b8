"""Свёртка циклом: типы чисел, границы окна, порядок чисел ядра."""

# %% верно: срез и скалярное произведение
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < len(kernel) <= len(signal):
        raise ValueError("так свёртку не посчитать")
    count = len(signal) - len(kernel) + 1
    return np.array([signal[x : x + len(kernel)].astype(float) @ kernel for x in range(count)])

# %% верно: окна sliding_window_view
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or kernel.size == 0 or kernel.size > signal.size:
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(signal.astype(np.float64), kernel.size)
    return (windows * kernel).sum(axis=1)

# %% верно: сумма сдвинутых сигналов, по одному на число ядра
def convolve_valid(signal, kernel):
    if np.ndim(signal) != 1 or np.ndim(kernel) != 1 or not 1 <= kernel.size <= signal.size:
        raise ValueError("ядро не умещается")
    n = signal.size - kernel.size + 1
    result = np.zeros(n)
    for j, weight in enumerate(kernel):
        result = result + float(weight) * signal[j : j + n].astype(float)
    return result

# %% верно: списки и zip
def convolve_valid(signal, kernel):
    if len(signal.shape) > 1 or len(kernel.shape) > 1:
        raise ValueError("нужны одномерные массивы")
    if not len(kernel) or len(kernel) > len(signal):
        raise ValueError("ядро не умещается")
    numbers, weights = signal.tolist(), kernel.tolist()
    result = []
    for start in range(len(numbers) - len(weights) + 1):
        result.append(float(sum(w * i for w, i in zip(weights, numbers[start:]))))
    return np.array(result)

# %% верно: умножение на матрицу из сдвинутых ядер
def convolve_valid(signal, kernel):
    if signal.ndim + kernel.ndim != 2 or min(signal.ndim, kernel.ndim) != 1:
        raise ValueError("нужны одномерные массивы")
    if kernel.size < 1 or signal.size < kernel.size:
        raise ValueError("ядро не умещается")
    rows = [np.r_[np.zeros(x), kernel, np.zeros(signal.size - kernel.size - x)]
            for x in range(signal.size - kernel.size + 1)]
    return np.stack(rows) @ signal

# %% верно: einsum по индексам окон
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    r = kernel.size
    if r == 0 or r > signal.size:
        raise ValueError
    places = np.arange(signal.size - r + 1)[:, None] + np.arange(r)
    return np.einsum("xj,j->x", signal.astype(float)[places], kernel.astype(float))

# %% ошибка: ядро перевёрнуто | test_convolve_valid_values, test_convolve_valid_types
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    n = signal.size - kernel.size + 1
    return np.array([signal[x : x + kernel.size].astype(float) @ kernel[::-1] for x in range(n)])

# %% ошибка: потеряно последнее окно | test_convolve_valid_values, test_convolve_valid_types, test_convolve_valid_errors
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    n = signal.size - kernel.size
    return np.array([signal[x : x + kernel.size].astype(float) @ kernel for x in range(n)])

# %% ошибка: сумма считается в типе сигнала | test_convolve_valid_types
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    n = signal.size - kernel.size + 1
    return np.array([(signal[x : x + kernel.size] * kernel).sum(dtype=signal.dtype) for x in range(n)])

# %% ошибка: ответ складывается в массив целых | test_convolve_valid_types
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    result = np.zeros(signal.size - kernel.size + 1, dtype=signal.dtype)
    for x in range(result.size):
        result[x] = (signal[x : x + kernel.size].astype(float) * kernel).sum().astype(signal.dtype)
    return result

# %% ошибка: длина ядра не проверяется | test_convolve_valid_errors
def convolve_valid(signal, kernel):
    result = np.zeros(max(len(signal) - len(kernel) + 1, 0))
    for x in range(len(result)):
        result[x] = signal[x : x + len(kernel)].astype(float) @ kernel
    return result

# %% ошибка: ядро той же длины, что сигнал, отвергается | test_convolve_valid_values, test_convolve_valid_types, test_convolve_valid_errors
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size < signal.size:
        raise ValueError
    n = signal.size - kernel.size + 1
    return np.array([signal[x : x + kernel.size].astype(float) @ kernel for x in range(n)])

# %% ошибка: забыт return | test_convolve_valid_values, test_convolve_valid_types, test_convolve_valid_errors
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    result = np.zeros(signal.size - kernel.size + 1)
    for x in range(result.size):
        result[x] = signal[x : x + kernel.size].astype(float) @ kernel

# %% ошибка: сигнал испорчен вычислением на месте | test_convolve_valid_types
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    n = signal.size - kernel.size + 1
    numbers = signal if signal.dtype == float else signal.astype(float)
    for x in range(n):
        numbers[x] = numbers[x : x + kernel.size] @ kernel
    return numbers[:n].copy()

# %% ошибка: возвращён список | test_convolve_valid_types
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    n = signal.size - kernel.size + 1
    return [float(signal[x : x + kernel.size].astype(float) @ kernel) for x in range(n)]

# %% ошибка: размерность не проверяется | test_convolve_valid_errors
def convolve_valid(signal, kernel):
    if not 0 < kernel.size <= signal.size:
        raise ValueError
    signal, kernel = signal.ravel().astype(float), kernel.ravel()
    n = signal.size - kernel.size + 1
    return np.array([signal[x : x + kernel.size] @ kernel for x in range(n)])

# %% ошибка: запрещённый numpy.correlate | test_convolve_valid_values, test_convolve_valid_types, test_convolve_valid_errors
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError
    return np.correlate(signal.astype(float), kernel.astype(float))
