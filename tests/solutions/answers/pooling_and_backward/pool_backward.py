"""Градиент сквозь пулинг: делёж поровну, место первого наибольшего, перекрытие окон."""

# %% верно: четыре цикла
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y in range(grad.shape[0]):
        for x in range(grad.shape[1]):
            best = None
            for i in range(y * stride, y * stride + size):
                for j in range(x * stride, x * stride + size):
                    if kind == "average":
                        result[i, j] += grad[y, x] / (size * size)
                    elif best is None or image[i, j] > image[best]:
                        best = (i, j)
            if kind == "max":
                result[best] += grad[y, x]
    return result

# %% верно: add.at по номерам пикселей
def pool_backward(grad, image, size, stride, kind):
    view = np.lib.stride_tricks.sliding_window_view
    numbers = view(np.arange(image.size).reshape(image.shape), (size, size))[::stride, ::stride]
    numbers = numbers.reshape(grad.size, -1)
    result = np.zeros(image.size)
    if kind == "average":
        np.add.at(result, numbers, grad.reshape(-1, 1) / size**2)
    else:
        values = image.ravel()[numbers]
        winners = numbers[np.arange(grad.size), values.argmax(axis=1)]
        np.add.at(result, winners, grad.ravel())
    return result.reshape(image.shape)

# %% верно: маска победителя
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for (y, x), g in np.ndenumerate(grad):
        rows, columns = slice(y * stride, y * stride + size), slice(x * stride, x * stride + size)
        if kind == "average":
            share = np.full((size, size), 1 / size**2)
        else:
            share = np.zeros(size * size)
            share[image[rows, columns].argmax()] = 1
            share = share.reshape(size, size)
        result[rows, columns] += g * share
    return result

# %% верно: по сдвигам внутри окна
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    height, width = grad.shape
    taken = np.zeros(grad.shape, dtype=bool)
    top = pool(image, size, stride, "max")
    for i in range(size):
        for j in range(size):
            place = (slice(i, i + stride * (height - 1) + 1, stride),
                     slice(j, j + stride * (width - 1) + 1, stride))
            if kind == "average":
                result[place] += grad / size**2
            else:
                here = (image[place] == top) & ~taken
                result[place] += np.where(here, grad, 0)
                taken |= here
    return result

# %% верно: divmod по номеру победителя
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, line in enumerate(grad):
        for x, g in enumerate(line):
            window = image[y * stride : y * stride + size, x * stride : x * stride + size]
            if kind == "average":
                result[y * stride : y * stride + size, x * stride : x * stride + size] += g / window.size
            else:
                i, j = divmod(int(window.argmax()), size)
                result[y * stride + i, x * stride + j] += g
    return result

# %% ошибка: среднее не делится | test_average_pool_backward
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        part = result[y * stride : y * stride + size, x * stride : x * stride + size]
        if kind == "average":
            part += grad[y, x]
        else:
            window = image[y * stride : y * stride + size, x * stride : x * stride + size]
            part[np.unravel_index(window.argmax(), window.shape)] += grad[y, x]
    return result

# %% ошибка: делится на size, а не на его квадрат | test_average_pool_backward
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        part = result[y * stride : y * stride + size, x * stride : x * stride + size]
        if kind == "average":
            part += grad[y, x] / size
        else:
            window = image[y * stride : y * stride + size, x * stride : x * stride + size]
            part[np.unravel_index(window.argmax(), window.shape)] += grad[y, x]
    return result

# %% ошибка: при равенстве градиент получают все наибольшие | test_max_pool_backward, test_network_gradients
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        part = result[y * stride : y * stride + size, x * stride : x * stride + size]
        if kind == "average":
            part += grad[y, x] / size**2
        else:
            window = image[y * stride : y * stride + size, x * stride : x * stride + size]
            part += grad[y, x] * (window == window.max())
    return result

# %% ошибка: перекрытие затирает, а не складывает | test_average_pool_backward, test_max_pool_backward
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        part = result[y * stride : y * stride + size, x * stride : x * stride + size]
        if kind == "average":
            part[:] = grad[y, x] / size**2
        else:
            window = image[y * stride : y * stride + size, x * stride : x * stride + size]
            part[np.unravel_index(window.argmax(), window.shape)] = grad[y, x]
    return result

# %% ошибка: градиент достаётся наименьшему | test_max_pool_backward, test_network_gradients
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        part = result[y * stride : y * stride + size, x * stride : x * stride + size]
        if kind == "average":
            part += grad[y, x] / size**2
        else:
            window = image[y * stride : y * stride + size, x * stride : x * stride + size]
            part[np.unravel_index(window.argmin(), window.shape)] += grad[y, x]
    return result

# %% ошибка: шаг забыт | test_average_pool_backward, test_max_pool_backward, test_network_gradients
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        part = result[y : y + size, x : x + size]
        if kind == "average":
            part += grad[y, x] / size**2
        else:
            window = image[y : y + size, x : x + size]
            part[np.unravel_index(window.argmax(), window.shape)] += grad[y, x]
    return result

# %% ошибка: наибольшее умножается на градиент | test_max_pool_backward, test_network_gradients
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        part = result[y * stride : y * stride + size, x * stride : x * stride + size]
        if kind == "average":
            part += grad[y, x] / size**2
        else:
            window = image[y * stride : y * stride + size, x * stride : x * stride + size]
            part[np.unravel_index(window.argmax(), window.shape)] += grad[y, x] * window.max()
    return result

# %% ошибка: оба вида считаются как среднее | test_max_pool_backward, test_network_gradients
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        result[y * stride : y * stride + size, x * stride : x * stride + size] += grad[y, x] / size**2
    return result

# %% ошибка: место победителя ищется во всей картинке | test_max_pool_backward
def pool_backward(grad, image, size, stride, kind):
    result = np.zeros(image.shape)
    for y, x in np.ndindex(grad.shape):
        window = image[y * stride : y * stride + size, x * stride : x * stride + size]
        if kind == "average":
            result[y * stride : y * stride + size, x * stride : x * stride + size] += grad[y, x] / size**2
        else:
            result[tuple(np.argwhere(image == window.max())[0])] += grad[y, x]
    return result
