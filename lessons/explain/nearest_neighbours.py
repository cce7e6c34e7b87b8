"""Ближайшие соседи в пространстве признаков: что сеть считает похожим."""

import torch
from torch import Tensor

from lessons.checks import whole


def nearest_neighbours(features, query, k: int) -> tuple[Tensor, Tensor]:
    """Номера ``k`` ближайших объектов и евклидовы расстояния до них, от близких к далёким.

    Parameters
    ----------
    features : Tensor or array_like, shape (M, D)
        Признаки объектов; карты ``(M, K, P, Q)`` вытягиваются в векторы.
    query : Tensor or array_like, shape (D,) or (L, D)
        Для чего искать соседей; объект, который сам есть среди ``features``, найдёт и себя.
    k : int
        Сколько соседей, от 1 до ``M``.

    Returns
    -------
    indices : Tensor, shape (k,) or (L, k)
    distances : Tensor, shape (k,) or (L, k)
        ``float64``; равноудалённые идут по возрастанию номеров.

    Raises
    ------
    ValueError
        Разная длина признаков, ``k`` вне границ, NaN среди признаков.
    """
    features = torch.as_tensor(features).double().flatten(1)
    query = torch.as_tensor(query).double()
    single = query.dim() == 1 or query.numel() == features.shape[1]
    queries = query.reshape(1, -1) if single else query.flatten(1)
    if queries.shape[1] != features.shape[1]:
        raise ValueError(
            f"query: получено признаков {queries.shape[1]}, ожидалось {features.shape[1]}, "
            "как в features"
        )
    k = whole(k, "k", 1, len(features))
    if not (torch.isfinite(features).all() and torch.isfinite(queries).all()):
        raise ValueError("features, query: среди признаков есть NaN или бесконечность")
    # Прямая разность точнее, чем раскрытие квадрата: у одинаковых объектов расстояние ровно 0.
    distances = torch.cdist(queries, features, compute_mode="donot_use_mm_for_euclid_dist")
    ordered, indices = distances.sort(dim=1, stable=True)
    answer = indices[:, :k], ordered[:, :k]
    return (answer[0][0], answer[1][0]) if single else answer
