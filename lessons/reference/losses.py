"""Функции потерь: значение и градиент по оценкам классов."""

import numpy as np

from lessons.checks import array


def softmax(scores):
    r"""Вероятности классов :math:`p_k = e^{s_k} / \sum_j e^{s_j}` по последней оси.

    Из оценок вычитается наибольшая: ответ от этого не меняется, а экспонента не переполняется.

    Parameters
    ----------
    scores : array_like, shape (…, K)
        Оценки классов.

    Returns
    -------
    ndarray, shape (…, K)
        Вероятности от 0 до 1; сумма по последней оси равна 1.

    Raises
    ------
    ValueError
        ``scores`` — не массив чисел.
    """
    scores = array(scores, "scores")
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponents / exponents.sum(axis=-1, keepdims=True)


def softmax_cross_entropy(scores, labels):
    r"""Перекрёстная энтропия softmax, средняя по выборке.

    .. math::

        L = -\frac1N \sum_n \ln p_{n,y_n}, \qquad
        \frac{\partial L}{\partial s_{n,k}} = \frac{p_{n,k} - [k = y_n]}{N}

    Parameters
    ----------
    scores : array_like, shape (N, K)
        Оценки классов до softmax.
    labels : array_like of int, shape (N,)
        Номера верных классов, 0 … K − 1.

    Returns
    -------
    loss : float
    grad_scores : ndarray, shape (N, K)

    Raises
    ------
    ValueError
        Формы не подходят друг к другу, или метка вне 0 … K − 1.
    """
    scores, labels = _checked(scores, labels)
    examples = np.arange(len(scores))
    shifted = scores - scores.max(axis=1, keepdims=True)
    logarithms = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    grad_scores = np.exp(logarithms)
    grad_scores[examples, labels] -= 1
    return float(-logarithms[examples, labels].mean()), grad_scores / len(scores)


def hinge_loss(scores, labels, margin=1.0):
    r"""Многоклассовая кусочно-линейная функция потерь, средняя по выборке.

    .. math:: L = \frac1N \sum_n \sum_{k \ne y_n} \max(0,\; s_{n,k} - s_{n,y_n} + \Delta)

    Parameters
    ----------
    scores, labels
        См. `softmax_cross_entropy`.
    margin : float
        Зазор :math:`\Delta`, на который верный класс должен обгонять остальные.

    Returns
    -------
    loss : float
    grad_scores : ndarray, shape (N, K)

    Raises
    ------
    ValueError
        То же, что у `softmax_cross_entropy`.

    References
    ----------
    Weston, Watkins. Support vector machines for multi-class pattern recognition. 1999.
    """
    scores, labels = _checked(scores, labels)
    examples = np.arange(len(scores))
    excess = scores - scores[examples, labels][:, None] + scores.dtype.type(margin)
    excess[examples, labels] = 0
    grad_scores = (excess > 0).astype(scores.dtype)
    grad_scores[examples, labels] = -grad_scores.sum(axis=1)
    return float(np.maximum(excess, 0).sum() / len(scores)), grad_scores / len(scores)


def _checked(scores, labels):
    scores, labels = array(scores, "scores"), array(labels, "labels")
    if scores.dtype.kind != "f":
        scores = scores.astype(float)
    if scores.ndim != 2 or scores.size == 0:
        raise ValueError(f"scores: получена форма {scores.shape}, ожидалась непустая (N, K)")
    if labels.shape != scores.shape[:1] or labels.dtype.kind not in "iu":
        raise ValueError(
            f"labels: получены форма {labels.shape} и тип {labels.dtype}, "
            f"ожидались {scores.shape[:1]} целых"
        )
    if labels.min() < 0 or labels.max() >= scores.shape[1]:
        raise ValueError(
            f"labels: получены метки от {labels.min()} до {labels.max()}, "
            f"ожидались от 0 до {scores.shape[1] - 1}"
        )
    return scores, labels
