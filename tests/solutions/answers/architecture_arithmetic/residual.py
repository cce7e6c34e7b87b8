"""Блоки ResNet: нормализация, проекция, деление на четыре, стадии."""

# %% верно: прямо по формуле
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% верно: ширины списком
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    widths = (64, 128, 256, 512) if kind == "basic" else (256, 512, 1024, 2048)
    for stage, (count, width) in enumerate(zip(repeats, widths)):
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% верно: формулы раскрыты
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = 9 * n * (m + n) + 4 * n
    elif kind == "bottleneck":
        total = m * q + 9 * q * q + q * n + 4 * q + 2 * n
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% верно: проекция слагаемым
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    return total + (conv(m, n, 1) if stride > 1 or n != m else 0)


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% верно: остальные блоки стадии умножением
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        total += residual(channels, width, 2 if stage else 1, kind)
        total += (count - 1) * residual(width, width, 1, kind)
        channels = width
    return total + 1000 * channels + 1000

# %% ошибка: нормализация забыта | test_residual, test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: у нормализации один параметр на канал | test_residual, test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: у свёрток есть смещения | test_residual, test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 3 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: проекция забыта | test_residual, test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        pass
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: проекция только при смене каналов | test_residual
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: проекция только при шаге | test_residual, test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: узкая свёртка не сужена | test_residual, test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: во второй свёртке снова каналы входа | test_residual, test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = 2 * conv(m, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000

# %% ошибка: смещения классов забыты | test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408 + 128, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels

# %% ошибка: первая свёртка без нормализации | test_resnet
def residual(m, n, stride, kind):
    def conv(inputs, outputs, k):
        return k * k * inputs * outputs + 2 * outputs

    q = n // 4
    if kind == "basic":
        total = conv(m, n, 3) + conv(n, n, 3)
    elif kind == "bottleneck":
        total = conv(m, q, 1) + conv(q, q, 3) + conv(q, n, 1)
    else:
        raise ValueError(kind)
    if stride != 1 or m != n:
        total += conv(m, n, 1)
    return total


def resnet(kind, repeats):
    total, channels = 9408, 64
    for stage, count in enumerate(repeats):
        width = 64 * 2**stage * (4 if kind == "bottleneck" else 1)
        for block in range(count):
            stride = 2 if stage and not block else 1
            total += residual(channels, width, stride, kind)
            channels = width
    return total + 1000 * channels + 1000
