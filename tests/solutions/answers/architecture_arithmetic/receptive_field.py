"""Поле и прыжок: порядок обновления, начало, свёртка и пулинг."""

# %% верно: прямо по формуле
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% верно: с конца: сколько входа нужно одному числу
def receptive_field(layers):
    need, jump = 1, 1
    for layer in reversed(layers):
        kernel, stride, _ = layer[-3:]
        need = (need - 1) * stride + kernel
        jump *= stride
    return need, jump


def cascade(size):
    count = 0
    while receptive_field([("conv", 1, 3, 1, 1)] * count)[0] < size:
        count += 1
    return count

# %% верно: рекурсия
def receptive_field(layers):
    if not layers:
        return 1, 1
    field, jump = receptive_field(layers[:-1])
    kernel, stride, _ = layers[-1][-3:]
    return field + (kernel - 1) * jump, jump * stride


def cascade(size):
    return 0 if size <= 1 else 1 + cascade(size - 2)

# %% верно: поле как сумма произведений шагов
def receptive_field(layers):
    import math

    strides = [layer[-2] for layer in layers]
    extra = sum((layer[-3] - 1) * math.prod(strides[:i]) for i, layer in enumerate(layers))
    return 1 + extra, math.prod(strides)


def cascade(size):
    import math

    return math.ceil((size - 1) / 2)

# %% верно: по названию слоя
def receptive_field(layers):
    field = jump = 1
    for layer in layers:
        kernel, stride = (layer[2], layer[3]) if layer[0] == "conv" else (layer[1], layer[2])
        field += jump * kernel - jump
        jump *= stride
    return (field, jump)


def cascade(size):
    return len(range(1, size, 2))

# %% ошибка: прыжок обновлён раньше поля | test_receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        jump = jump * stride
        field = field + (kernel - 1) * jump
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% ошибка: прыжок не учтён в поле | test_receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        field = field + (kernel - 1)
        jump = jump * stride
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% ошибка: к полю прибавлено всё окно | test_receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        field = field + kernel * jump
        jump = jump * stride
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% ошибка: шаги складываются | test_receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        field = field + (kernel - 1) * jump
        jump = jump + stride
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% ошибка: поле начинается с нуля | test_receptive_field
def receptive_field(layers):
    field, jump = 0, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% ошибка: пулинг пропущен | test_receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        if layer[0] == "pool":
            continue
        *_, kernel, stride, _ = layer
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% ошибка: вместо шага взят отступ | test_receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, _, stride = layer
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field, jump


def cascade(size):
    return (size - 1) // 2

# %% ошибка: каскад: площадь вместо стороны | test_cascade
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field, jump


def cascade(size):
    return size**2 // 9

# %% ошибка: каскад: по три пикселя на свёртку | test_cascade
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        *_, kernel, stride, _ = layer
        field = field + (kernel - 1) * jump
        jump = jump * stride
    return field, jump


def cascade(size):
    return size // 3
