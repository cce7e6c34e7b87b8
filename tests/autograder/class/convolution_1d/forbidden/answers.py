"""Нечестно: задачи 1 и 4 решены запрещёнными функциями, по имени и в обход."""

# %% base ../loops

# %% convolve_valid
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError("неверные аргументы")
    return np.convolve(signal.astype(float), kernel[::-1].astype(float), mode="valid")

# %% conv1d
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError("нужны одномерные массивы")
    output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal, padding, padding_mode).astype(float)
    sparse = np.zeros(dilation * (kernel.size - 1) + 1)
    sparse[::dilation] = kernel
    return getattr(np, "corr" + "elate")(padded, sparse)[::stride]
