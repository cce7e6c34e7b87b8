"""Всё верно: генераторы списков, индексы вместо окон, лишние ячейки студента."""

# %% base ../loops

# %% convolve_valid
def convolve_valid(signal, kernel):
    check(signal, kernel)
    return np.array(
        [
            sum(float(a) * float(b) for a, b in zip(signal[x:], kernel, strict=False))
            for x in range(len(signal) - len(kernel) + 1)
        ]
    )

# %% extra after=setup
def check(*arrays):
    if any(array.ndim != 1 for array in arrays) or not 0 < len(arrays[1]) <= len(arrays[0]):
        raise ValueError("так свёртку не посчитать")

# %% extra after=test_convolve_valid_values
# Проверю себя на примере из условия.
convolve_valid(np.array([1, 2, 3, 4, 5, 5, 4, 3, 2, 1]), np.array([-1, 0, 1]))

# %% output_length
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if min(n, kernel, stride, dilation, padding + 1) < 1:
        raise ValueError
    starts = range(0, n + 2 * padding - dilation * (kernel - 1), stride)
    if not starts:
        raise ValueError
    return np.int64(len(starts))

# %% conv1d
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError
    count = output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal, padding, padding_mode)
    rows = stride * np.arange(count)[:, None] + dilation * np.arange(kernel.size)
    return padded[rows] @ kernel.astype(float)
