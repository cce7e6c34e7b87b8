"""Стохастический градиентный спуск и перебор выборки батчами."""

import numpy as np

from lessons.checks import whole


class SGD:
    r"""Градиентный спуск с инерцией и затуханием весов.

    .. math:: v \leftarrow \mu v - \eta\,(\nabla L + \lambda w), \qquad w \leftarrow w + v

    Parameters
    ----------
    parameters : list of ndarray
        Массивы весов; меняются на месте.
    learning_rate : float
        Темп обучения :math:`\eta > 0`.
    momentum : float
        Инерция :math:`\mu`, от 0 до 1.
    weight_decay : float
        Затухание :math:`\lambda \ge 0`: градиент штрафа :math:`\frac\lambda2\lVert w\rVert^2`.
    """

    def __init__(self, parameters, learning_rate, momentum=0.0, weight_decay=0.0):
        if learning_rate <= 0:
            raise ValueError(f"learning_rate: получено {learning_rate}, ожидалось больше 0")
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum: получено {momentum}, ожидалось от 0 до 1, не включая 1")
        if weight_decay < 0:
            raise ValueError(f"weight_decay: получено {weight_decay}, ожидалось не меньше 0")
        self.parameters = parameters
        self.learning_rate, self.momentum = learning_rate, momentum
        self.weight_decay = weight_decay
        self.velocities = [np.zeros_like(w) for w in parameters]

    def step(self, gradients):
        """Один шаг по градиентам, идущим в порядке ``parameters``."""
        for w, v, gradient in zip(self.parameters, self.velocities, gradients, strict=True):
            v *= self.momentum
            v -= self.learning_rate * (gradient + self.weight_decay * w)
            w += v


def minibatches(count, size, rng):
    """Перемешивает номера 0 … count − 1 и отдаёт их батчами не больше ``size``.

    Parameters
    ----------
    count : int
        Число примеров.
    size : int
        Размер батча; последний бывает меньше.
    rng : numpy.random.Generator
        Источник порядка.

    Returns
    -------
    list of ndarray
        Номера примеров каждого батча.

    Raises
    ------
    ValueError
        Число примеров или размер батча не положительны.
    """
    count, size = whole(count, "count"), whole(size, "size")
    order = rng.permutation(count)
    return [order[first : first + size] for first in range(0, count, size)]
