"""Четыре ветви: сужение по желанию, каналы стопкой, умножения по всей карте."""

# %% верно: прямо по формуле
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), weights * h * w

# %% верно: ветви — сети для summary
def inception(shape, a, b, c, d):
    def branch(widths, k):
        if isinstance(widths, int):
            return [("conv", widths, k, 1, k // 2)]
        return [("conv", widths[0], 1, 1, 0), ("conv", widths[1], k, 1, k // 2)]

    nets = [branch(a, 1), branch(b, 3), branch(c, 5), [("pool", 3, 1, 1), *branch(d, 1)]]
    results = [summary(net, shape) for net in nets]
    channels = sum(result[0][0] for result in results)
    return (channels, *shape[1:]), sum(r[1] for r in results), sum(r[2] for r in results)

# %% верно: формула с вспомогательными числами
def inception(shape, a, b, c, d):
    n, h, w = shape
    b1, b2 = b if isinstance(b, tuple) else (0, b)
    c1, c2 = c if isinstance(c, tuple) else (0, c)
    weights = n * (a + b1 + c1 + d) + 9 * (b1 or n) * b2 + 25 * (c1 or n) * c2
    biases = a + b1 + b2 + c1 + c2 + d
    return (a + b2 + c2 + d, h, w), weights + biases, weights * h * w

# %% верно: через cost
def inception(shape, a, b, c, d):
    parameters = macs = channels = 0
    for widths, kernel in ((a, 1), (b, 3), (c, 5), (d, 1)):
        now = shape
        steps = list(widths) if isinstance(widths, (tuple, list)) else [widths]
        for place, width in enumerate(steps):
            k = kernel if place == len(steps) - 1 else 1
            more = cost(("conv", width, k, 1, k // 2), now)
            parameters, macs = parameters + more[0], macs + more[1]
            now = (width, shape[1], shape[2])
        channels += now[0]
    return (channels, shape[1], shape[2]), parameters, macs

# %% верно: try вместо isinstance
def inception(shape, a, b, c, d):
    inputs, height, width = shape
    weights, biases, channels = inputs * (a + d), a + d, a + d
    for side, widths in ((3, b), (5, c)):
        try:
            narrow, wide = widths
        except TypeError:
            weights += side**2 * inputs * widths
            biases, channels = biases + widths, channels + widths
        else:
            weights += inputs * narrow + side**2 * narrow * wide
            biases, channels = biases + narrow + wide, channels + wide
    return (channels, height, width), weights + biases, weights * height * width

# %% ошибка: каналы сужающих свёрток тоже на выходе | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += sum(widths)
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), weights * h * w

# %% ошибка: ветви складываются числами, а не стопкой | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (max(a, d), h, w), weights + sum(part[1] for part in parts), weights * h * w

# %% ошибка: смещения забыты | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights, weights * h * w

# %% ошибка: ветвь пулинга без свёртки | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), weights * h * w

# %% ошибка: широкая свёртка смотрит на весь вход | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(n, widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), weights * h * w

# %% ошибка: в третьей ветви окно 3×3 | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 3)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), weights * h * w

# %% ошибка: умножения без размера карты | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), weights

# %% ошибка: смещения умножаются на размер карты | test_inception, test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
        else:
            parts.append(conv(n, widths, k))
            outputs += widths
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), (weights + sum(part[1] for part in parts)) * h * w

# %% ошибка: без сужения не работает | test_inception_without_reduction
def inception(shape, a, b, c, d):
    n, h, w = shape

    def conv(inputs, filters, k):
        return k * k * inputs * filters, filters

    parts = [conv(n, a, 1), conv(n, d, 1)]
    outputs = a + d
    for widths, k in ((b, 3), (c, 5)):
        if isinstance(widths, tuple):
            parts += [conv(n, widths[0], 1), conv(widths[0], widths[1], k)]
            outputs += widths[1]
    weights = sum(part[0] for part in parts)
    return (outputs, h, w), weights + sum(part[1] for part in parts), weights * h * w
