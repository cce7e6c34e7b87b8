"""Слой: сумма по каналам, смещение каждому ядру, шаг и отступ по обеим осям."""

# %% верно: окна и einsum
def conv_layer(x, weight, bias, stride=1, padding=0):
    k, c, r, s = weight.shape
    if c != len(x) or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x.astype(float), ((0, 0), (padding,) * 2, (padding,) * 2))
    if r > wide.shape[1] or s > wide.shape[2]:
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(wide, (r, s), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return np.einsum("cyxij,kcij->kyx", windows, weight) + bias[:, None, None]

# %% верно: циклы по ядрам и каналам
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError("слой не сходится")
    channels, h, w = x.shape
    wide = np.zeros((channels, h + 2 * padding, w + 2 * padding))
    wide[:, padding : padding + h, padding : padding + w] = x
    result = []
    for k in range(weight.shape[0]):
        total = conv2d(wide[0], weight[k, 0])
        for c in range(1, channels):
            total = total + conv2d(wide[c], weight[k, c])
        result.append(total[::stride, ::stride] + bias[k])
    return np.array(result)

# %% верно: цикл по положениям и tensordot
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1]:
        raise ValueError
    if stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, [(0, 0), (padding, padding), (padding, padding)]).astype(float)
    r, s = weight.shape[2:]
    height, width = (wide.shape[1] - r) // stride + 1, (wide.shape[2] - s) // stride + 1
    if height < 1 or width < 1:
        raise ValueError
    result = np.empty((len(weight), height, width))
    for y in range(height):
        for col in range(width):
            window = wide[:, y * stride : y * stride + r, col * stride : col * stride + s]
            result[:, y, col] = np.tensordot(weight, window, axes=3) + bias
    return result

# %% верно: im2col и одно произведение матриц
def conv_layer(x, weight, bias, stride=1, padding=0):
    k, c, r, s = weight.shape
    if c != x.shape[0] or stride <= 0 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    if wide.shape[1] < r or wide.shape[2] < s:
        raise ValueError
    ys = range(0, wide.shape[1] - r + 1, stride)
    xs = range(0, wide.shape[2] - s + 1, stride)
    columns = np.stack([wide[:, y : y + r, z : z + s].ravel() for y in ys for z in xs], axis=1)
    answer = weight.reshape(k, -1) @ columns.astype(float) + bias[:, None]
    return answer.reshape(k, len(ys), len(xs))

# %% верно: сумма по сдвигам ядра
def conv_layer(x, weight, bias, stride=1, padding=0):
    kernels, channels, r, s = weight.shape
    if channels != x.shape[0] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x.astype(float), ((0, 0), (padding, padding), (padding, padding)))
    height, width = wide.shape[1] - r + 1, wide.shape[2] - s + 1
    if min(height, width) <= 0:
        raise ValueError
    result = np.zeros((kernels, height, width)) + bias.reshape(-1, 1, 1)
    for i in range(r):
        for j in range(s):
            part = wide[:, i : i + height, j : j + width]
            result += np.tensordot(weight[:, :, i, j], part, axes=1)
    return result[:, ::stride, ::stride]

# %% ошибка: смещение забыто | test_conv_layer, test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = [sum(conv2d(a, b) for a, b in zip(wide, kernels)) for kernels in weight]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: смещение прибавлено в каждом канале | test_conv_layer, test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = [sum(conv2d(a, b) + t for a, b in zip(wide, kernels)) for kernels, t in zip(weight, bias)]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: учтён лишь первый канал | test_conv_layer, test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = [conv2d(wide[0], kernels[0]) + t for kernels, t in zip(weight, bias)]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: среднее по каналам вместо суммы | test_conv_layer, test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = [
        np.mean([conv2d(a, b) for a, b in zip(wide, kernels)], axis=0) + t
        for kernels, t in zip(weight, bias)
    ]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: шаг лишь по горизонтали | test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = [sum(conv2d(a, b) for a, b in zip(wide, kernels)) + t for kernels, t in zip(weight, bias)]
    return np.stack(maps)[:, :, ::stride]

# %% ошибка: отступ только сверху и слева | test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, 0), (padding, 0)))
    maps = [sum(conv2d(a, b) for a, b in zip(wide, kernels)) + t for kernels, t in zip(weight, bias)]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: отступ и по каналам | test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, padding)
    maps = [sum(conv2d(a, b) for a, b in zip(wide, kernels)) + t for kernels, t in zip(weight, bias)]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: каналы не сверяются | test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = [sum(conv2d(a, b) for a, b in zip(wide, kernels)) + t for kernels, t in zip(weight, bias)]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: отступ повторяет край вместо нулей | test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")
    maps = [sum(conv2d(a, b) for a, b in zip(wide, kernels)) + t for kernels, t in zip(weight, bias)]
    return np.stack(maps)[:, ::stride, ::stride]

# %% ошибка: ядра последней осью | test_conv_layer, test_conv_layer_stride
def conv_layer(x, weight, bias, stride=1, padding=0):
    if x.shape[0] != weight.shape[1] or stride < 1 or padding < 0:
        raise ValueError
    wide = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    maps = [sum(conv2d(a, b) for a, b in zip(wide, kernels)) + t for kernels, t in zip(weight, bias)]
    return np.stack(maps, axis=-1)[::stride, ::stride]
