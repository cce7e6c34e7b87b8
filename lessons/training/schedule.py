"""Расписания шага обучения: доля от наибольшего шага в зависимости от пройденной доли пути."""

import math


def constant(progress):
    """Постоянный шаг: множитель 1 при любом ``progress``."""
    return 1.0


def warmup_cosine(progress, warmup=0.1):
    r"""Разгон по прямой, затем спад по косинусу до нуля.

    .. math:: m(t) = \frac{t}{w}, \; t < w; \qquad
              m(t) = \frac12\left(1 + \cos \pi\frac{t - w}{1 - w}\right), \; t \ge w.

    I. Loshchilov, F. Hutter. SGDR: stochastic gradient descent with warm restarts. ICLR, 2017.

    Parameters
    ----------
    progress : float
        Пройденная доля обучения :math:`t`, 0…1.
    warmup : float
        Доля разгона :math:`w`, 0 ≤ w < 1.

    Returns
    -------
    float
        Множитель шага 0…1.
    """
    if progress < warmup:
        return progress / warmup
    return 0.5 * (1 + math.cos(math.pi * (progress - warmup) / (1 - warmup)))
