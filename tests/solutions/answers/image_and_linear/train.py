"""Градиентный спуск: знак шага, число шагов, нулевое начало."""

# %% верно: новые массивы вместо изменения на месте
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        gradients = loss_and_gradient(rows, labels, weights, bias)[1:]
        weights, bias = weights - rate * gradients[0], bias - rate * gradients[1]
    return weights, bias

# %% верно: while и один массив параметров
def train(rows, labels, classes, steps, rate):
    theta = np.zeros((classes, rows.shape[1] + 1))
    done = 0
    while done < steps:
        _, by_weights, by_bias = loss_and_gradient(rows, labels, theta[:, :-1], theta[:, -1])
        theta = theta - rate * np.column_stack([by_weights, by_bias])
        done += 1
    return theta[:, :-1], theta[:, -1]

# %% верно: градиент выписан здесь же
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    target = np.eye(classes)[labels]
    for _ in range(steps):
        s = rows @ weights.T + bias
        e = np.exp(s - s.max(axis=1, keepdims=True))
        delta = (e / e.sum(axis=1, keepdims=True) - target) / len(rows)
        weights = weights - rate * (delta.T @ rows)
        bias = bias - rate * delta.sum(axis=0)
    return weights, bias

# %% верно: рекурсия по шагам
def train(rows, labels, classes, steps, rate):
    if steps == 0:
        return np.zeros((classes, rows.shape[1])), np.zeros(classes)
    weights, bias = train(rows, labels, classes, steps - 1, rate)
    _, by_weights, by_bias = loss_and_gradient(rows, labels, weights, bias)
    return weights - rate * by_weights, bias - rate * by_bias

# %% верно: список параметров и zip
def train(rows, labels, classes, steps, rate):
    parameters = [np.zeros((classes, rows.shape[-1])), np.zeros((classes,))]
    for _ in range(steps):
        _, *gradients = loss_and_gradient(rows, labels, *parameters)
        parameters = [value - rate * slope for value, slope in zip(parameters, gradients)]
    return tuple(parameters)

# %% ошибка: градиент прибавляется | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        _, by_weights, by_bias = loss_and_gradient(rows, labels, weights, bias)
        weights += rate * by_weights
        bias += rate * by_bias
    return weights, bias

# %% ошибка: сделан один шаг | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        _, by_weights, by_bias = loss_and_gradient(rows, labels, weights, bias)
        weights -= rate * by_weights
        bias -= rate * by_bias
        return weights, bias
    return weights, bias

# %% ошибка: случайное начало | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.random.normal(0, 0.1, (classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        _, by_weights, by_bias = loss_and_gradient(rows, labels, weights, bias)
        weights -= rate * by_weights
        bias -= rate * by_bias
    return weights, bias

# %% ошибка: смещения не обучаются | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        weights -= rate * loss_and_gradient(rows, labels, weights, bias)[1]
    return weights, bias

# %% ошибка: градиент смещений берётся уже после шага весов | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        weights = weights - rate * loss_and_gradient(rows, labels, weights, bias)[1]
        bias = bias - rate * loss_and_gradient(rows, labels, weights, bias)[2]
    return weights, bias

# %% ошибка: скорость обучения забыта | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        _, by_weights, by_bias = loss_and_gradient(rows, labels, weights, bias)
        weights -= by_weights
        bias -= by_bias
    return weights, bias

# %% ошибка: на один шаг меньше | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(1, steps):
        _, by_weights, by_bias = loss_and_gradient(rows, labels, weights, bias)
        weights -= rate * by_weights
        bias -= rate * by_bias
    return weights, bias

# %% ошибка: число классов берётся из меток | test_train
def train(rows, labels, classes, steps, rate):
    classes = labels.max() + 1
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for _ in range(steps):
        _, by_weights, by_bias = loss_and_gradient(rows, labels, weights, bias)
        weights -= rate * by_weights
        bias -= rate * by_bias
    return weights, bias

# %% ошибка: шаги по одной картинке | test_train
def train(rows, labels, classes, steps, rate):
    weights, bias = np.zeros((classes, rows.shape[1])), np.zeros(classes)
    for step in range(steps):
        at = step % len(rows)
        _, by_weights, by_bias = loss_and_gradient(
            rows[at : at + 1], labels[at : at + 1], weights, bias
        )
        weights -= rate * by_weights
        bias -= rate * by_bias
    return weights, bias
