"""Ошибка: срез signal[-width:] при нулевой ширине — это весь сигнал."""

# %% base ../windows

# %% pad
def pad(signal, width, mode):
    if width < 0 or (mode in ("symmetric", "circular") and width > len(signal)):
        raise ValueError("неверная ширина")
    if mode == "zeros":
        return np.r_[np.zeros(width), signal, np.zeros(width)]
    if mode == "replicate":
        return np.r_[np.repeat(signal[0], width), signal, np.repeat(signal[-1], width)]
    if mode == "symmetric":
        return np.r_[signal[:width][::-1], signal, signal[-width:][::-1]]
    if mode == "circular":
        return np.r_[signal[-width:], signal, signal[:width]]
    raise ValueError("неизвестный отступ")
