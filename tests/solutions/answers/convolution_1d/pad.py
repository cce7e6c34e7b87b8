"""Четыре отступа: каждый вид отдельно, ширина 0, один элемент, дробные числа."""

# %% верно: конкатенация срезов
def pad(signal, width, mode):
    n = len(signal)
    if width < 0 or (mode in ("symmetric", "circular") and width > n):
        raise ValueError
    if mode == "zeros":
        left = right = np.zeros(width)
    elif mode == "replicate":
        left, right = np.repeat(signal[:1], width), np.repeat(signal[-1:], width)
    elif mode == "symmetric":
        left, right = signal[:width][::-1], signal[n - width :][::-1]
    elif mode == "circular":
        left, right = signal[n - width :], signal[:width]
    else:
        raise ValueError(mode)
    return np.concatenate([left, signal, right])

# %% верно: списки Python
def pad(signal, width, mode):
    numbers = signal.tolist()
    n = len(numbers)
    if width < 0:
        raise ValueError("ширина отрицательна")
    if mode == "zeros":
        return np.array([0] * width + numbers + [0] * width, dtype=float)
    if mode == "replicate":
        return np.array([numbers[0]] * width + numbers + [numbers[-1]] * width, dtype=float)
    if mode not in ("symmetric", "circular") or width > n:
        raise ValueError(mode)
    other = numbers[::-1] if mode == "symmetric" else numbers
    return np.array((other + numbers + other)[n - width : 2 * n + width], dtype=float)

# %% верно: заполнение готового массива по местам
def pad(signal, width, mode):
    if mode not in {"zeros", "replicate", "symmetric", "circular"} or width < 0:
        raise ValueError
    n = signal.size
    if mode in {"symmetric", "circular"} and width > n:
        raise ValueError
    result = np.zeros(n + 2 * width)
    result[width : width + n] = signal
    for i in range(width):
        if mode == "replicate":
            result[i], result[-1 - i] = signal[0], signal[-1]
        elif mode == "symmetric":
            result[width - 1 - i], result[width + n + i] = signal[i], signal[n - 1 - i]
        elif mode == "circular":
            result[width - 1 - i], result[width + n + i] = signal[n - 1 - i], signal[i]
    return result

# %% верно: np.roll, np.flip и np.take
def pad(signal, width, mode):
    n = signal.size
    if width < 0:
        raise ValueError
    places = np.arange(-width, n + width)
    if mode == "zeros":
        result = np.zeros(n + 2 * width)
        result[(places >= 0) & (places < n)] = np.arange(n + 2 * width)[(places >= 0) & (places < n)]
        result[width : n + width] = signal
        return result
    if mode == "replicate":
        return np.take(signal, places, mode="clip")
    if width > n:
        raise ValueError
    if mode == "symmetric":
        return np.take(np.append(signal, np.flip(signal)), places, mode="wrap")
    if mode == "circular":
        return np.take(signal, places, mode="wrap")
    raise ValueError

# %% верно: словарь функций
def pad(signal, width, mode):
    n = len(signal)
    source = {
        "zeros": lambda i: signal[i] if 0 <= i < n else 0,
        "replicate": lambda i: signal[min(max(i, 0), n - 1)],
        "symmetric": lambda i: signal[-1 - i if i < 0 else (2 * n - 1 - i if i >= n else i)],
        "circular": lambda i: signal[i % n],
    }
    if mode not in source or width < 0 or (mode in ("symmetric", "circular") and width > n):
        raise ValueError("неверный отступ")
    return np.array([source[mode](i) for i in range(-width, n + width)])

# %% ошибка: зеркало без повтора крайнего числа | test_pad_modes=3, test_pad_edge_cases, test_conv1d_modes
def pad(signal, width, mode):
    n = signal.size
    if width < 0 or (mode in {"symmetric", "circular"} and width > n):
        raise ValueError
    places = np.arange(-width, n + width)
    if mode == "zeros":
        return np.concatenate([np.zeros(width), signal, np.zeros(width)])
    if mode == "replicate":
        return signal[places.clip(0, n - 1)]
    if mode == "symmetric":
        return signal[np.where(places < 0, -places, np.minimum(places, 2 * n - 2 - places))]
    if mode == "circular":
        return signal[places % n]
    raise ValueError

# %% ошибка: концы циклического отступа перепутаны | test_pad_modes=3, test_conv1d_modes
def pad(signal, width, mode):
    n = signal.size
    if width < 0 or (mode in {"symmetric", "circular"} and width > n):
        raise ValueError
    places = np.arange(-width, n + width)
    if mode == "zeros":
        return np.concatenate([np.zeros(width), signal, np.zeros(width)])
    if mode == "replicate":
        return signal[places.clip(0, n - 1)]
    if mode == "symmetric":
        return signal[np.where(places < 0, -1 - places, np.minimum(places, 2 * n - 1 - places))]
    if mode == "circular":
        return np.concatenate([signal[:width], signal, signal[n - width :]])
    raise ValueError

