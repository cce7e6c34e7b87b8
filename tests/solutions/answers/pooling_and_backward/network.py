"""Маленькая сеть: порядок шагов назад, ReLU, смещение, устойчивость."""

# %% верно: шаг за шагом
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)

# %% верно: свёртка циклом, градиент ядра выписан
def network(image, label, kernel, bias, weights):
    r, s = kernel.shape
    z = np.zeros((image.shape[0] - r + 1, image.shape[1] - s + 1))
    for y, x in np.ndindex(z.shape):
        z[y, x] = (image[y : y + r, x : x + s] * kernel).sum() + bias
    active = z * (z > 0)
    pooled = pool(active, 2, 2, "max")
    v = pooled.reshape(-1)
    s_ = weights.dot(v)
    top = s_.max()
    total = np.exp(s_ - top).sum()
    loss = top + np.log(total) - s_[label]
    delta = np.exp(s_ - top) / total - (np.arange(len(s_)) == label)
    back = pool_backward((delta @ weights).reshape(pooled.shape), active, 2, 2, "max") * (z > 0)
    by_kernel = np.zeros(kernel.shape)
    for y, x in np.ndindex(z.shape):
        by_kernel += back[y, x] * image[y : y + r, x : x + s]
    return float(loss), by_kernel, float(back.sum()), delta[:, None] * v

# %% верно: logaddexp и one-hot
def network(image, label, kernel, bias, weights):
    z = np.einsum("yxij,ij->yx", np.lib.stride_tricks.sliding_window_view(image, kernel.shape), kernel)
    z = z + bias
    relu = z.clip(min=0)
    features = pool(relu, 2, 2, "max")
    scores = weights @ features.flatten()
    log_p = scores - np.logaddexp.reduce(scores)
    error = np.exp(log_p) - np.eye(len(scores))[label]
    through = pool_backward((error @ weights).reshape(features.shape), relu, 2, 2, "max")
    through[z <= 0] = 0
    _, by_kernel = conv_backward(through, image, kernel)
    return -log_p[label], by_kernel, through.sum(), np.outer(error, features)

# %% верно: градиенты ядра и смещения — своей численной производной
def network(image, label, kernel, bias, weights):
    def features(kernel, bias):
        windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
        return pool(np.maximum((windows * kernel).sum((2, 3)) + bias, 0), 2, 2, "max").ravel()

    def loss_of(kernel, bias):
        scores = weights @ features(kernel, bias)
        return np.logaddexp.reduce(scores) - scores[label]

    scores = weights @ features(kernel, bias)
    error = np.exp(scores - np.logaddexp.reduce(scores))
    error[label] -= 1
    by_kernel = numerical_gradient(lambda k: loss_of(k, bias), kernel)
    by_bias = 0.0
    if image.any():
        by_bias = numerical_gradient(lambda b: loss_of(kernel, b[0]), np.array([bias]))[0]
    return loss_of(kernel, bias), by_kernel, by_bias, np.outer(error, features(kernel, bias))

# %% верно: пулинг назад по местам победителей
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = np.tensordot(windows, kernel) + bias
    height, width = z.shape[0] // 2, z.shape[1] // 2
    v, places = np.zeros(height * width), []
    for number, (y, x) in enumerate(np.ndindex(height, width)):
        tile = z[2 * y : 2 * y + 2, 2 * x : 2 * x + 2]
        i, j = np.unravel_index(tile.argmax(), (2, 2))
        v[number] = max(tile.max(), 0)
        places.append((2 * y + i, 2 * x + j))
    scores = weights @ v
    shifted = scores - scores.max()
    p = np.exp(shifted) / np.exp(shifted).sum()
    loss = np.log(np.exp(shifted).sum()) - shifted[label]
    p[label] -= 1.0
    by_v = (weights.T @ p) * (v > 0)
    by_kernel = sum(g * windows[place] for g, place in zip(by_v, places))
    return loss, by_kernel, by_v.sum(), np.outer(p, v)

# %% ошибка: ReLU назад не учтён | test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = by_active
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)

# %% ошибка: ReLU вперёд забыт | test_network_loss, test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = z
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)

# %% ошибка: единица у верного класса не вычтена | test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)

# %% ошибка: наибольшее не вычтено из оценок | test_network_loss
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)

# %% ошибка: смещение получает среднее вместо суммы | test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.mean(), np.outer(p, pooled)

# %% ошибка: смещение забыто | test_network_loss, test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3))
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)

# %% ошибка: градиент весов транспонирован | test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(pooled, p)

# %% ошибка: градиент проходит сквозь пулинг как сквозь средний | test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "average")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)

# %% ошибка: градиент ядра и картинки перепутаны | test_network_gradients
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = np.log(np.exp(scores).sum()) - scores[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[0], by_z.sum(), np.outer(p, pooled)

# %% ошибка: вероятность вместо её логарифма | test_network_loss
def network(image, label, kernel, bias, weights):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    z = (windows * kernel).sum((2, 3)) + bias
    active = np.maximum(z, 0)
    pooled = pool(active, 2, 2, "max")
    scores = weights @ pooled.ravel()
    scores = scores - scores.max()
    p = np.exp(scores) / np.exp(scores).sum()
    loss = 1 - p[label]
    p[label] -= 1
    by_pooled = (weights.T @ p).reshape(pooled.shape)
    by_active = pool_backward(by_pooled, active, 2, 2, "max")
    by_z = np.where(z > 0, by_active, 0)
    return loss, conv_backward(by_z, image, kernel)[1], by_z.sum(), np.outer(p, pooled)
