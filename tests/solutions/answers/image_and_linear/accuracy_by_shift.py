"""Точность при сдвиге: порядок пар, деление на 255, доля верных."""

# %% верно: генератор списка
def accuracy_by_shift(images, labels, weights, bias, shifts):
    n = len(images)
    return [
        np.mean(predict(shift(images, dy, dx).reshape(n, -1) / 255, weights, bias) == labels)
        for dy, dx in shifts
    ]

# %% верно: массив и счёт верных
def accuracy_by_shift(images, labels, weights, bias, shifts):
    found = np.zeros(len(shifts))
    for place, pair in enumerate(shifts):
        moved = shift(images, *pair).astype(float) / 255
        answers = predict(moved.reshape(len(moved), -1), weights, bias)
        found[place] = np.count_nonzero(answers == labels) / len(labels)
    return found

# %% верно: картинки по одной
def accuracy_by_shift(images, labels, weights, bias, shifts):
    result = []
    for dy, dx in shifts:
        right = 0
        for image, label in zip(images, labels):
            row = shift(image[None], dy, dx).ravel()[None] / 255.0
            right += int(predict(row, weights, bias)[0] == label)
        result.append(right / len(images))
    return result

# %% верно: сначала деление, потом сдвиг
def accuracy_by_shift(images, labels, weights, bias, shifts):
    bright = images / 255
    size = images.shape[1] * images.shape[2]
    return np.array(
        [(predict(shift(bright, *s).reshape(-1, size), weights, bias) == labels).mean() for s in shifts]
    )

# %% верно: map
def accuracy_by_shift(images, labels, weights, bias, shifts):
    def accuracy(pair):
        rows = np.array([image.flatten() for image in shift(images, pair[0], pair[1])]) / 255
        return 1 - np.mean(predict(rows, weights, bias) != labels)

    return list(map(accuracy, shifts))

# %% ошибка: возвращено число верных, а не доля | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    n = len(images)
    return [
        (predict(shift(images, dy, dx).reshape(n, -1) / 255, weights, bias) == labels).sum()
        for dy, dx in shifts
    ]

# %% ошибка: доля неверных | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    n = len(images)
    return [
        (predict(shift(images, dy, dx).reshape(n, -1) / 255, weights, bias) != labels).mean()
        for dy, dx in shifts
    ]

# %% ошибка: dx и dy перепутаны | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    n = len(images)
    return [
        (predict(shift(images, dy, dx).reshape(n, -1) / 255, weights, bias) == labels).mean()
        for dx, dy in shifts
    ]

# %% ошибка: сдвиги накапливаются | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    found = []
    for dy, dx in shifts:
        images = shift(images, dy, dx)
        rows = images.reshape(len(images), -1) / 255
        found.append((predict(rows, weights, bias) == labels).mean())
    return found

# %% ошибка: на 255 не поделено | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    n = len(images)
    return [
        (predict(shift(images, dy, dx).reshape(n, -1) * 1.0, weights, bias) == labels).mean()
        for dy, dx in shifts
    ]

# %% ошибка: целочисленное деление на 255 | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    n = len(images)
    return [
        (predict(shift(images, dy, dx).reshape(n, -1) // 255, weights, bias) == labels).mean()
        for dy, dx in shifts
    ]

# %% ошибка: точность лишь последнего сдвига | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    for dy, dx in shifts:
        rows = shift(images, dy, dx).reshape(len(images), -1) / 255
        accuracy = (predict(rows, weights, bias) == labels).mean()
    return accuracy

# %% ошибка: картинки не сдвинуты | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    rows = images.reshape(len(images), -1) / 255
    return [(predict(rows, weights, bias) == labels).mean() for _ in shifts]

# %% ошибка: картинка вытянута по столбцам | test_accuracy_by_shift
def accuracy_by_shift(images, labels, weights, bias, shifts):
    n = len(images)
    return [
        (predict(shift(images, *s).transpose(0, 2, 1).reshape(n, -1) / 255, weights, bias) == labels).mean()
        for s in shifts
    ]
