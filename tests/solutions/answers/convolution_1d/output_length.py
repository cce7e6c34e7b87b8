"""Длина выхода: сколько накрывает расширенное ядро и сколько у него положений."""

# %% верно: формула в одну строку
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if n < 1 or kernel < 1 or stride < 1 or padding < 0 or dilation < 1:
        raise ValueError("неверный параметр")
    length = (n + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
    if length < 1:
        raise ValueError("ядро не умещается")
    return length

# %% верно: длина range
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if min(n, kernel, stride, dilation, padding + 1) < 1:
        raise ValueError
    starts = range(0, n + 2 * padding - dilation * (kernel - 1), stride)
    if len(starts) == 0:
        raise ValueError
    return len(starts)

# %% верно: цикл while
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    for name, value, least in (
        ("n", n, 1), ("kernel", kernel, 1), ("stride", stride, 1),
        ("padding", padding, 0), ("dilation", dilation, 1),
    ):
        if value < least:
            raise ValueError(name)
    start, count = 0, 0
    while start + dilation * (kernel - 1) < n + 2 * padding:
        start, count = start + stride, count + 1
    if not count:
        raise ValueError("ядро не умещается")
    return count

# %% верно: math.floor, ответ — целое numpy
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if np.any(np.array([n, kernel, stride, dilation]) < 1) or padding < 0:
        raise ValueError
    free = n + 2 * padding - (dilation * (kernel - 1) + 1)
    if free < 0:
        raise ValueError
    return np.int64(np.floor(free / stride)) + 1

# %% верно: число чисел в срезе
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if not (n > 0 and kernel > 0 and stride > 0 and padding >= 0 and dilation > 0):
        raise ValueError
    covered = 1 + dilation * (kernel - 1)
    places = np.arange(n + 2 * padding)[: max(n + 2 * padding - covered + 1, 0)]
    if places.size == 0:
        raise ValueError
    return int(places[::stride].size)

# %% ошибка: расширение забыто | test_output_length, test_output_length_errors
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or kernel > n + 2 * padding:
        raise ValueError
    return (n + 2 * padding - kernel) // stride + 1

# %% ошибка: отступ учтён один раз | test_output_length, test_output_length_errors
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n + padding:
        raise ValueError
    return (n + padding - span) // stride + 1

# %% ошибка: деление округлено вверх | test_output_length, test_conv_matrix_stride
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n + 2 * padding:
        raise ValueError
    return -(-(n + 2 * padding - span) // stride) + 1

# %% ошибка: длина дробная | test_output_length, test_conv_matrix, test_conv_matrix_stride
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n + 2 * padding:
        raise ValueError
    return (n + 2 * padding - span) / stride + 1

# %% ошибка: потеряна единица | test_output_length, test_output_length_errors, test_conv_matrix, test_conv_matrix_stride
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n + 2 * padding:
        raise ValueError
    return (n + 2 * padding - span) // stride

# %% ошибка: расширенное ядро накрывает dilation · kernel | test_output_length, test_output_length_errors, test_conv1d_values
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * kernel
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n + 2 * padding:
        raise ValueError
    return (n + 2 * padding - span) // stride + 1

# %% ошибка: вместо ValueError нуль | test_output_length_errors, test_conv1d_modes, test_conv_matrix_stride
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n + 2 * padding:
        return 0
    return (n + 2 * padding - span) // stride + 1

# %% ошибка: отрицательный отступ разрешён | test_output_length_errors
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or span > n + 2 * padding:
        raise ValueError
    return (n + 2 * padding - span) // stride + 1

# %% ошибка: ядро сравнивается с сигналом без отступов | test_output_length, test_output_length_errors
def output_length(n, kernel, stride=1, padding=0, dilation=1):
    span = dilation * (kernel - 1) + 1
    if min(n, kernel, stride, dilation) < 1 or padding < 0 or span > n:
        raise ValueError
    return (n + 2 * padding - span) // stride + 1
