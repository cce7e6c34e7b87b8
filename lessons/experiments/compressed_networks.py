"""Сжатие целых обученных сетей и дообучение того, что осталось.

Каждый вес сети заменён параметризацией (`torch.nn.utils.parametrize`): сеть по-прежнему обучается,
но её веса остаются прореженными, квантованными или малого ранга. Поэтому дообучение — обычное.
"""

import copy
from functools import partial

import torch
from torch import nn
from torch.nn.utils import parametrize

from lessons.datasets import Split, pictures
from lessons.experiments.compression import FLOAT_BYTES, low_rank, prune, quantize
from lessons.experiments.contest import Entrant, contest, first, garments
from lessons.networks.pretrained import fashion_cnn, squeezenet_imagenet
from lessons.training import batches, evaluate


class Pruned(nn.Module):
    """Доля ``share`` наименьших весов обнулена навсегда, остальные обучаются."""

    def __init__(self, weight, share):
        super().__init__()
        kept, self.size = prune(weight, share)
        self.register_buffer("mask", kept != 0)

    def forward(self, weight):
        return weight * self.mask


class Quantized(nn.Module):
    """Вперёд идут веса, округлённые до 2^bits значений, а градиент — будто округления нет.

    Y. Bengio, N. Léonard, A. Courville. Estimating or propagating gradients through stochastic
    neurons for conditional computation. 2013, arXiv:1308.3432.
    """

    def __init__(self, weight, bits):
        super().__init__()
        self.bits, self.size = bits, quantize(weight, bits).size

    def forward(self, weight):
        with torch.no_grad():
            error = quantize(weight, self.bits).weight - weight
        return weight + error


class LowRank(nn.Module):
    """Матрица ``(K, C·R·S)`` — произведение двух узких: обучаются множители.

    Ранг — ``share`` от того, при котором множители весят столько же, сколько матрица.
    """

    def __init__(self, weight, share):
        super().__init__()
        matrix = weight.flatten(1)
        self.shape = weight.shape
        even = matrix.numel() / sum(matrix.shape)
        self.rank = max(1, min(int(share * even), *matrix.shape))
        self.size = low_rank(matrix, self.rank).size

    def right_inverse(self, weight):
        left, scales, right = torch.linalg.svd(weight.flatten(1), full_matrices=False)
        root = scales[: self.rank].sqrt()
        return left[:, : self.rank] * root, root[:, None] * right[: self.rank]

    def forward(self, left, right):
        return (left @ right).view(self.shape)


# Название → параметризация веса.
FASHION_WAYS = {
    "исходная": None,
    "обнулено 80%": partial(Pruned, share=0.8),
    "обнулено 90%": partial(Pruned, share=0.9),
    "обнулено 95%": partial(Pruned, share=0.95),
    "4 бита": partial(Quantized, bits=4),
    "2 бита": partial(Quantized, bits=2),
    "SVD, половина": partial(LowRank, share=0.5),
    "SVD, четверть": partial(LowRank, share=0.25),
}
SQUEEZENET_WAYS = {
    "обнулено 30%": partial(Pruned, share=0.3),
    "обнулено 50%": partial(Pruned, share=0.5),
    "8 бит": partial(Quantized, bits=8),
    "6 бит": partial(Quantized, bits=6),
    "4 бита": partial(Quantized, bits=4),
    "SVD, половина": partial(LowRank, share=0.5),
}


def compress_network(model, way):
    """Сжать веса всех свёрток и полносвязных слоёв, кроме первого; сама ``model`` не меняется.

    Первый слой мал, а ошибается за всех следующих, поэтому его обычно не трогают.

    Parameters
    ----------
    model : torch.nn.Module
        Обученная сеть.
    way : callable or None
        ``way(weight)`` — параметризация веса (см. ``FASHION_WAYS``); ``None`` — оставить как есть.

    Returns
    -------
    torch.nn.Module
        Копия сети; обычным `lessons.training.train` её можно дообучить.
    """
    model = copy.deepcopy(model)
    for module in _weighty(model)[1:]:
        if way is not None:
            parametrize.register_parametrization(module, "weight", way(module.weight.detach()))
    return model


def compression_ratio(model):
    """Во сколько раз запись весов свёрток и полносвязных слоёв меньше, чем float32."""
    whole = packed = 0
    for module in _weighty(model):
        size = FLOAT_BYTES * module.weight.numel()
        whole += size
        compressed = parametrize.is_parametrized(module)
        packed += module.parametrizations.weight[0].size if compressed else size
    return whole / packed


def _weighty(model):
    return [module for module in model.modules() if isinstance(module, nn.Conv2d | nn.Linear)]


def compress_fashion(images=4000, epochs=2, seeds=(0, 1), ways=FASHION_WAYS, journal=None):
    """Сжать сеть курса для Fashion-MNIST и дообучить её на части обучающей выборки.

    Parameters
    ----------
    images, epochs, seeds, journal
        Как у `lessons.experiments.compare_depths`.
    ways : dict of str to callable
        Название → параметризация веса.

    Returns
    -------
    pandas.DataFrame
        Как у `contest`; «сжатие» — во сколько раз меньше запись весов, «до дообучения» — точность
        сразу после сжатия. Строка «исходная» тоже дообучена: с ней и надо сравнивать.
    """
    return _contest(fashion_cnn(), garments(images), ways, 0.01, 64, epochs, seeds, journal)


def compress_squeezenet(images=92, epochs=3, seeds=(0, 1, 2), ways=SQUEEZENET_WAYS, journal=None):
    """Сжать SqueezeNet, обученную на ImageNet, и дообучить её повторять собственные ответы.

    Обучающей выборки ImageNet здесь нет, поэтому учителем служит сама несжатая сеть: метка
    картинки — её ответ. Дообучают на картинках с чётными номерами (первых ``images``), проверяют на
    остальных.

    Parameters
    ----------
    images, epochs, seeds, ways, journal
        Как у `compress_fashion`; картинок не больше 92.

    Returns
    -------
    pandas.DataFrame
        Как у `compress_fashion`; «точность» — доля картинок, на которых ответ тот же, что у
        несжатой сети.
    """
    model = squeezenet_imagenet()
    collection = pictures()
    split = Split(collection.images, collection.labels, collection.names)
    with torch.no_grad():
        answers = [model(batch).argmax(1) for batch, _ in batches(split, 46)]
    split = split._replace(labels=torch.cat(answers).numpy())
    even, odd = (
        split._replace(images=split.images[start::2], labels=split.labels[start::2])
        for start in (0, 1)
    )
    even = first(even, images)
    return _contest(model, (even, odd), ways, 5e-5, 8, epochs, seeds, journal)


def _contest(model, data, ways, lr, size, epochs, seeds, journal):
    test = batches(data[1], 92)
    entrants = []
    for name, way in ways.items():
        squeezed = compress_network(model, way)
        facts = {
            "сжатие": compression_ratio(squeezed),
            "до дообучения": evaluate(squeezed, test).accuracy,
        }
        entrants.append(Entrant(name, partial(copy.deepcopy, squeezed), facts, lr))
    return contest(entrants, data, epochs=epochs, seeds=seeds, size=size, journal=journal)