# %% ошибка: срез [-width:] при нулевой ширине — весь сигнал | test_pad_edge_cases
def pad(signal, width, mode):
    n = signal.size
    if width < 0 or (mode in {"symmetric", "circular"} and width > n):
        raise ValueError
    if mode == "zeros":
        return np.concatenate([np.zeros(width), signal, np.zeros(width)])
    if mode == "replicate":
        return np.concatenate([[signal[0]] * width, signal, [signal[-1]] * width])
    if mode == "symmetric":
        return np.concatenate([signal[:width][::-1], signal, signal[-width:][::-1]])
    if mode == "circular":
        return np.concatenate([signal[-width:], signal, signal[:width]])
    raise ValueError

# %% ошибка: готов только нулевой отступ | test_pad_modes=1, test_pad_edge_cases, test_conv1d_modes
def pad(signal, width, mode):
    if mode != "zeros" or width < 0:
        raise ValueError("пока не умею")
    return np.concatenate([np.zeros(width), signal, np.zeros(width)])

# %% ошибка: дробная часть отброшена | test_pad_modes, test_pad_edge_cases, test_conv1d_values, test_conv1d_speed
def pad(signal, width, mode):
    n = signal.size
    if width < 0 or (mode in {"symmetric", "circular"} and width > n):
        raise ValueError
    result = np.zeros(n + 2 * width, dtype=int)
    places = np.arange(-width, n + width)
    if mode == "zeros":
        result[width : width + n] = signal
    elif mode == "replicate":
        result[:] = signal[places.clip(0, n - 1)]
    elif mode == "symmetric":
        result[:] = signal[np.where(places < 0, -1 - places, np.minimum(places, 2 * n - 1 - places))]
    elif mode == "circular":
        result[:] = signal[places % n]
    else:
        raise ValueError
    return result

# %% ошибка: неизвестный вид молча становится нулевым | test_pad_edge_cases, test_conv1d_modes
def pad(signal, width, mode):
    n = signal.size
    if width < 0 or (mode in {"symmetric", "circular"} and width > n):
        raise ValueError
    places = np.arange(-width, n + width)
    if mode == "replicate":
        return signal[places.clip(0, n - 1)]
    if mode == "symmetric":
        return signal[np.where(places < 0, -1 - places, np.minimum(places, 2 * n - 1 - places))]
    if mode == "circular":
        return signal[places % n]
    return np.concatenate([np.zeros(width), signal, np.zeros(width)])

# %% ошибка: отступ лишь слева | test_pad_modes, test_pad_edge_cases, test_conv1d_values, test_conv1d_modes
def pad(signal, width, mode):
    n = signal.size
    if width < 0 or (mode in {"symmetric", "circular"} and width > n):
        raise ValueError
    places = np.arange(-width, n)
    if mode == "zeros":
        return np.concatenate([np.zeros(width), signal])
    if mode == "replicate":
        return signal[places.clip(0, n - 1)]
    if mode == "symmetric":
        return signal[np.where(places < 0, -1 - places, places)]
    if mode == "circular":
        return signal[places % n]
    raise ValueError

# %% ошибка: ширина зеркального и циклического не ограничена | test_pad_edge_cases
def pad(signal, width, mode):
    n = signal.size
    if width < 0:
        raise ValueError
    places = np.arange(-width, n + width)
    if mode == "zeros":
        return np.concatenate([np.zeros(width), signal, np.zeros(width)])
    if mode == "replicate":
        return signal[places.clip(0, n - 1)]
    if mode == "symmetric":
        return np.concatenate([signal, signal[::-1]])[places % (2 * n)]
    if mode == "circular":
        return signal[places % n]
    raise ValueError

# %% ошибка: «константный» отступ дописывает единицы | test_pad_modes=3, test_conv1d_modes
def pad(signal, width, mode):
    n = signal.size
    if width < 0 or (mode in {"symmetric", "circular"} and width > n):
        raise ValueError
    places = np.arange(-width, n + width)
    if mode == "zeros":
        return np.concatenate([np.zeros(width), signal, np.zeros(width)])
    if mode == "replicate":
        return np.concatenate([np.ones(width), signal, np.ones(width)])
    if mode == "symmetric":
        return signal[np.where(places < 0, -1 - places, np.minimum(places, 2 * n - 1 - places))]
    if mode == "circular":
        return signal[places % n]
    raise ValueError
