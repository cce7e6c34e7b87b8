"""Ошибка: результат хранится в типе сигнала, дробная часть и большие числа теряются."""

# %% base ../loops

# %% convolve_valid
def convolve_valid(signal, kernel):
    if np.ndim(signal) != 1 or np.ndim(kernel) != 1 or not 0 < len(kernel) <= len(signal):
        raise ValueError("неверные аргументы")
    result = np.zeros(len(signal) - len(kernel) + 1, dtype=signal.dtype)
    for x in range(len(result)):
        result[x] = (signal[x : x + len(kernel)] * kernel).sum().astype(signal.dtype)
    return result

# %% pad
def pad(signal, width, mode):
    result = [0] * width + [int(value) for value in signal] + [0] * width
    n = len(signal)
    for i in range(width):
        if mode == "replicate":
            result[i], result[-1 - i] = int(signal[0]), int(signal[-1])
        elif mode == "symmetric":
            result[width - 1 - i], result[width + n + i] = int(signal[i]), int(signal[-1 - i])
        elif mode == "circular":
            result[width - 1 - i], result[width + n + i] = int(signal[-1 - i]), int(signal[i])
    return np.array(result)
