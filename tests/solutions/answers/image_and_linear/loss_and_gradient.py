"""Перекрёстная энтропия: среднее, устойчивость, правило цепочки."""

# %% верно: one-hot и logaddexp.reduce
def loss_and_gradient(rows, labels, weights, bias):
    n, k = len(rows), len(weights)
    target = np.eye(k)[labels]
    s = scores(rows, weights, bias)
    log_p = s - np.logaddexp.reduce(s, axis=1, keepdims=True)
    loss = -(target * log_p).sum() / n
    delta = (np.exp(log_p) - target) / n
    return loss, delta.T @ rows, delta.sum(axis=0)

# %% верно: цикл по картинкам
def loss_and_gradient(rows, labels, weights, bias):
    loss, grad_weights, grad_bias = 0.0, np.zeros(weights.shape), np.zeros(bias.shape)
    for row, label in zip(rows, labels):
        s = weights @ row + bias
        s = s - s.max()
        p = np.exp(s) / np.exp(s).sum()
        loss += np.log(np.exp(s).sum()) - s[label]
        p[label] -= 1
        grad_weights += np.outer(p, row)
        grad_bias += p
    return loss / len(rows), grad_weights / len(rows), grad_bias / len(rows)

# %% верно: einsum и take_along_axis
def loss_and_gradient(rows, labels, weights, bias):
    s = scores(rows, weights, bias)
    top = s.max(axis=1, keepdims=True)
    e = np.exp(s - top)
    log_sum = top[:, 0] + np.log(e.sum(axis=1))
    loss = np.mean(log_sum - np.take_along_axis(s, labels[:, None], axis=1)[:, 0])
    p = e / e.sum(axis=1, keepdims=True)
    p = (p - (np.arange(len(weights)) == labels[:, None])) / len(labels)
    return loss, np.einsum("nk,nd->kd", p, rows), np.einsum("nk->k", p)

# %% верно: градиент по столбцам весов с единичным признаком
def loss_and_gradient(rows, labels, weights, bias):
    full = np.hstack([rows, np.ones((len(rows), 1))])
    theta = np.hstack([weights, bias[:, None]])
    s = full @ theta.T
    s -= s.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    chosen = log_p[np.arange(len(labels)), labels]
    delta = np.exp(log_p)
    delta[np.arange(len(labels)), labels] -= 1
    grad = delta.T @ full / len(labels)
    return float(-chosen.mean()), grad[:, :-1], grad[:, -1]

# %% верно: через разности оценок с верным классом
def loss_and_gradient(rows, labels, weights, bias):
    s = scores(rows, weights, bias)
    index = np.arange(len(labels))
    margin = s - s[index, labels][:, None]
    highest = margin.max(axis=1)
    losses = highest + np.log(np.exp(margin - highest[:, None]).sum(axis=1))
    p = np.exp(margin - losses[:, None])
    p[index, labels] -= 1.0
    return losses.mean(), (p / len(p)).T @ rows, (p / len(p)).sum(0)

# %% ошибка: сумма вместо среднего | test_loss, test_gradient, test_loss_is_stable, test_train
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    sums = np.exp(s).sum(axis=1)
    error = np.exp(s) / sums[:, None]
    error[picked] -= 1
    return (np.log(sums) - s[picked]).sum(), error.T @ rows, error.sum(axis=0)

# %% ошибка: градиент не поделён на N | test_gradient, test_loss_is_stable, test_train
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    sums = np.exp(s).sum(axis=1)
    error = np.exp(s) / sums[:, None]
    error[picked] -= 1
    return (np.log(sums) - s[picked]).mean(), error.T @ rows, error.sum(axis=0)

# %% ошибка: наибольшее не вычтено | test_loss_is_stable
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    loss = -np.log(p[picked]).mean()
    p[picked] -= 1
    return loss, p.T @ rows / len(rows), p.mean(axis=0)

# %% ошибка: логарифм от округлённой до нуля вероятности | test_loss_is_stable
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    loss = -np.log(p[picked]).mean()
    p[picked] -= 1
    return loss, p.T @ rows / len(rows), p.mean(axis=0)

# %% ошибка: вычтено одно наибольшее на всех | test_loss_is_stable
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max()
    sums = np.exp(s).sum(axis=1)
    error = np.exp(s) / sums[:, None]
    error[picked] -= 1
    error /= len(labels)
    return (np.log(sums) - s[picked]).mean(), error.T @ rows, error.sum(axis=0)

# %% ошибка: единица у верного класса не вычтена | test_gradient, test_loss_is_stable, test_train
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    sums = np.exp(s).sum(axis=1)
    error = np.exp(s) / sums[:, None] / len(labels)
    return (np.log(sums) - s[picked]).mean(), error.T @ rows, error.sum(axis=0)

# %% ошибка: градиент по весам транспонирован | test_gradient, test_loss_is_stable, test_train
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    sums = np.exp(s).sum(axis=1)
    error = np.exp(s) / sums[:, None]
    error[picked] -= 1
    error /= len(labels)
    return (np.log(sums) - s[picked]).mean(), rows.T @ error, error.sum(axis=0)

# %% ошибка: градиент с обратным знаком | test_gradient, test_loss_is_stable, test_train
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    sums = np.exp(s).sum(axis=1)
    error = -np.exp(s) / sums[:, None]
    error[picked] += 1
    error /= len(labels)
    return (np.log(sums) - s[picked]).mean(), error.T @ rows, error.sum(axis=0)

# %% ошибка: двоичный логарифм | test_loss, test_gradient, test_loss_is_stable
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    sums = np.exp(s).sum(axis=1)
    error = np.exp(s) / sums[:, None]
    error[picked] -= 1
    error /= len(labels)
    return (np.log2(sums) - s[picked] / np.log(2)).mean(), error.T @ rows, error.sum(axis=0)

# %% ошибка: возвращена только ошибка | test_loss, test_gradient, test_loss_is_stable, test_train
def loss_and_gradient(rows, labels, weights, bias):
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    return (np.log(np.exp(s).sum(axis=1)) - s[picked]).mean()

# %% ошибка: вместо меток — ответы классификатора | test_loss, test_gradient, test_loss_is_stable, test_train
def loss_and_gradient(rows, labels, weights, bias):
    labels = predict(rows, weights, bias)
    picked = np.arange(len(labels)), labels
    s = scores(rows, weights, bias)
    s = s - s.max(axis=1, keepdims=True)
    sums = np.exp(s).sum(axis=1)
    error = np.exp(s) / sums[:, None]
    error[picked] -= 1
    error /= len(labels)
    return (np.log(sums) - s[picked]).mean(), error.T @ rows, error.sum(axis=0)
