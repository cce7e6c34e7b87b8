"""Всё верно, решено циклами; у вопроса есть график и ответ."""

# %% convolve_valid
def convolve_valid(signal, kernel):
    if np.ndim(signal) != 1 or np.ndim(kernel) != 1:
        raise ValueError("нужны одномерные массивы")
    n, r = len(signal), len(kernel)
    if r == 0 or r > n:
        raise ValueError("ядро пустое или длиннее сигнала")
    out = []
    for x in range(n - r + 1):
        total = 0.0
        for j in range(r):
            total += float(kernel[j]) * float(signal[x + j])
        out.append(total)
    return np.array(out)

# %% output_length
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if n < 1 or kernel < 1 or stride < 1 or padding < 0 or dilation < 1:
        raise ValueError("неверный параметр")
    count = 0
    start = -padding
    while start + dilation * (kernel - 1) < n + padding:
        count += 1
        start += stride
    if count == 0:
        raise ValueError("ядро не умещается")
    return count

# %% pad
def pad(signal, width, mode):
    n = len(signal)
    if width < 0:
        raise ValueError("ширина отрицательна")
    if mode not in ("zeros", "replicate", "symmetric", "circular"):
        raise ValueError("такого отступа нет")
    if mode in ("symmetric", "circular") and width > n:
        raise ValueError("отступ шире сигнала")
    left, right = [], []
    for i in range(width):
        if mode == "zeros":
            left.insert(0, 0)
            right.append(0)
        elif mode == "replicate":
            left.insert(0, signal[0])
            right.append(signal[n - 1])
        elif mode == "symmetric":
            left.insert(0, signal[i])
            right.append(signal[n - 1 - i])
        else:
            left.insert(0, signal[n - 1 - i])
            right.append(signal[i])
    return np.array(left + list(signal) + right)

# %% conv1d
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if np.ndim(signal) != 1 or np.ndim(kernel) != 1:
        raise ValueError("нужны одномерные массивы")
    kernel = np.asarray(kernel, dtype=float)
    count = output_length(len(signal), len(kernel), stride, padding, dilation)
    padded = pad(signal, padding, padding_mode).astype(float)
    span = dilation * (len(kernel) - 1) + 1
    out = np.zeros(count)
    for x in range(count):
        out[x] = np.dot(padded[x * stride : x * stride + span : dilation], kernel)
    return out

# %% kernels
def smoothing_kernel(size):
    return np.ones(size) / size


def edge_kernel(size):
    half = size // 2
    kernel = np.zeros(size)
    for i in range(half):
        kernel[i] = -1 / half
        kernel[size - 1 - i] = 1 / half
    return kernel

# %% conv_matrix
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, len(kernel), stride)
    matrix = np.zeros((rows, n))
    for row in range(rows):
        for j in range(len(kernel)):
            matrix[row, row * stride + j] = kernel[j]
    return matrix

# %% plot_padding
plt.figure(figsize=(9, 3))
plt.plot(coins_row, color="lightgray", label="строка")
for mode in ("zeros", "symmetric"):
    smooth = conv1d(coins_row, smoothing_kernel(41), padding=20, padding_mode=mode)
    plt.plot(smooth, label=mode)
plt.xlabel("столбец")
plt.ylabel("яркость")
plt.legend()
plt.show()

# %% [markdown] why_symmetric
# Нулевой отступ добавляет в среднее чёрные точки, которых на снимке нет, и у края оно проваливается.
# Зеркальный повторяет соседние яркости, поэтому лучше он. Циклический подходит звуку, который
# проигрывают по кругу: за последним отсчётом и правда идёт первый.
