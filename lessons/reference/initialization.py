"""Начальные веса: разброс, при котором сигнал не затухает и не взрывается.

``shape`` — форма весов: (выходы, входы) полносвязного слоя или (K, C, R, S) свёртки. Число
входов нейрона — C·R·S, число выходов, на которые влияет один вход, — K·R·S.
"""

import numpy as np


def glorot_uniform(shape, rng):
    r"""Равномерно на :math:`\pm\sqrt{6 / (n_\mathrm{in} + n_\mathrm{out})}`.

    Дисперсия :math:`2 / (n_\mathrm{in} + n_\mathrm{out})` — компромисс между прямым проходом
    и обратным для почти линейной активации.

    Parameters
    ----------
    shape : tuple of int
        Форма весов: (выходы, входы) или (K, C, R, S).
    rng : numpy.random.Generator
        Источник случайности.

    Returns
    -------
    ndarray, float64
        Веса формы ``shape``.

    Raises
    ------
    ValueError
        Форма не та.

    References
    ----------
    Glorot, Bengio. Understanding the difficulty of training deep feedforward neural
    networks. 2010.
    """
    limit = np.sqrt(6 / sum(_fans(shape)))
    return rng.uniform(-limit, limit, shape)


def glorot_normal(shape, rng):
    r"""Нормальное распределение с дисперсией :math:`2 / (n_\mathrm{in} + n_\mathrm{out})`.

    Parameters
    ----------
    shape : tuple of int
        Форма весов: (выходы, входы) или (K, C, R, S).
    rng : numpy.random.Generator
        Источник случайности.

    Returns
    -------
    ndarray, float64
        Веса формы ``shape``.

    Raises
    ------
    ValueError
        Форма не та.

    References
    ----------
    См. `glorot_uniform`.
    """
    return rng.normal(0, np.sqrt(2 / sum(_fans(shape))), shape)


def he_uniform(shape, rng):
    r"""Равномерно на :math:`\pm\sqrt{6 / n_\mathrm{in}}`; дисперсия та же, что у `he_normal`.

    Parameters
    ----------
    shape : tuple of int
        Форма весов: (выходы, входы) или (K, C, R, S).
    rng : numpy.random.Generator
        Источник случайности.

    Returns
    -------
    ndarray, float64
        Веса формы ``shape``.

    Raises
    ------
    ValueError
        Форма не та.

    References
    ----------
    См. `he_normal`.
    """
    limit = np.sqrt(6 / _fans(shape)[0])
    return rng.uniform(-limit, limit, shape)


def he_normal(shape, rng):
    r"""Нормальное распределение с дисперсией :math:`2 / n_\mathrm{in}`.

    Двойка возмещает половину сигнала, которую обнуляет ReLU.

    Parameters
    ----------
    shape : tuple of int
        Форма весов: (выходы, входы) или (K, C, R, S).
    rng : numpy.random.Generator
        Источник случайности.

    Returns
    -------
    ndarray, float64
        Веса формы ``shape``.

    Raises
    ------
    ValueError
        Форма не та.

    References
    ----------
    He, Zhang, Ren, Sun. Delving deep into rectifiers. 2015.
    """
    return rng.normal(0, np.sqrt(2 / _fans(shape)[0]), shape)


def _fans(shape):
    """Число входов и выходов нейрона."""
    if len(shape) < 2 or min(shape) < 1:
        raise ValueError(f"shape: получено {shape}, ожидались (выходы, входы) или (K, C, R, S)")
    area = int(np.prod(shape[2:]))
    return shape[1] * area, shape[0] * area
