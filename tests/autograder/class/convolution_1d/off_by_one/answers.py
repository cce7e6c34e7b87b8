"""Ошибка: потеряно последнее окно — и в цикле, и в формуле длины."""

# %% base ../loops

# %% convolve_valid
def convolve_valid(signal, kernel):
    if np.ndim(signal) != 1 or np.ndim(kernel) != 1 or not 0 < len(kernel) <= len(signal):
        raise ValueError("неверные аргументы")
    r = len(kernel)
    return np.array([np.dot(signal[x : x + r] * 1.0, kernel) for x in range(len(signal) - r)])

# %% output_length
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n + 2 * padding:
        raise ValueError("неверные аргументы")
    return (n + 2 * padding - span) // stride
