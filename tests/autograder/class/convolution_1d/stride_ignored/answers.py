"""Ошибка: шаг проверен, но не применён."""

# %% base ../windows

# %% conv1d
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError("нужны одномерные массивы")
    output_length(signal.size, kernel.size, stride, padding, dilation)
    padded = pad(signal, padding, padding_mode).astype(float)
    span = dilation * (kernel.size - 1) + 1
    return np.lib.stride_tricks.sliding_window_view(padded, span)[:, ::dilation] @ kernel

# %% conv_matrix
def conv_matrix(kernel, n, stride=1):
    rows = output_length(n, kernel.size, stride)
    matrix = np.zeros((rows, n))
    for row in range(rows):
        matrix[row, row : row + kernel.size] = kernel
    return matrix
