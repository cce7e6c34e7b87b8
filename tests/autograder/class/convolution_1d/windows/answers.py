"""Всё верно, решено матрицей окон."""

# %% convolve_valid
from numpy.lib.stride_tricks import sliding_window_view


def convolve_valid(signal, kernel):
    if signal.ndim != 1 or kernel.ndim != 1 or kernel.size == 0:
        raise ValueError("нужны непустые одномерные массивы")
    # Если ядро длиннее сигнала, ValueError бросит сам sliding_window_view.
    return sliding_window_view(signal.astype(float), kernel.size) @ kernel.astype(float)

# %% output_length
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    length = (n + 2 * padding - dilation * (kernel - 1) - 1) // max(stride, 1) + 1
    if min(n, kernel, stride, dilation, length) < 1 or padding < 0:
        raise ValueError("ядро не умещается в сигнал")
    return length

# %% pad
def pad(signal, width, mode):
    n = len(signal)
    if width < 0 or (mode in ("symmetric", "circular") and width > n):
        raise ValueError("неверная ширина")
    if mode == "zeros":
        left = right = np.zeros(width)
    elif mode == "replicate":
        left, right = np.full(width, signal[0]), np.full(width, signal[-1])
    elif mode == "symmetric":
        left, right = signal[:width][::-1], signal[n - width :][::-1]
    elif mode == "circular":
        left, right = signal[n - width :], signal[:width]
    else:
        raise ValueError("неизвестный отступ")
    return np.concatenate([left, signal, right])

# %% conv1d
def conv1d(signal, kernel, stride=1, padding=0, dilation=1, padding_mode="zeros"):
    if signal.ndim != 1 or kernel.ndim != 1:
        raise ValueError("нужны одномерные массивы")
    output_length(signal.size, kernel.size, stride, padding, dilation)
    sparse = np.zeros(dilation * (kernel.size - 1) + 1)
    sparse[::dilation] = kernel
    return convolve_valid(pad(signal, padding, padding_mode), sparse)[::stride]

# %% kernels
def smoothing_kernel(size):
    weights = np.exp(-0.5 * (np.linspace(-1.5, 1.5, size)) ** 2)
    return weights / weights.sum()


def edge_kernel(size):
    x = np.arange(size) - size // 2
    kernel = x * np.exp(-0.5 * (4 * x / size) ** 2)
    return kernel / kernel[x > 0].sum()

# %% conv_matrix
def conv_matrix(kernel, n, stride=1):
    output_length(n, kernel.size, stride)
    # Столбцы матрицы — отклики на единичные импульсы.
    return np.stack([conv1d(impulse, kernel, stride) for impulse in np.eye(n)], axis=1)
