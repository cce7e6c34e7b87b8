"""Ответы сети словами: самые вероятные классы с русскими названиями."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from lessons.datasets import imagenet_labels
from lessons.checks import whole


class Answer(NamedTuple):
    """Один из ответов сети: номер класса, его название и вероятность 0…1."""

    index: int
    name: str
    probability: float


def top_classes(scores: Tensor, k: int = 5, names: Sequence[str] | None = None) -> list:
    """``k`` самых вероятных классов, от вероятного к невероятному.

    Parameters
    ----------
    scores : Tensor, shape (K,) or (N, K)
        Оценки классов до softmax.
    k : int
        Сколько классов назвать, от 1 до ``K``.
    names : sequence of str, optional
        Названия классов; без них — русские названия ImageNet, если классов тысяча.

    Returns
    -------
    list of Answer or list of list of Answer
        Список для ``(K,)``, список списков для ``(N, K)``.

    Raises
    ------
    ValueError
        Другая форма, ``k`` вне границ, NaN или названий не столько, сколько классов.
    """
    if not isinstance(scores, Tensor) or scores.dim() not in (1, 2) or not scores.shape[-1]:
        came = tuple(scores.shape) if isinstance(scores, Tensor) else type(scores).__name__
        raise ValueError(f"scores: получено {came}, ожидался тензор (K,) или (N, K)")
    if scores.isnan().any():
        raise ValueError("scores: среди оценок есть NaN")
    if names is None:
        names = [label.russian for label in imagenet_labels()]
    if len(names) != scores.shape[-1]:
        raise ValueError(f"names: названий {len(names)}, а классов {scores.shape[-1]}")
    k = whole(k, "k", 1, len(names))
    best = scores.detach().float().softmax(-1).sort(dim=-1, descending=True, stable=True)
    rows = zip(
        torch.atleast_2d(best.indices[..., :k]).tolist(),
        torch.atleast_2d(best.values[..., :k]).tolist(),
        strict=True,
    )
    answers = [[Answer(i, names[i], p) for i, p in zip(*row, strict=True)] for row in rows]
    return answers if scores.dim() == 2 else answers[0]
