"""Серый и порядок осей: веса каналов, переполнение uint8, reshape вместо перестановки."""

# %% верно: сумма каналов с весами; transpose
def to_grey(image):
    if image.ndim != 3 or image.shape[-1] != 3:
        raise ValueError("нужна цветная картинка")
    red, green, blue = image[..., 0], image[..., 1], image[..., 2]
    return 0.299 * red + 0.587 * green + 0.114 * blue


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError("нужны три оси")
    return image.transpose(2, 0, 1)

# %% верно: циклы по пикселям
def to_grey(image):
    if len(image.shape) != 3 or image.shape[2] != 3:
        raise ValueError
    height, width, _ = image.shape
    result = np.zeros((height, width))
    for y in range(height):
        for x in range(width):
            r, g, b = (float(value) for value in image[y, x])
            result[y, x] = 0.299 * r + 0.587 * g + 0.114 * b
    return result


def to_channels_first(image):
    if len(image.shape) != 3:
        raise ValueError
    height, width, channels = image.shape
    result = np.zeros((channels, height, width), dtype=image.dtype)
    for c in range(channels):
        result[c] = image[:, :, c]
    return result

# %% верно: tensordot и stack
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError(image.shape)
    return np.tensordot(image.astype(float), [0.299, 0.587, 0.114], axes=1)


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError(image.shape)
    return np.stack([image[:, :, c] for c in range(image.shape[2])])

# %% верно: einsum
def to_grey(image):
    try:
        height, width, channels = image.shape
    except ValueError:
        raise ValueError("нужны три оси") from None
    if channels != 3:
        raise ValueError("нужны три канала")
    return np.einsum("hwc,c->hw", image.astype(float), np.array([0.299, 0.587, 0.114]))


def to_channels_first(image):
    height, width, channels = image.shape
    return np.einsum("hwc->chw", image)

# %% верно: среднее с весами; swapaxes дважды
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return np.average(image, axis=2, weights=[0.299, 0.587, 0.114])


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return image.swapaxes(1, 2).swapaxes(0, 1)

# %% ошибка: простое среднее каналов | test_to_grey
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return image.mean(axis=2)


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return np.moveaxis(image, 2, 0)

# %% ошибка: веса для порядка BGR | test_to_grey
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return image @ np.array([0.114, 0.587, 0.299])


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return np.moveaxis(image, 2, 0)

# %% ошибка: серый округлён до целых | test_to_grey
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return (image @ np.array([0.299, 0.587, 0.114])).astype(image.dtype)


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return np.moveaxis(image, 2, 0)

# %% ошибка: сумма каналов в uint8 переполняется | test_to_grey
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    weighted = image * 299 + np.zeros(3, image.dtype) if image.dtype != np.uint8 else image
    return weighted[..., 0] * 0.299 + (weighted[..., 1] + weighted[..., 2]) * 0.3505


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return np.moveaxis(image, 2, 0)

# %% ошибка: серый поделён на 255 | test_to_grey
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return image @ np.array([0.299, 0.587, 0.114]) / 255


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return np.moveaxis(image, 2, 0)

# %% ошибка: форма не проверяется | test_to_grey, test_to_channels_first
def to_grey(image):
    return image[..., 0] * 0.299 + image[..., 1] * 0.587 + image[..., -1] * 0.114


def to_channels_first(image):
    return np.moveaxis(image, -1, 0)

# %% ошибка: reshape вместо перестановки | test_to_channels_first
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return image @ np.array([0.299, 0.587, 0.114])


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    height, width, channels = image.shape
    return image.reshape(channels, height, width)

# %% ошибка: image.T — высота и ширина поменялись местами | test_to_channels_first
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return image @ np.array([0.299, 0.587, 0.114])


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return image.T

# %% ошибка: тип чисел стал вещественным | test_to_channels_first
def to_grey(image):
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError
    return image @ np.array([0.299, 0.587, 0.114])


def to_channels_first(image):
    if image.ndim != 3:
        raise ValueError
    return np.moveaxis(image.astype(float), 2, 0)
