"""Линейный классификатор: по шаблону на класс."""

import numpy as np

from lessons.checks import array, one_of

from .losses import hinge_loss, softmax_cross_entropy
from .optimization import SGD, minibatches

LOSSES = {"softmax": softmax_cross_entropy, "hinge": hinge_loss}


class LinearClassifier:
    """Оценка класса — скалярное произведение изображения с его шаблоном плюс смещение.

    Parameters
    ----------
    classes : int
        Число классов.
    loss : {"softmax", "hinge"}
        Функция потерь.
    learning_rate, momentum, weight_decay : float
        Параметры спуска, см. `SGD`; смещения не затухают.
    batch_size, epochs : int
        Размер батча и число проходов по выборке.
    seed : int
        Затравка порядка примеров: одинаковые затравки дают одинаковые веса.

    Attributes
    ----------
    weight : ndarray, shape (classes, D)
        Шаблоны; до обучения — ``None``.
    bias : ndarray, shape (classes,)
    losses : list of float
        Средняя потеря за каждую эпоху.

    Examples
    --------
    >>> model = LinearClassifier(2, epochs=50).fit([[0.0, 1.0], [1.0, 0.0]], [0, 1])
    >>> model.predict([[0.1, 0.8]])
    array([0])
    """

    def __init__(
        self,
        classes,
        *,
        loss="softmax",
        learning_rate=0.1,
        momentum=0.9,
        weight_decay=1e-4,
        batch_size=64,
        epochs=10,
        seed=0,
    ):
        self.classes, self.loss = classes, one_of(loss, "loss", LOSSES)
        self.learning_rate, self.momentum = learning_rate, momentum
        self.weight_decay = weight_decay
        self.batch_size, self.epochs, self.seed = batch_size, epochs, seed
        self.weight = self.bias = None
        self.losses = []

    def fit(self, x, labels):
        """Обучает шаблоны на изображениях ``x`` (N, …) и метках (N,); возвращает себя."""
        x, labels = _flat(x), np.asarray(labels)
        if len(x) != len(labels) or len(x) == 0:
            raise ValueError(f"labels: получено {len(labels)} меток, изображений {len(x)}")
        rng = np.random.default_rng(self.seed)
        self.weight, self.bias = np.zeros((self.classes, x.shape[1])), np.zeros(self.classes)
        weights = SGD([self.weight], self.learning_rate, self.momentum, self.weight_decay)
        biases = SGD([self.bias], self.learning_rate, self.momentum)
        self.losses = []
        for _ in range(self.epochs):
            total = 0.0
            for batch in minibatches(len(x), self.batch_size, rng):
                loss, grad_weight, grad_bias = self.gradients(x[batch], labels[batch])
                weights.step([grad_weight])
                biases.step([grad_bias])
                total += loss * len(batch)
            self.losses.append(total / len(x))
        return self

    def gradients(self, x, labels):
        """Потеря и её градиенты по весам и смещениям (без затухания)."""
        x = _flat(x)
        loss, grad_scores = LOSSES[self.loss](self.scores(x), labels)
        return loss, grad_scores.T @ x, grad_scores.sum(axis=0)

    def scores(self, x):
        """Оценки классов, (N, classes)."""
        self._check_fitted()
        x = _flat(x)
        if x.shape[1] != self.weight.shape[1]:
            raise ValueError(
                f"x: получено признаков {x.shape[1]}, ожидалось {self.weight.shape[1]}"
            )
        return x @ self.weight.T + self.bias

    def predict(self, x):
        """Номера классов с наибольшей оценкой, (N,)."""
        return self.scores(x).argmax(axis=1)

    def accuracy(self, x, labels):
        """Доля верных ответов, от 0 до 1."""
        return float(np.mean(self.predict(x) == np.asarray(labels)))

    def templates(self, shape):
        """Веса в виде изображений формы ``(classes, *shape)``."""
        self._check_fitted()
        if np.prod(shape) != self.weight.shape[1]:
            raise ValueError(
                f"shape: получено {shape}, ожидалась форма из {self.weight.shape[1]} пикселей"
            )
        return self.weight.reshape(self.classes, *shape)

    def _check_fitted(self):
        if self.weight is None:
            raise ValueError("weight: получено None, ожидалась обученная модель — вызовите fit")


def _flat(x):
    """Изображения (N, …) → векторы (N, D)."""
    x = array(x, "x").astype(float, copy=False)
    if x.ndim < 2:
        raise ValueError(f"x: получена форма {x.shape}, ожидалась (N, …)")
    return x.reshape(len(x), int(np.prod(x.shape[1:])))
