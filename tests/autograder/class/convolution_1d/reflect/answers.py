"""Ошибка: зеркальный отступ не повторяет крайнее число."""

# %% base ../loops

# %% pad
def pad(signal, width, mode):
    n = len(signal)
    if width < 0 or (mode in ("symmetric", "circular") and width > n):
        raise ValueError("неверная ширина")
    positions = np.arange(-width, n + width)
    if mode == "zeros":
        return np.concatenate([np.zeros(width), signal, np.zeros(width)])
    if mode == "replicate":
        return signal[np.clip(positions, 0, n - 1)]
    if mode == "symmetric":
        positions = np.abs(positions)
        return signal[np.where(positions < n, positions, 2 * n - 2 - positions)]
    if mode == "circular":
        return signal[positions % n]
    raise ValueError("неизвестный отступ")
