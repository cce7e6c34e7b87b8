"""Линейный классификатор: порядок множителей, смещение, ось наибольшего."""

# %% верно: np.dot и np.argmax
def scores(rows, weights, bias):
    return np.dot(rows, weights.T) + bias


def predict(rows, weights, bias):
    return np.argmax(scores(rows, weights, bias), axis=1)

# %% верно: циклы и список
def scores(rows, weights, bias):
    result = np.zeros((len(rows), len(weights)))
    for i, row in enumerate(rows):
        for k in range(len(weights)):
            result[i, k] = (row * weights[k]).sum() + bias[k]
    return result


def predict(rows, weights, bias):
    answers = []
    for line in scores(rows, weights, bias):
        best = 0
        for k in range(len(line)):
            if line[k] > line[best]:
                best = k
        answers.append(best)
    return np.array(answers)

# %% верно: einsum
def scores(rows, weights, bias):
    return np.einsum("nd,kd->nk", rows, weights) + bias[None, :]


def predict(rows, weights, bias):
    return scores(rows, weights, bias).argmax(-1)

# %% верно: смещение — ещё один признак
def scores(rows, weights, bias):
    longer = np.column_stack([rows, np.ones(len(rows))])
    return longer @ np.column_stack([weights, bias]).T


def predict(rows, weights, bias):
    found = scores(rows, weights, bias)
    return np.array([int(line.argmax()) for line in found])

# %% верно: транспонированное произведение
def scores(rows, weights, bias):
    return (weights @ rows.T + bias[:, None]).T


def predict(rows, weights, bias):
    return np.argmax(weights @ rows.T + bias[:, None], axis=0)

# %% верно: список ответов Python
def scores(rows, weights, bias):
    return np.inner(rows, weights) + bias


def predict(rows, weights, bias):
    return [max(range(len(line)), key=lambda k: line[k]) for line in scores(rows, weights, bias).tolist()]

# %% ошибка: смещение забыто | test_scores, test_predict, test_loss, test_gradient, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    return rows @ weights.T


def predict(rows, weights, bias):
    return scores(rows, weights, bias).argmax(axis=1)

# %% ошибка: смещение вычтено | test_scores, test_predict, test_loss, test_gradient, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    return rows @ weights.T - bias


def predict(rows, weights, bias):
    return scores(rows, weights, bias).argmax(axis=1)

# %% ошибка: веса не транспонированы | test_scores, test_predict, test_loss, test_gradient, test_loss_is_stable, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    return rows @ weights + bias


def predict(rows, weights, bias):
    return scores(rows, weights, bias).argmax(axis=1)

# %% ошибка: ответ — сама оценка | test_predict, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    return rows @ weights.T + bias


def predict(rows, weights, bias):
    return scores(rows, weights, bias).max(axis=1)

# %% ошибка: наибольшее по картинкам, а не по классам | test_predict, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    return rows @ weights.T + bias


def predict(rows, weights, bias):
    return scores(rows, weights, bias).argmax(axis=0)

# %% ошибка: берётся наименьшая оценка | test_predict, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    return rows @ weights.T + bias


def predict(rows, weights, bias):
    return scores(rows, weights, bias).argmin(axis=1)

# %% ошибка: при равенстве побеждает больший номер | test_predict
def scores(rows, weights, bias):
    return rows @ weights.T + bias


def predict(rows, weights, bias):
    found = scores(rows, weights, bias)
    return found.shape[1] - 1 - found[:, ::-1].argmax(axis=1)

# %% ошибка: сравниваются модули оценок | test_predict, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    return rows @ weights.T + bias


def predict(rows, weights, bias):
    return np.abs(scores(rows, weights, bias)).argmax(axis=1)

# %% ошибка: смещение прибавлено столбцом | test_scores, test_predict, test_loss, test_gradient, test_train, test_accuracy_by_shift
def scores(rows, weights, bias):
    found = rows @ weights.T
    return found + bias[:1]


def predict(rows, weights, bias):
    return scores(rows, weights, bias).argmax(axis=1)
