"""Ошибка: результат пишется поверх сигнала — числа верны, а сигнал испорчен."""

# %% base ../windows

# %% convolve_valid
def convolve_valid(signal, kernel):
    signal = np.asarray(signal, dtype=float)  # вещественный массив при этом не копируется
    if signal.ndim != 1 or kernel.ndim != 1 or not 0 < kernel.size <= signal.size:
        raise ValueError("неверные аргументы")
    for x in range(signal.size - kernel.size + 1):
        signal[x] = signal[x : x + kernel.size] @ kernel.astype(float)
    return signal[: signal.size - kernel.size + 1]
