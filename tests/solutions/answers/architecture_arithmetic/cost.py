"""Параметры и умножения: смещения, каналы входа, размер выхода."""

# %% верно: прямо по формуле
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * (one + 1), k * one * rows * columns
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * (n + 1), n * m
    return 0, 0

# %% верно: полносвязный слой — свёртка во весь вход
def cost(layer, shape):
    if layer[0] == "linear":
        inputs = shape[0] * shape[1] * shape[2]
        return cost(("conv", layer[1], 1, 1, 0), (inputs, 1, 1))
    if layer[0] != "conv":
        return 0, 0
    filters, height, width = output_shape(layer, shape)
    weights = filters * shape[0] * layer[2] ** 2
    return weights + filters, weights * height * width

# %% верно: match
def cost(layer, shape):
    match layer:
        case ("conv", filters, kernel, _, _):
            _, rows, columns = output_shape(layer, shape)
            per_place = filters * kernel**2 * shape[0]
            return filters + per_place, per_place * rows * columns
        case ("linear", outputs):
            weights = outputs
            for side in shape:
                weights *= side
            return weights + outputs, weights
    return 0, 0

# %% верно: math.prod
def cost(layer, shape):
    import math

    if layer[0] == "linear":
        weights = math.prod((*shape, layer[1]))
        return weights + layer[1], weights
    if layer[0] == "conv":
        weights = math.prod((layer[1], shape[0], layer[2], layer[2]))
        return weights + layer[1], weights * math.prod(output_shape(layer, shape)[1:])
    return 0, 0

# %% верно: сначала нули
def cost(layer, shape):
    parameters = multiplications = 0
    outputs = output_shape(layer, shape)
    if layer[0] in ("conv", "linear"):
        window = layer[2] ** 2 if layer[0] == "conv" else shape[1] * shape[2]
        weights = outputs[0] * shape[0] * window
        parameters = weights + outputs[0]
        multiplications = weights * outputs[1] * outputs[2]
    return (parameters, multiplications)

# %% ошибка: смещения забыты | test_cost_of_convolution, test_cost_of_linear, test_summary, test_inception, test_inception_without_reduction
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * one, k * one * rows * columns
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * n, n * m
    return 0, 0

# %% ошибка: смещение одно на слой | test_cost_of_convolution, test_cost_of_linear, test_summary, test_inception, test_inception_without_reduction
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * one + 1, k * one * rows * columns
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * n + 1, n * m
    return 0, 0

# %% ошибка: каналы входа забыты | test_cost_of_convolution, test_summary, test_inception, test_inception_without_reduction
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = layer[2] * layer[2]
        return k * (one + 1), k * one * rows * columns
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * (n + 1), n * m
    return 0, 0

# %% ошибка: ядро не в квадрате | test_cost_of_convolution, test_summary, test_inception, test_inception_without_reduction
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2]
        return k * (one + 1), k * one * rows * columns
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * (n + 1), n * m
    return 0, 0

# %% ошибка: умножения по размеру входа | test_cost_of_convolution, test_summary
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * (one + 1), k * one * h * w
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * (n + 1), n * m
    return 0, 0

# %% ошибка: умножения без размера карты | test_cost_of_convolution, test_summary, test_inception, test_inception_without_reduction
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * (one + 1), k * one
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * (n + 1), n * m
    return 0, 0

# %% ошибка: умножение и сложение посчитаны порознь | test_cost_of_convolution, test_cost_of_linear, test_summary, test_inception, test_inception_without_reduction
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * (one + 1), 2 * k * one * rows * columns
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * (n + 1), 2 * n * m
    return 0, 0

# %% ошибка: полносвязный слой смотрит лишь на каналы | test_cost_of_linear, test_summary
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * (one + 1), k * one * rows * columns
    if layer[0] == "linear":
        n, m = c, layer[1]
        return m * (n + 1), n * m
    return 0, 0

# %% ошибка: у пулинга посчитаны сравнения | test_cost_of_convolution, test_summary, test_inception, test_inception_without_reduction
def cost(layer, shape):
    c, h, w = shape
    if layer[0] == "conv":
        k, rows, columns = output_shape(layer, shape)
        one = c * layer[2] * layer[2]
        return k * (one + 1), k * one * rows * columns
    if layer[0] == "linear":
        n, m = c * h * w, layer[1]
        return m * (n + 1), n * m
    rows = output_shape(layer, shape)
    return 0, rows[0] * rows[1] * rows[2] * layer[-3] ** 2 if layer[0] == "pool" else 0
