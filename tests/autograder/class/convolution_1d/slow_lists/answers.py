"""Ошибки: двойной цикл там, где его нельзя, и списки вместо массивов."""

# %% base ../loops

# %% convolve_valid
def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError("неверные аргументы")
    result = []
    for x in range(len(signal) - len(kernel) + 1):
        result.append(0.0)
        for j in range(len(kernel)):
            result[x] += float(signal[x + j]) * float(kernel[j])
    return result

# %% conv1d
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    output_length(len(signal), len(kernel), stride, padding, dilation)
    signal = pad(signal, padding, padding_mode)
    result = []
    for x in range(0, len(signal) - dilation * (len(kernel) - 1), stride):
        result.append(0.0)
        for j in range(len(kernel)):
            result[-1] += float(signal[x + j * dilation]) * float(kernel[j])
    return result
