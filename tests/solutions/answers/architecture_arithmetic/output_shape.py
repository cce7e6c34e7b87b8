"""Форма после слоя: отступ с двух сторон, деление вниз, оси, ошибки."""

# %% верно: прямо по формуле
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) // t + 1
    columns = (w + 2 * p - k) // t + 1
    return (layer[1] if name == "conv" else c, rows, columns)

# %% верно: длина range
def output_shape(layer, shape):
    channels, *sides = shape
    match layer:
        case ("linear", outputs):
            return outputs, 1, 1
        case ("global",):
            return channels, 1, 1
        case ("conv", filters, kernel, stride, padding):
            channels = filters
        case ("pool", kernel, stride, padding):
            pass
        case _:
            raise ValueError("неизвестный слой")
    found = [len(range(0, side + 2 * padding - kernel + 1, stride)) for side in sides]
    if 0 in found:
        raise ValueError("окно не умещается")
    return channels, *found

# %% верно: вложенная функция
def output_shape(layer, shape):
    def side(n, k, t, p):
        if n + 2 * p < k:
            raise ValueError("окно велико")
        return 1 + (n - k + 2 * p) // t

    if layer[0] == "conv":
        return layer[1], side(shape[1], *layer[2:]), side(shape[2], *layer[2:])
    if layer[0] == "pool":
        return shape[0], side(shape[1], *layer[1:]), side(shape[2], *layer[1:])
    if layer[0] == "global":
        return shape[0], 1, 1
    if layer[0] == "linear":
        return layer[1], 1, 1
    raise ValueError(layer)

# %% верно: словарь функций
def output_shape(layer, shape):
    def window(channels, k, t, p):
        sides = [(n + 2 * p - k) // t + 1 if n + 2 * p >= k else 0 for n in shape[1:]]
        if min(sides) < 1:
            raise ValueError
        return (channels, sides[0], sides[1])

    kinds = {
        "conv": window,
        "pool": lambda *numbers: window(shape[0], *numbers),
        "global": lambda: (shape[0], 1, 1),
        "linear": lambda outputs: (outputs, 1, 1),
    }
    if layer[0] not in kinds:
        raise ValueError(layer[0])
    return kinds[layer[0]](*layer[1:])

# %% верно: шаги окна циклом while
def output_shape(layer, shape):
    name, *numbers = layer
    if name == "linear":
        return (numbers[0], 1, 1)
    if name == "global":
        return (shape[0], 1, 1)
    if name not in {"conv", "pool"}:
        raise ValueError("слой")
    kernel, stride, padding = numbers[-3:]
    result = [numbers[0] if name == "conv" else shape[0]]
    for side in shape[1:]:
        start = count = 0
        while start + kernel <= side + 2 * padding:
            start, count = start + stride, count + 1
        if count == 0:
            raise ValueError("окно")
        result.append(count)
    return tuple(result)

# %% ошибка: отступ учтён один раз | test_output_shape, test_output_shape_errors, test_cost_of_convolution, test_summary, test_inception, test_inception_without_reduction
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + p or k > w + p:
        raise ValueError("окно не умещается")
    rows = (h + p - k) // t + 1
    columns = (w + p - k) // t + 1
    return (layer[1] if name == "conv" else c, rows, columns)

# %% ошибка: деление округлено вверх | test_output_shape, test_cost_of_convolution, test_summary
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        raise ValueError("окно не умещается")
    rows = -((k - h - 2 * p) // t) + 1
    columns = -((k - w - 2 * p) // t) + 1
    return (layer[1] if name == "conv" else c, rows, columns)

# %% ошибка: потеряна единица | test_output_shape, test_output_shape_errors, test_cost_of_convolution, test_summary, test_inception, test_inception_without_reduction
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) // t
    columns = (w + 2 * p - k) // t
    return (layer[1] if name == "conv" else c, rows, columns)

# %% ошибка: форма дробная | test_output_shape, test_cost_of_convolution, test_summary
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) / t + 1
    columns = (w + 2 * p - k) / t + 1
    return (layer[1] if name == "conv" else c, rows, columns)

# %% ошибка: высота и ширина перепутаны | test_output_shape, test_output_shape_errors
def output_shape(layer, shape):
    name = layer[0]
    c, w, h = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) // t + 1
    columns = (w + 2 * p - k) // t + 1
    return (layer[1] if name == "conv" else c, rows, columns)

# %% ошибка: пулинг меняет каналы | test_output_shape, test_summary, test_inception, test_inception_without_reduction
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) // t + 1
    columns = (w + 2 * p - k) // t + 1
    return (layer[1], rows, columns)

# %% ошибка: свёртка не меняет каналов | test_output_shape, test_output_shape_errors, test_cost_of_convolution, test_summary, test_inception, test_inception_without_reduction
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) // t + 1
    columns = (w + 2 * p - k) // t + 1
    return (c, rows, columns)

# %% ошибка: размер окна не проверяется | test_output_shape_errors
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p or k > w + 2 * p:
        pass
    rows = (h + 2 * p - k) // t + 1
    columns = (w + 2 * p - k) // t + 1
    return (layer[1] if name == "conv" else c, rows, columns)

# %% ошибка: проверяется только высота | test_output_shape_errors
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h + 2 * p:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) // t + 1
    columns = (w + 2 * p - k) // t + 1
    return (layer[1] if name == "conv" else c, rows, columns)

# %% ошибка: отступ в проверке забыт | test_output_shape, test_output_shape_errors, test_inception, test_inception_without_reduction
def output_shape(layer, shape):
    name = layer[0]
    c, h, w = shape
    if name == "linear":
        return (layer[1], 1, 1)
    if name == "global":
        return (c, 1, 1)
    if name not in ("conv", "pool"):
        raise ValueError(name)
    k, t, p = layer[-3:]
    if k > h or k > w:
        raise ValueError("окно не умещается")
    rows = (h + 2 * p - k) // t + 1
    columns = (w + 2 * p - k) // t + 1
    return (layer[1] if name == "conv" else c, rows, columns)
