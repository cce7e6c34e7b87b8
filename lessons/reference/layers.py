"""Слои: прямой проход запоминает вход, обратный проводит через него градиент.

У слоя есть ``parameters`` — список весов, ``gradients`` — список градиентов по ним после
``backward``, ``output_shape(shape)`` и ``multiply_adds(shape)`` для формы одного примера без
оси N. Слои с весами хранят их в ``weight`` и ``bias``, градиенты — в ``grad_weight``
и ``grad_bias``.
"""

import numpy as np

from lessons.checks import pair, whole

from .arithmetic import conv2d_multiply_adds, conv2d_shape, linear_multiply_adds
from .convolution import conv2d, conv2d_backward
from .initialization import he_normal
from .pooling import avg_pool2d, avg_pool2d_backward, max_pool2d, max_pool2d_backward


class Layer:
    """Слой без весов, не меняющий форму."""

    parameters = gradients = ()
    training = True

    def train(self, mode=True):
        """Режим обучения (или, если ``mode`` ложно, ответа); возвращает сам слой.

        На слои без случайности и накопленных средних он не влияет.
        """
        self.training = bool(mode)
        return self

    def eval(self):
        """Режим ответа."""
        return self.train(False)

    def forward(self, x):
        """Выход слоя для батча ``x``."""
        raise NotImplementedError

    def backward(self, grad_out):
        """Градиент по входу последнего `forward`."""
        raise NotImplementedError

    def output_shape(self, shape):
        """Форма выхода по форме входа, без оси N."""
        return tuple(shape)

    def multiply_adds(self, shape):
        """Число умножений со сложением на один пример."""
        return 0

    def __call__(self, x):
        return self.forward(x)

    def remembered(self, name):
        """Поле ``name``, которое запомнил последний `forward`."""
        if name not in vars(self):
            layer = type(self).__name__
            raise ValueError(f"{layer}: получен вызов backward, ожидался сначала forward")
        return vars(self)[name]


class Weighted(Layer):
    """Слой с весами ``weight`` и нулевыми вначале смещениями ``bias``."""

    def __init__(self, weight):
        self.weight = weight
        self.bias = np.zeros(len(weight), weight.dtype)

    @property
    def parameters(self):
        return [self.weight, self.bias]

    @property
    def gradients(self):
        return [self.remembered("grad_weight"), self.remembered("grad_bias")]


