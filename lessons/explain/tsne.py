"""t-SNE: признаки многих измерений на плоскости, соседи остаются соседями.

van der Maaten, Hinton. Visualizing Data using t-SNE. JMLR, 2008.
"""

import numpy as np
import torch


def tsne(features, *, seed: int = 0, perplexity: float = 30.0) -> np.ndarray:
    """Точки на плоскости, у которых соседи почти те же, что и в пространстве признаков.

    Считает scikit-learn; начальное положение — две главные компоненты, поэтому общий вид
    картины от случая почти не зависит. Расстояния между далёкими группами ничего не значат.

    Parameters
    ----------
    features : Tensor or array_like, shape (N, D)
        Признаки объектов; карты ``(N, K, P, Q)`` вытягиваются в векторы.
    seed : int
        Начальное состояние датчика случайных чисел.
    perplexity : float
        Сколько соседей считать близкими; больше 0 и меньше ``N``.

    Returns
    -------
    ndarray, shape (N, 2)
        ``float32``; одинаковый вход даёт одинаковый ответ.

    Raises
    ------
    ValueError
        Объектов не больше, чем ``perplexity``, или среди признаков есть NaN.
    """
    from sklearn.manifold import TSNE  # импорт долгий, а нужен одной главе

    values = torch.as_tensor(features).flatten(1).float().cpu().numpy()
    if not 0 < perplexity < len(values):
        raise ValueError(
            f"perplexity: получено {perplexity}, объектов {len(values)}, ожидалось число больше 0 "
            "и меньше числа объектов"
        )
    if not np.isfinite(values).all():
        raise ValueError("features: среди признаков есть NaN или бесконечность")
    embedding = TSNE(n_components=2, perplexity=perplexity, init="pca", random_state=seed)
    return embedding.fit_transform(values)
