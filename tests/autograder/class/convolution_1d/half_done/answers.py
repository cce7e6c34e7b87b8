"""Решены только первые две задачи и зеркальный отступ; остальное не тронуто."""

# %% convolve_valid
def convolve_valid(signal, kernel):
    signal, kernel = np.array(signal, dtype=float), np.array(kernel, dtype=float)
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError("неверные аргументы")
    return np.array(
        [(signal[x : x + kernel.size] * kernel).sum() for x in range(signal.size - kernel.size + 1)]
    )

# %% output_length
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if n < 1 or kernel < 1 or stride < 1 or padding < 0 or dilation < 1:
        raise ValueError("неверные аргументы")
    free = n + 2 * padding - (dilation * (kernel - 1) + 1)
    if free < 0:
        raise ValueError("ядро не умещается")
    return free // stride + 1

# %% pad
def pad(signal, width, mode):
    if mode == "symmetric":
        return np.r_[signal[:width][::-1], signal, signal[::-1][:width]]
    raise NotImplementedError("остальное завтра")
