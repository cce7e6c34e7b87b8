"""Нормализующие слои: пакетная нормализация и локальная нормализация откликов."""

import numpy as np

from lessons.checks import array, whole

from .layers import Layer, Weighted

PIXELS = (0, 2, 3)  # оси, по которым усредняется один канал


class BatchNorm2d(Weighted):
    r"""Пакетная нормализация: у каждого канала среднее 0 и разброс 1, затем обучаемый масштаб.

    .. math::

        \hat x = \frac{x - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}}, \qquad
        y = \gamma_c \hat x + \beta_c

    При обучении :math:`\mu_c` и :math:`\sigma_c^2` — среднее и дисперсия канала по батчу
    и пикселям; их скользящие средние копятся в ``running_mean`` и ``running_var``
    (дисперсия — несмещённая). При оценке, после ``eval()``, берутся накопленные.

    Через :math:`\mu` и :math:`\sigma` каждый пиксель влияет на все остальные, поэтому

    .. math::

        \frac{\partial L}{\partial x} = \frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}}
            \Bigl(G - \overline{G} - \hat x\, \overline{G \hat x}\Bigr)

    где :math:`G` — градиент по выходу, черта — среднее по батчу и пикселям канала.

    Parameters
    ----------
    channels : int
        Число каналов C.
    momentum : float
        Доля нового батча в скользящем среднем, от 0 до 1.
    eps : float
        Добавка :math:`\varepsilon > 0` к дисперсии.
    dtype : dtype
        Тип весов.

    Attributes
    ----------
    weight, bias : ndarray, shape (C,)
        Масштаб :math:`\gamma` (вначале единицы) и сдвиг :math:`\beta` (нули).
    running_mean, running_var : ndarray, shape (C,)
        Скользящие среднее и дисперсия.

    Raises
    ------
    ValueError
        Недопустимый параметр; вход не (N, C, H, W); при обучении — одно число на канал: у него
        нет разброса.

    References
    ----------
    Ioffe, Szegedy. Batch normalization: accelerating deep network training by reducing internal
    covariate shift. 2015.
    """

    def __init__(self, channels, *, momentum=0.1, eps=1e-5, dtype=np.float32):
        super().__init__(np.ones(whole(channels, "channels"), dtype))
        if not 0 <= momentum <= 1:
            raise ValueError(f"momentum: получено {momentum}, ожидалось от 0 до 1")
        if not eps > 0:
            raise ValueError(f"eps: получено {eps}, ожидалось больше 0")
        self.momentum, self.eps = momentum, eps
        self.running_mean, self.running_var = np.zeros(channels, dtype), np.ones(channels, dtype)

    def forward(self, x):
        x = array(x, "x")
        if x.ndim != 4 or x.shape[1] != len(self.weight):
            raise ValueError(
                f"x: получена форма {x.shape}, ожидалась (N, {len(self.weight)}, H, W)"
            )
        mean, var = self._statistics(x) if self.training else (self.running_mean, self.running_var)
        self.scale = 1 / np.sqrt(_per_channel(var) + x.dtype.type(self.eps))
        self.normalized = (x - _per_channel(mean)) * self.scale
        self.fixed = not self.training  # статистики не зависели от входа
        return _per_channel(self.weight) * self.normalized + _per_channel(self.bias)

    def backward(self, grad_out):
        normalized = self.remembered("normalized")
        self.grad_bias = grad_out.sum(axis=PIXELS)
        self.grad_weight = (grad_out * normalized).sum(axis=PIXELS)
        grad = grad_out
        if not self.fixed:
            count = normalized.size // normalized.shape[1]
            through_mean, through_spread = self.grad_bias / count, self.grad_weight / count
            grad = grad - _per_channel(through_mean) - normalized * _per_channel(through_spread)
        return _per_channel(self.weight) * self.scale * grad

    def _statistics(self, x):
        """Среднее и дисперсия батча; скользящие средние сдвигаются к ним."""
        count = x.size // x.shape[1]
        if count < 2:
            raise ValueError(
                f"x: получена форма {x.shape}, ожидалось не меньше двух чисел в канале"
            )
        mean, var = x.mean(axis=PIXELS), x.var(axis=PIXELS)
        for running, new in (
            (self.running_mean, mean),
            (self.running_var, var * count / (count - 1)),
        ):
            running += self.momentum * (new - running)
        return mean, var


class LocalResponseNorm(Layer):
    r"""Локальная нормализация откликов: канал приглушают соседние по номеру каналы.

    .. math::

        y_c = x_c\, s_c^{-\beta}, \qquad
        s_c = k + \frac{\alpha}{n}
            \sum_{j = c - \lfloor n/2 \rfloor}^{c + \lfloor (n-1)/2 \rfloor} x_j^2

    Канал j входит в :math:`s_c` всех своих соседей, поэтому в обратном проходе

    .. math::

        \frac{\partial L}{\partial x_j} = G_j s_j^{-\beta}
            - \frac{2\alpha\beta}{n}\, x_j \sum_{c:\, j \in \mathrm{окно}(c)} G_c x_c s_c^{-\beta-1}

    Parameters
    ----------
    size : int
        Число соседних каналов :math:`n`.
    alpha, beta, k : float
        Постоянные формулы; ``alpha`` делится на ``size``, как в torch. В AlexNet
        :math:`n = 5,\ \alpha/n = 10^{-4},\ \beta = 0{,}75,\ k = 2`.

    Raises
    ------
    ValueError
        Недопустимое число каналов; вход не (N, C, H, W).

    References
    ----------
    Krizhevsky, Sutskever, Hinton. ImageNet classification with deep convolutional neural
    networks. 2012.
    """

    def __init__(self, size, *, alpha=1e-4, beta=0.75, k=1.0):
        self.size = whole(size, "size")
        self.alpha, self.beta, self.k = alpha, beta, k

    def forward(self, x):
        self.x = array(x, "x")
        if self.x.ndim != 4:
            raise ValueError(f"x: получена форма {self.x.shape}, ожидалась (N, C, H, W)")
        before, after = self.size // 2, (self.size - 1) // 2
        squares = _sum_of_neighbours(np.square(self.x), before, after)
        self.scale = self.k + self.alpha / self.size * squares
        return self.x * self.scale**-self.beta

    def backward(self, grad_out):
        x, before, after = self.remembered("x"), self.size // 2, (self.size - 1) // 2
        shared = grad_out * x * self.scale ** (-self.beta - 1)
        # Кого видит c, отстоит от него на −before … after; кто видит j — на −after … before.
        returned = _sum_of_neighbours(shared, after, before)
        own = grad_out * self.scale**-self.beta
        return own - 2 * self.alpha * self.beta / self.size * x * returned


def _per_channel(values):
    """Числа каналов (C,) в виде (C, 1, 1), чтобы действовать на (N, C, H, W)."""
    return values[:, None, None]


def _sum_of_neighbours(x, before, after):
    """Сумма каждого канала с ``before`` предыдущими и ``after`` следующими."""
    channels = x.shape[1]
    padded = np.pad(x, ((0, 0), (before, after), (0, 0), (0, 0)))
    return sum(padded[:, first : first + channels] for first in range(before + after + 1))
