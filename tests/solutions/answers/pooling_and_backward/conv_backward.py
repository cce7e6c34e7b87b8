"""Градиент свёртки: по ядру и по картинке."""

# %% верно: сдвиги вместо положений
def conv_backward(grad, image, kernel):
    h, w = grad.shape
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            by_kernel[i, j] = (grad * image[i : i + h, j : j + w]).sum()
            by_image[i : i + h, j : j + w] += kernel[i, j] * grad
    return by_image, by_kernel

# %% верно: полная свёртка с перевёрнутым ядром
def conv_backward(grad, image, kernel):
    r, s = kernel.shape
    view = np.lib.stride_tricks.sliding_window_view
    by_kernel = np.einsum("ijyx,yx->ij", view(image.astype(float), grad.shape), grad)
    wide = np.pad(grad.astype(float), ((r - 1, r - 1), (s - 1, s - 1)))
    by_image = np.einsum("abij,ij->ab", view(wide, (r, s)), kernel[::-1, ::-1])
    return by_image, by_kernel

# %% верно: шесть строк с циклами по всем числам
def conv_backward(grad, image, kernel):
    by_image = [[0.0] * image.shape[1] for _ in range(image.shape[0])]
    by_kernel = [[0.0] * kernel.shape[1] for _ in range(kernel.shape[0])]
    for (y, x), g in np.ndenumerate(grad):
        for (i, j), k in np.ndenumerate(kernel):
            by_image[y + i][x + j] += float(g) * float(k)
            by_kernel[i][j] += float(g) * float(image[y + i, x + j])
    return np.array(by_image), np.array(by_kernel)

# %% верно: матрица свёртки
def conv_backward(grad, image, kernel):
    (h, w), (r, s) = image.shape, kernel.shape
    rows = []
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            canvas = np.zeros((h, w))
            canvas[y : y + r, x : x + s] = kernel
            rows.append(canvas.ravel())
    by_image = (np.array(rows).T @ grad.ravel()).reshape(h, w)
    windows = np.lib.stride_tricks.sliding_window_view(image, (r, s)).reshape(-1, r * s)
    return by_image, (grad.ravel() @ windows).reshape(r, s).astype(float)

# %% верно: tensordot и накопление
def conv_backward(grad, image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    by_kernel = np.tensordot(grad, windows, axes=2).astype(float)
    by_image = np.zeros(image.shape)
    for y, x in np.ndindex(*grad.shape):
        by_image[y : y + kernel.shape[0], x : x + kernel.shape[1]] += kernel * grad[y, x]
    return by_image, by_kernel

# %% ошибка: порядок пары наоборот | test_conv_backward_kernel, test_conv_backward_image, test_network_gradients
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        by_image[y : y + r, x : x + s] += grad[y, x] * kernel
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_kernel, by_image

# %% ошибка: ядро в градиенте картинки перевёрнуто | test_conv_backward_image
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        by_image[y : y + r, x : x + s] += grad[y, x] * kernel[::-1, ::-1]
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel

# %% ошибка: градиент ядра перевёрнут | test_conv_backward_kernel, test_network_gradients
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        by_image[y : y + r, x : x + s] += grad[y, x] * kernel
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel[::-1, ::-1]

# %% ошибка: перекрытия затираются | test_conv_backward_image
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        by_image[y : y + r, x : x + s] = grad[y, x] * kernel
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel

# %% ошибка: градиент ядра — среднее по положениям | test_conv_backward_kernel, test_network_gradients
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        by_image[y : y + r, x : x + s] += grad[y, x] * kernel
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel / grad.size

# %% ошибка: градиент картинки без учёта G | test_conv_backward_image
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        by_image[y : y + r, x : x + s] += kernel
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel

# %% ошибка: картинка и ядро перепутаны местами | test_conv_backward_kernel, test_conv_backward_image, test_network_loss, test_network_gradients
def conv_backward(grad, image, kernel):
    image, kernel = kernel, image
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        by_image[y : y + r, x : x + s] += grad[y, x] * kernel
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel

# %% ошибка: массивы в типе картинки | test_conv_backward_image
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros_like(image), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y, x in np.ndindex(grad.shape):
        part = by_image[y : y + r, x : x + s]
        part[:] = (part + grad[y, x] * kernel).astype(image.dtype)
        by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel

# %% ошибка: последний столбец G потерян | test_conv_backward_kernel, test_conv_backward_image, test_network_gradients
def conv_backward(grad, image, kernel):
    by_image, by_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
    r, s = kernel.shape
    for y in range(grad.shape[0]):
        for x in range(grad.shape[1] - 1):
            by_image[y : y + r, x : x + s] += grad[y, x] * kernel
            by_kernel += grad[y, x] * image[y : y + r, x : x + s]
    return by_image, by_kernel
