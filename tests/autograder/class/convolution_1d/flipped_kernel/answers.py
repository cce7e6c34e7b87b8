"""Ошибка: ядро перевёрнуто, как в математическом определении свёртки."""

# %% base ../loops

# %% convolve_valid
def convolve_valid(signal, kernel):
    if np.ndim(signal) != 1 or np.ndim(kernel) != 1 or not 0 < len(kernel) <= len(signal):
        raise ValueError("неверные аргументы")
    r = len(kernel)
    return np.array(
        [
            sum(float(kernel[r - 1 - j]) * float(signal[x + j]) for j in range(r))
            for x in range(len(signal) - r + 1)
        ]
    )
