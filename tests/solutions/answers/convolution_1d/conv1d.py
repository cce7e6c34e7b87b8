"""Свёртка со всеми параметрами: порядок шага и расширения, типы, скорость."""

# %% верно: индексы окон
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    count = output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal.astype(float), padding, padding_mode)
    places = stride * np.arange(count)[:, None] + dilation * np.arange(kernel.size)
    return padded[places] @ kernel.astype(float)

# %% верно: цикл лишь по числам ядра
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if np.ndim(signal) != 1 or np.ndim(kernel) != 1:
        raise ValueError("нужны одномерные массивы")
    count = output_length(len(signal), len(kernel), stride, padding, dilation)
    padded = pad(signal, padding, padding_mode).astype(float)
    result = np.zeros(count)
    for j, weight in enumerate(kernel.tolist()):
        result += weight * padded[j * dilation :][: (count - 1) * stride + 1 : stride]
    return result

# %% верно: разреженное ядро и окна
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    output_length(signal.size, kernel.size, stride, padding, dilation)
    sparse = np.zeros(dilation * (kernel.size - 1) + 1)
    sparse[::dilation] = kernel
    padded = pad(signal.astype(float), padding, padding_mode)
    return np.lib.stride_tricks.sliding_window_view(padded, sparse.size)[::stride] @ sparse

# %% верно: матрица Теплица через as_strided
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    count = output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = np.ascontiguousarray(pad(signal.astype(float), padding, padding_mode))
    (step,) = padded.strides
    windows = np.lib.stride_tricks.as_strided(
        padded, (count, kernel.size), (step * stride, step * dilation), writeable=False
    )
    return np.einsum("xj,j->x", windows, kernel.astype(float))

# %% верно: цикл по окнам, окно — срез
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    count = output_length(signal.size, kernel.size, stride, padding, dilation)
    padded, weights = pad(signal.astype(float), padding, padding_mode), kernel.astype(float)
    span = dilation * (kernel.size - 1) + 1
    starts = range(0, count * stride, stride)
    return np.array([padded[x : x + span : dilation] @ weights for x in starts])

# %% ошибка: шаг и расширение перепутаны | test_conv1d_values, test_conv1d_modes, test_conv1d_speed
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal.astype(float), padding, padding_mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, dilation * (kernel.size - 1) + 1)
    return windows[::dilation, ::stride] @ kernel

# %% ошибка: шаг не учтён | test_conv1d_values, test_conv1d_modes, test_conv1d_speed
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal.astype(float), padding, padding_mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, dilation * (kernel.size - 1) + 1)
    return windows[:, ::dilation] @ kernel

# %% ошибка: вид отступа не передан в pad | test_conv1d_modes
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal.astype(float), padding, "zeros")
    windows = np.lib.stride_tricks.sliding_window_view(padded, dilation * (kernel.size - 1) + 1)
    return windows[::stride, ::dilation] @ kernel

# %% ошибка: произведение в uint8 | test_conv1d_modes
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    count = output_length(signal.size, kernel.size, stride, padding, dilation)
    if padding:
        signal = pad(signal, padding, padding_mode)
    places = stride * np.arange(count)[:, None] + dilation * np.arange(kernel.size)
    return signal[places] @ kernel

# %% ошибка: двойной цикл Python | test_conv1d_speed
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    count = output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal.astype(float), padding, padding_mode)
    result = np.zeros(count)
    for x in range(count):
        for j in range(kernel.size):
            result[x] += padded[x * stride + j * dilation] * kernel[j]
    return result

# %% ошибка: расширение берёт соседей из начала окна | test_conv1d_values
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal.astype(float), padding, padding_mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, dilation * (kernel.size - 1) + 1)
    return windows[::stride, : kernel.size] @ kernel

# %% ошибка: параметры не проверяются | test_conv1d_modes
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    padded = pad(signal.astype(float), padding, padding_mode) if padding > 0 else signal.astype(float)
    free = padded.size - dilation * (kernel.size - 1)
    places = np.arange(0, max(free, 0), max(stride, 1))[:, None] + dilation * np.arange(kernel.size)
    return padded[places] @ kernel

# %% ошибка: ядро перевёрнуто | test_conv1d_values, test_conv1d_modes, test_conv1d_speed
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal.astype(float), padding, padding_mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, dilation * (kernel.size - 1) + 1)
    return windows[::stride, ::dilation] @ kernel[::-1]