class Conv2d(Weighted):
    """Свёртка с обучаемыми ядрами (K, C / groups, R, S) и смещениями (K,).

    Parameters
    ----------
    in_channels, out_channels : int
    kernel_size : int or (int, int)
    stride, padding, dilation, groups, padding_mode
        См. `conv2d`.
    rng : numpy.random.Generator or int, optional
        Источник начальных весов (He) или его затравка.
    dtype : dtype
        Тип весов.
    """

    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        *,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        padding_mode="zeros",
        rng=None,
        dtype=np.float32,
    ):
        in_channels, out_channels = (
            whole(in_channels, "in_channels"),
            whole(out_channels, "out_channels"),
        )
        groups = whole(groups, "groups")
        if in_channels % groups or out_channels % groups:
            raise ValueError(
                f"groups: получено {groups}, ожидался общий делитель {in_channels} и {out_channels}"
            )
        self.kernel_size = pair(kernel_size, "kernel_size")
        self.stride, self.padding, self.dilation = stride, padding, dilation
        self.geometry = {"stride": stride, "padding": padding, "dilation": dilation}
        self.options = {**self.geometry, "groups": groups, "padding_mode": padding_mode}
        shape = (out_channels, in_channels // groups, *self.kernel_size)
        super().__init__(he_normal(shape, np.random.default_rng(rng)).astype(dtype))

    def forward(self, x):
        self.x = x
        return conv2d(x, self.weight, self.bias, **self.options)

    def backward(self, grad_out):
        grad_x, self.grad_weight, self.grad_bias = conv2d_backward(
            grad_out, self.remembered("x"), self.weight, **self.options
        )
        return grad_x

    def output_shape(self, shape):
        return conv2d_shape(shape, len(self.weight), self.kernel_size, **self.geometry)

    def multiply_adds(self, shape):
        groups = self.options["groups"]
        number = len(self.weight)
        return conv2d_multiply_adds(shape, number, self.kernel_size, groups=groups, **self.geometry)


class ReLU(Layer):
    """max(x, 0); в нуле производная считается нулевой, NaN проходит насквозь."""

    def forward(self, x):
        self.passed = ~(x <= 0)  # не x > 0: иначе NaN превратился бы в ноль
        return np.where(self.passed, x, 0)

    def backward(self, grad_out):
        return np.where(self.remembered("passed"), grad_out, 0)


class Dropout(Layer):
    r"""Прореживание: при обучении случайные числа обнуляются, а остальные растут.

    .. math:: y = \frac{m\, x}{1 - p}, \qquad m = 0 \text{ с вероятностью } p, \text{ иначе } 1

    Поэтому среднее не меняется, и после ``eval()`` слой ничего не делает.

    Parameters
    ----------
    p : float
        Вероятность обнуления, 0 ≤ p < 1.
    rng : numpy.random.Generator or int, optional
        Источник случайности или его затравка.

    Raises
    ------
    ValueError
        Вероятность вне пределов.

    References
    ----------
    Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov. Dropout: a simple way to prevent
    neural networks from overfitting. 2014.
    """

    def __init__(self, p=0.5, *, rng=None):
        if not 0 <= p < 1:
            raise ValueError(f"p: получено {p}, ожидалось от 0 до 1, не включая 1")
        self.p, self.rng = p, np.random.default_rng(rng)

    def forward(self, x):
        kept = self.rng.random(x.shape) >= self.p if self.training else np.ones(x.shape, bool)
        self.mask = kept / (1 - self.p if self.training else 1)
        return x * self.mask.astype(x.dtype)

    def backward(self, grad_out):
        return grad_out * self.remembered("mask").astype(grad_out.dtype)


class _Pool2d(Layer):
    """Общее у слоёв пулинга: окно, шаг и отступ."""

    def __init__(self, kernel_size, stride=None, padding=0):
        self.kernel_size = pair(kernel_size, "kernel_size")
        self.stride = self.kernel_size if stride is None else stride
        self.padding, self.dilation = padding, 1
        self.window = (self.kernel_size, self.stride, padding)

    def output_shape(self, shape):
        return conv2d_shape(
            shape, shape[0], self.kernel_size, stride=self.stride, padding=self.padding
        )


class MaxPool2d(_Pool2d):
    """Максимум по окну, см. `max_pool2d`.

    Parameters
    ----------
    kernel_size, stride, padding : int or (int, int)
        Окно, шаг (по умолчанию — размер окна) и отступ.
    """

    def forward(self, x):
        self.x = x
        return max_pool2d(x, *self.window)

    def backward(self, grad_out):
        return max_pool2d_backward(grad_out, self.remembered("x"), *self.window)


class AvgPool2d(_Pool2d):
    """Среднее по окну, см. `avg_pool2d`.

    Parameters
    ----------
    kernel_size, stride, padding : int or (int, int)
        Окно, шаг (по умолчанию — размер окна) и отступ.
    """

    def forward(self, x):
        self.x = x
        return avg_pool2d(x, *self.window)

    def backward(self, grad_out):
        return avg_pool2d_backward(grad_out, self.remembered("x"), *self.window)


class Flatten(Layer):
    """(N, C, H, W) → (N, C·H·W)."""

    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), int(np.prod(x.shape[1:])))

    def backward(self, grad_out):
        return grad_out.reshape(self.remembered("shape"))

    def output_shape(self, shape):
        return (int(np.prod(shape)),)


class Linear(Weighted):
    r"""Полносвязный слой :math:`y = x W^\top + b` с весами (выходы, входы).

    Parameters
    ----------
    in_features, out_features : int
        Число входов и выходов.
    rng : numpy.random.Generator or int, optional
        Источник начальных весов (He) или его затравка.
    dtype : dtype
        Тип весов.
    """

    def __init__(self, in_features, out_features, *, rng=None, dtype=np.float32):
        shape = whole(out_features, "out_features"), whole(in_features, "in_features")
        super().__init__(he_normal(shape, np.random.default_rng(rng)).astype(dtype))

    def forward(self, x):
        if x.ndim != 2 or x.shape[1] != self.weight.shape[1]:
            raise ValueError(f"x: получена форма {x.shape}, ожидалась (N, {self.weight.shape[1]})")
        self.x = x
        return x @ self.weight.T + self.bias

    def backward(self, grad_out):
        self.grad_weight = grad_out.T @ self.remembered("x")
        self.grad_bias = grad_out.sum(axis=0)
        return grad_out @ self.weight

    def output_shape(self, shape):
        return (len(self.weight),)

    def multiply_adds(self, shape):
        return linear_multiply_adds(*self.weight.shape[::-1])


class Sequential(Layer):
    """Слои один за другим; градиент идёт через них в обратном порядке.

    Parameters
    ----------
    layers : Layer
        Слои от входа к выходу.
    """

    def __init__(self, *layers):
        self.layers = layers

    def train(self, mode=True):
        for layer in self.layers:
            layer.train(mode)
        return super().train(mode)

    @property
    def parameters(self):
        return [w for layer in self.layers for w in layer.parameters]

    @property
    def gradients(self):
        return [g for layer in self.layers for g in layer.gradients]

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad_out):
        for layer in reversed(self.layers):
            grad_out = layer.backward(grad_out)
        return grad_out

    def output_shape(self, shape):
        for layer in self.layers:
            shape = layer.output_shape(shape)
        return shape

    def multiply_adds(self, shape):
        total = 0
        for layer in self.layers:
            total += layer.multiply_adds(shape)
            shape = layer.output_shape(shape)
        return total
