"""Сжатие полносвязного слоя: разложение SVD, прореживание весов, квантование.

Слой — матрица ``(outputs, inputs)`` обученной сети. Каждый способ даёт новую матрицу и число байт,
которого хватит, чтобы её хранить; точность меряется на той же сети с подменённой матрицей.
"""

import copy
from typing import NamedTuple

import numpy as np
import pandas as pd
import torch
from torch import nn

from lessons.datasets import mnist
from lessons.training import batches, evaluate, seed_everything, train

FLOAT_BYTES = 4


class Compressed(NamedTuple):
    """Приближённая матрица ``(outputs, inputs)`` и сколько байт занимает её запись."""

    weight: torch.Tensor
    size: int


def low_rank(weight, rank):
    r"""Приближение матрицей заданного ранга: :math:`W \approx U_r \Sigma_r V_r^T`.

    Наилучшее по сумме квадратов отклонений (теорема Эккарта — Янга). Хранятся два множителя:
    :math:`r(m + n)` чисел вместо :math:`mn`; слой превращается в два последовательных.

    Parameters
    ----------
    weight : torch.Tensor
        Матрица ``(m, n)``.
    rank : int
        Ранг :math:`r`, от 1 до ``min(m, n)``.

    Returns
    -------
    Compressed
        Матрица ``(m, n)`` и размер множителей.

    Raises
    ------
    ValueError
        Ранг вне пределов.
    """
    if not 1 <= rank <= min(weight.shape):
        raise ValueError(f"rank: получено {rank}, ожидалось целое от 1 до {min(weight.shape)}")
    left, scales, right = torch.linalg.svd(weight, full_matrices=False)
    product = (left[:, :rank] * scales[:rank]) @ right[:rank]
    return Compressed(product, FLOAT_BYTES * rank * sum(weight.shape))


def prune(weight, share):
    """Обнулить заданную долю наименьших по модулю весов.

    Уцелевшие хранятся значением и четырёхбайтным номером места, как в разреженной матрице.

    Parameters
    ----------
    weight : torch.Tensor
        Матрица ``(m, n)``.
    share : float
        Доля обнуляемых, 0 ≤ share < 1.

    Returns
    -------
    Compressed
        Матрица ``(m, n)`` и размер разреженной записи.

    Raises
    ------
    ValueError
        Доля вне пределов.

    References
    ----------
    S. Han, H. Mao, W. Dally. Deep compression: compressing deep neural networks with pruning,
    trained quantization and Huffman coding. ICLR, 2016.
    """
    if not 0 <= share < 1:
        raise ValueError(f"share: получено {share}, ожидалось число от 0 (включая) до 1")
    kept = weight.numel() - int(share * weight.numel())
    mask = torch.zeros(weight.numel(), dtype=torch.bool, device=weight.device)
    mask[weight.abs().flatten().topk(kept).indices] = True
    return Compressed(weight * mask.view_as(weight), 2 * FLOAT_BYTES * kept)


def quantize(weight, bits):
    r"""Заменить каждый вес ближайшим из :math:`2^b` равноотстоящих значений.

    .. math:: \hat w = w_{min} + s \cdot \mathrm{round}\frac{w - w_{min}}{s}, \qquad
              s = \frac{w_{max} - w_{min}}{2^b - 1}.

    Parameters
    ----------
    weight : torch.Tensor
        Матрица ``(m, n)``.
    bits : int
        Бит на вес :math:`b`, от 1 до 16.

    Returns
    -------
    Compressed
        Матрица ``(m, n)`` и размер записи: номера значений и два числа — минимум и шаг.

    Raises
    ------
    ValueError
        Число бит вне пределов.
    """
    if not 1 <= bits <= 16:
        raise ValueError(f"bits: получено {bits}, ожидалось целое от 1 до 16")
    low, high = weight.min(), weight.max()
    step = (high - low) / (2**bits - 1)
    if step == 0:
        return Compressed(weight.clone(), _packed_bytes(weight.numel(), bits))
    codes = torch.round((weight - low) / step)
    return Compressed(low + step * codes, _packed_bytes(weight.numel(), bits))


def _packed_bytes(count, bits):
    return int(np.ceil(count * bits / 8)) + 2 * FLOAT_BYTES


def prune_and_quantize(weight, share, bits):
    """Обнулить долю ``share`` весов, а уцелевшие заменить одним из :math:`2^b` значений.

    Номер места уцелевшего веса хранится четырьмя байтами, само значение — ``bits`` битами.

    Parameters
    ----------
    weight : torch.Tensor
        Матрица ``(m, n)``.
    share, bits
        Как у `prune` и `quantize`.

    Returns
    -------
    Compressed
        Матрица ``(m, n)`` и размер записи.
    """
    sparse = prune(weight, share).weight
    places = sparse != 0
    values, size = quantize(sparse[places], bits)
    result = torch.zeros_like(weight)
    result[places] = values
    return Compressed(result, size + FLOAT_BYTES * int(places.sum()))


def digit_classifier(hidden=256, epochs=4, seed=0):
    """Обученная на MNIST сеть, почти все веса которой — в одном полносвязном слое 784 → hidden.

    Parameters
    ----------
    hidden : int
        Ширина скрытого слоя.
    epochs : int
        Сколько раз пройти 8000 цифр.
    seed : int
        Начало случайных последовательностей.

    Returns
    -------
    torch.nn.Sequential
        Слой 1 — сжимаемый: яркости ``(N, 1, 28, 28)`` → оценки ``(N, 10)``.
    """
    seed_everything(seed)
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    loader = batches(mnist("train"), 64, shuffle=True)
    train(model, loader, epochs=epochs, lr=0.05, seed=seed, progress=False)
    return model


def compress_layer(model, place=1):
    """Сжать слой модели всеми способами и измерить размер и точность на 2000 цифр.

    Parameters
    ----------
    model : torch.nn.Sequential
        Обученная сеть, например `digit_classifier`; сама не меняется.
    place : int
        Номер полносвязного слоя.

    Returns
    -------
    pandas.DataFrame
        Строка на способ; столбцы: размер слоя в байтах, во сколько раз он меньше исходного,
        доля верных ответов.
    """
    weight = model[place].weight.detach()
    whole = FLOAT_BYTES * weight.numel()
    variants = {
        "исходный": Compressed(weight, whole),
        **{f"SVD, ранг {rank}": low_rank(weight, rank) for rank in (64, 32, 16, 8, 4)},
        **{f"обнулено {share:.0%}": prune(weight, share) for share in (0.5, 0.8, 0.9, 0.95, 0.98)},
        **{f"{bits} бит": quantize(weight, bits) for bits in (8, 6, 4, 3, 2)},
        "обнулено 90% и 6 бит": prune_and_quantize(weight, 0.9, 6),
    }
    loader = batches(mnist("test"), 500)
    rows = {}
    for name, (approximation, size) in variants.items():
        changed = copy.deepcopy(model)
        changed[place].weight.data = approximation
        accuracy = evaluate(changed, loader).accuracy
        rows[name] = {"байт": size, "сжатие": whole / size, "точность": accuracy}
    return pd.DataFrame.from_dict(rows, orient="index").astype({"байт": int})
