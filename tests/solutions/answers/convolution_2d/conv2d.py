"""Свёртка матрицы: границы, прямоугольные ядра, типы чисел, ошибки."""

# %% верно: четыре цикла
def conv2d(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if r < 1 or s < 1 or r > h or s > w:
        raise ValueError
    result = np.zeros((h - r + 1, w - s + 1))
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            for i in range(r):
                for j in range(s):
                    result[y, x] += float(kernel[i, j]) * float(image[y + i, x + j])
    return result

# %% верно: сумма сдвинутых картинок
def conv2d(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2 or kernel.size == 0:
        raise ValueError("нужны матрицы")
    r, s = kernel.shape
    rows, columns = image.shape[0] - r + 1, image.shape[1] - s + 1
    if min(rows, columns) < 1:
        raise ValueError("ядро не умещается")
    return sum(
        float(kernel[i, j]) * image[i : i + rows, j : j + columns].astype(float)
        for i in range(r)
        for j in range(s)
    )

# %% верно: окна и einsum
def conv2d(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2 or 0 in kernel.shape:
        raise ValueError
    if np.any(np.array(kernel.shape) > image.shape):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("yxij,ij->yx", windows, kernel.astype(float))

# %% верно: im2col
def conv2d(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2:
        raise ValueError("нужны матрицы")
    h, w = image.shape
    r, s = kernel.shape
    if not 0 < r <= h or not 0 < s <= w:
        raise ValueError("размеры")
    columns = [
        image[y : y + r, x : x + s].ravel() for y in range(h - r + 1) for x in range(w - s + 1)
    ]
    return (np.array(columns, dtype=float) @ kernel.ravel()).reshape(h - r + 1, w - s + 1)

# %% верно: построчные одномерные свёртки
def conv2d(image, kernel):
    if len(image.shape) != 2 or len(kernel.shape) != 2:
        raise ValueError
    if kernel.shape[0] not in range(1, image.shape[0] + 1):
        raise ValueError
    if kernel.shape[1] not in range(1, image.shape[1] + 1):
        raise ValueError
    result = []
    for y in range(image.shape[0] - kernel.shape[0] + 1):
        lines = [
            np.correlate(image[y + i].astype(float), kernel[i].astype(float))
            for i in range(kernel.shape[0])
        ]
        result.append(np.sum(lines, axis=0))
    return np.array(result)

# %% ошибка: ядро перевёрнуто | test_conv2d, test_conv2d_types, test_conv_layer, test_conv_layer_stride, test_conv_matrix
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (r, s))
    return np.einsum("yxij,ij->yx", windows, kernel[::-1, ::-1].astype(float))

# %% ошибка: потеряны последняя строка и столбец | test_conv2d, test_conv2d_types, test_conv2d_errors, test_conv_layer, test_conv_layer_stride, test_conv_matrix
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    result = np.zeros((h - r, w - s))
    for y in range(h - r):
        for x in range(w - s):
            result[y, x] = (image[y : y + r, x : x + s].astype(float) * kernel).sum()
    return result

# %% ошибка: высота и ширина ядра перепутаны | test_conv2d, test_conv2d_types, test_conv_layer, test_conv_layer_stride, test_conv_matrix
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (s, r) = image.shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    result = np.zeros((h - r + 1, w - s + 1))
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            result[y, x] = (image[y : y + r, x : x + s].astype(float) * kernel).sum()
    return result

# %% ошибка: ответ в типе картинки | test_conv2d_types, test_conv_layer
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    result = np.zeros((h - r + 1, w - s + 1), dtype=image.dtype)
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            total = (image[y : y + r, x : x + s].astype(float) * kernel).sum()
            result[y, x] = np.asarray(total).astype(image.dtype)
    return result

# %% ошибка: произведение в uint8 | test_conv2d_types
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    result = np.zeros((h - r + 1, w - s + 1))
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            result[y, x] = (image[y : y + r, x : x + s] * kernel).sum()
    return result

# %% ошибка: проверяется только высота ядра | test_conv2d_errors, test_conv_matrix
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if not 1 <= r <= h or s < 1:
        raise ValueError
    result = np.zeros((h - r + 1, max(w - s + 1, 0)))
    for y in range(h - r + 1):
        for x in range(w - s + 1):
            result[y, x] = (image[y : y + r, x : x + s].astype(float) * kernel).sum()
    return result

# %% ошибка: размерность не проверяется | test_conv2d_errors
def conv2d(image, kernel):
    image, kernel = np.atleast_2d(image).astype(float), np.atleast_2d(kernel)
    h, w = image.shape[-2:]
    r, s = kernel.shape[-2:]
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image, (r, s), axis=(-2, -1))
    return (windows * kernel).sum((-2, -1))

# %% ошибка: картинка дополнена нулями до прежнего размера | test_conv2d, test_conv2d_types, test_conv2d_errors, test_conv_layer, test_conv_layer_stride, test_conv_matrix
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    wide = np.zeros((h + r - 1, w + s - 1))
    wide[:h, :w] = image
    windows = np.lib.stride_tricks.sliding_window_view(wide, (r, s))
    return np.einsum("yxij,ij->yx", windows, kernel.astype(float))

# %% ошибка: ядро нормируется на сумму | test_conv2d, test_conv2d_types, test_conv2d_errors, test_conv_layer, test_conv_layer_stride, test_conv_matrix
def conv2d(image, kernel):
    if not image.ndim == kernel.ndim == 2:
        raise ValueError
    (h, w), (r, s) = image.shape, kernel.shape
    if not (1 <= r <= h and 1 <= s <= w):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (r, s))
    return np.einsum("yxij,ij->yx", windows, kernel / kernel.sum())
