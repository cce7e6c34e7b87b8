"""Сеть целиком: форма идёт от слоя к слою, числа складываются."""

# %% верно: прямо по формуле
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers:
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
        shape = output_shape(layer, shape)
    return shape, parameters, macs

# %% верно: рекурсия
def summary(layers, shape):
    if not layers:
        return shape, 0, 0
    p, m = cost(layers[0], shape)
    last, parameters, macs = summary(layers[1:], output_shape(layers[0], shape))
    return last, p + parameters, m + macs

# %% верно: список форм
def summary(layers, shape):
    shapes = [shape]
    for layer in layers:
        shapes.append(output_shape(layer, shapes[-1]))
    costs = [cost(layer, before) for layer, before in zip(layers, shapes)]
    return shapes[-1], sum(p for p, _ in costs), sum(m for _, m in costs)

# %% верно: functools.reduce
def summary(layers, shape):
    from functools import reduce

    def step(state, layer):
        now, parameters, macs = state
        p, m = cost(layer, now)
        return output_shape(layer, now), parameters + p, macs + m

    return reduce(step, layers, (shape, 0, 0))

# %% верно: индексы
def summary(layers, shape):
    total = [0, 0]
    for i in range(len(layers)):
        for j, number in enumerate(cost(layers[i], shape)):
            total[j] += number
        shape = output_shape(layers[i], shape)
    return (shape, total[0], total[1])

# %% ошибка: форма не обновляется | test_summary, test_inception, test_inception_without_reduction
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers:
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
    return shape, parameters, macs

# %% ошибка: форма обновлена раньше счёта | test_summary, test_inception, test_inception_without_reduction
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers:
        shape = output_shape(layer, shape)
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
    return shape, parameters, macs

# %% ошибка: остались числа последнего слоя | test_summary, test_inception, test_inception_without_reduction
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers:
        p, m = cost(layer, shape)
        parameters, macs = p, m
        shape = output_shape(layer, shape)
    return shape, parameters, macs

# %% ошибка: последний слой пропущен | test_summary, test_inception, test_inception_without_reduction
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers[:-1]:
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
        shape = output_shape(layer, shape)
    return shape, parameters, macs

# %% ошибка: первый слой пропущен | test_summary, test_inception, test_inception_without_reduction
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers[1:]:
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
        shape = output_shape(layer, shape)
    return shape, parameters, macs

# %% ошибка: параметры и умножения перепутаны | test_summary, test_inception, test_inception_without_reduction
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers:
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
        shape = output_shape(layer, shape)
    return shape, macs, parameters

# %% ошибка: форма не возвращается | test_summary, test_inception, test_inception_without_reduction
def summary(layers, shape):
    parameters = macs = 0
    for layer in layers:
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
        shape = output_shape(layer, shape)
    return parameters, macs

# %% ошибка: повторённый слой посчитан один раз | test_summary
def summary(layers, shape):
    parameters = macs = 0
    for layer in dict.fromkeys(layers):
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
        shape = output_shape(layer, shape)
    return shape, parameters, macs

# %% ошибка: список слоёв опустошён | test_summary
def summary(layers, shape):
    parameters = macs = 0
    while layers:
        layer = layers.pop(0)
        p, m = cost(layer, shape)
        parameters, macs = parameters + p, macs + m
        shape = output_shape(layer, shape)
    return shape, parameters, macs
