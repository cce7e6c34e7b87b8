"""Рецептивное поле: от каких пикселей входа зависит элемент карты признаков.

Поле элемента — прямоугольник, и оси считаются порознь: у каждой строки карты (и у каждого столбца)
свои границы ``low`` и ``high`` во входе. Операция с окном — свёртка, пулинг — берёт наименьшую
из нижних границ и наибольшую из верхних по элементам окна. Элементы отступа мысленно продолжают
карту с тем же шагом ``jump``, поэтому поле у края не меньше, чем в середине, и может выйти за
картинку: избыток приходится на отступы.

Правило есть не у всякой операции. Если его нет, поле неизвестно (`UNKNOWN`) у её ответа и у всего,
что из него получено.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

import numpy as np
import torch
from torch import Tensor

aten = torch.ops.aten
UNKNOWN = object()
FAR = 2**40  # дальше любого пикселя: «первый» у того, кто не видит ни одного


@dataclass(frozen=True)
class Span:
    """Границы по одной оси: у элемента ``i`` — от ``low[i]`` до ``high[i]`` включительно.

    ``first`` и ``last`` — то же, но без отступов: только пиксели, от которых элемент зависит.
    """

    low: np.ndarray
    high: np.ndarray
    first: np.ndarray
    last: np.ndarray
    jump: int = 1

    @classmethod
    def pixels(cls, count: int) -> "Span":
        """Каждый пиксель входа видит сам себя."""
        return cls(*[np.arange(count)] * 4)

    def gather(self, places: np.ndarray, stride: int = 1) -> "Span":
        """Поле ответа, элемент ``o`` которого собран из элементов ``places[o]``."""
        low, high = self._at(self.low, places), self._at(self.high, places)
        inside = places.clip(0, len(self.low) - 1)
        real = places == inside
        first = np.where(real, self.first[inside], FAR).min(1)
        last = np.where(real, self.last[inside], -1).max(1)
        return Span(low.min(1), high.max(1), first, last, self.jump * stride)

    def _at(self, values: np.ndarray, places: np.ndarray) -> np.ndarray:
        inside = places.clip(0, len(values) - 1)
        return values[inside] + (places - inside) * self.jump

    def whole(self) -> "Span":
        """Поле единственного числа, собранного изо всей карты."""
        lows = (values.min(keepdims=True) for values in (self.low, self.first))
        highs = (values.max(keepdims=True) for values in (self.high, self.last))
        (low, first), (high, last) = lows, highs
        return Span(low, high, first, last, jump=0)

    def spread(self, count: int) -> "Span":
        """Те же границы у ``count`` элементов, если они были общими."""
        bounds = (self.low, self.high, self.first, self.last)
        return Span(*(np.broadcast_to(values, (count,)) for values in bounds), self.jump)

    def __or__(self, other: "Span") -> "Span":
        return Span(
            np.minimum(self.low, other.low),
            np.maximum(self.high, other.high),
            np.minimum(self.first, other.first),
            np.maximum(self.last, other.last),
            max(self.jump, other.jump),
        )


@dataclass(frozen=True)
class Field:
    """Поля всех элементов карты; ``flat`` — карта уже вытянута в вектор."""

    rows: Span
    columns: Span
    flat: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Наибольшие высота и ширина поля в пикселях входа."""
        rows, columns = self.rows, self.columns
        return int((rows.high - rows.low).max()) + 1, int((columns.high - columns.low).max()) + 1

    def whole(self) -> "Field":
        """Поле числа, которое зависит от всей карты."""
        return replace(self, rows=self.rows.whole(), columns=self.columns.whole())

    def __or__(self, other: "Field") -> "Field":
        flat = self.flat or other.flat
        return Field(self.rows | other.rows, self.columns | other.columns, flat)

    def fits(self, output: Tensor) -> bool:
        """Столько ли в поле строк и столбцов, сколько у карты."""
        counts = len(self.rows.low), len(self.columns.low)
        if self.flat or output.dim() < 2:
            return self.flat
        return all(n in (1, side) for n, side in zip(counts, output.shape[-2:], strict=True))

    def spread(self, output: Tensor) -> "Field":
        """Одно поле на всю карту — каждому её элементу."""
        if self.flat:
            return self
        sides = zip((self.rows, self.columns), output.shape[-2:], strict=True)
        return Field(*(span.spread(side) for span, side in sides))


def propagate(op, args: tuple, output: Tensor, known: Callable):
    """Поле ответа ``output`` операции ``op``: `Field`, `UNKNOWN` или ``None``.

    ``known(tensor)`` — поле аргумента; ``None``, если от входа сети он не зависит. Таково же
    и значение, если от входа не зависит ни один аргумент.
    """
    fields = [before for before in map(known, tensors(args)) if before is not None]
    rule = RULES.get(op)
    if not fields:
        return None
    if rule is None or UNKNOWN in fields:
        return UNKNOWN
    try:
        merged = reduce(or_, fields)
    except ValueError:  # карты разных размеров, вытянутые в векторы
        return UNKNOWN
    after = rule(merged, args, output)
    return UNKNOWN if after is UNKNOWN or not after.fits(output) else after.spread(output)


def tensors(args: tuple) -> list[Tensor]:
    """Тензоры среди аргументов, в том числе внутри списков."""
    found = []
    for arg in args:
        if isinstance(arg, Tensor):
            found.append(arg)
        elif isinstance(arg, (list, tuple)):
            found += tensors(tuple(arg))
    return found


def _places(outputs: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1):
    """Номера элементов входа под каждым положением окна, ``(outputs, kernel)``."""
    return np.arange(outputs)[:, None] * stride - padding + np.arange(kernel) * dilation


def _window(before: Field, output: Tensor, kernel, stride, padding, dilation=(1, 1)) -> Field:
    """Поле после двумерного окна; каждый размер — пара «высота, ширина» или одно число."""
    pairs = zip(*(_pair(value) for value in (kernel, stride, padding, dilation)), strict=True)
    rows, columns = pairs
    height, width = output.shape[-2:]
    return Field(
        before.rows.gather(_places(height, *rows), rows[1]),
        before.columns.gather(_places(width, *columns), columns[1]),
    )


def _convolution(before: Field, args: tuple, output: Tensor):
    _, weight, _, stride, padding, dilation, transposed = args[:7]
    if transposed or weight.dim() != 4:
        return UNKNOWN
    return _window(before, output, weight.shape[2:], stride, padding, dilation)


def _max_pool(before: Field, args: tuple, output: Tensor) -> Field:
    kernel, stride, padding, dilation = _filled(args[1:5], [None, None, 0, 1])
    return _window(before, output, kernel, stride or kernel, padding, dilation)


def _avg_pool(before: Field, args: tuple, output: Tensor) -> Field:
    kernel, stride, padding = _filled(args[1:4], [None, None, 0])
    return _window(before, output, kernel, stride or kernel, padding)


def _pool_of_channels(before: Field, args: tuple, output: Tensor):
    """Трёхмерный пулинг внутри нормализации откликов: по карте окно единичное."""
    return before if tuple(args[1][1:]) == (1, 1) else UNKNOWN


def _adaptive_pool(before: Field, args: tuple, output: Tensor) -> Field:
    spans = (before.rows, before.columns)
    sides = zip(spans, args[0].shape[-2:], output.shape[-2:], strict=True)
    return Field(*(_split_evenly(span, inputs, outputs) for span, inputs, outputs in sides))


def _split_evenly(span: Span, inputs: int, outputs: int) -> Span:
    """Окно ``o`` — от ``⌊o·n/m⌋`` до ``⌈(o + 1)·n/m⌉``."""
    ends = np.arange(outputs)
    first, last = ends * inputs // outputs, -(-(ends + 1) * inputs // outputs) - 1
    if outputs == 1:
        return span.whole()
    # Границы монотонны: крайних элементов окна довольно, даже если окна неодинаковы.
    return span.gather(np.stack([first, last], 1), max(1, inputs // outputs))


def _slice(before: Field, args: tuple, output: Tensor) -> Field:
    x, dim, start, _, step = _filled(args, [None, 0, 0, None, 1])
    axis = _axis(x, dim)
    if axis is None:
        return before
    start = start or 0
    start += x.shape[dim] if start < 0 else 0
    places = _places(output.shape[dim], 1, step, -start)
    return replace(before, **{axis: getattr(before, axis).gather(places, step)})


def _pad(before: Field, args: tuple, output: Tensor) -> Field:
    left, _, top, *_ = [*args[1], 0, 0, 0, 0]  # слева, справа, сверху, снизу, …
    return _window(before, output, 1, 1, (top, left))


def _along(position: int) -> Callable:
    """Склейка, выбор, разрезание по оси ``args[position]``: годится любая ось, кроме осей карты."""

    def rule(before: Field, args: tuple, output: Tensor):
        dim = args[position] if len(args) > position else 0
        return UNKNOWN if _axis(tensors(args)[0], dim) else before

    return rule


def _transpose(before: Field, args: tuple, output: Tensor):
    return UNKNOWN if before.flat or any(_axis(args[0], dim) for dim in args[1:3]) else before


def _reshape(before: Field, args: tuple, output: Tensor):
    """Карта уцелела, вытянута в вектор или сложена обратно; остальное — неизвестно."""
    x = args[0]
    counts = len(before.rows.low), len(before.columns.low)
    if output.dim() > 3 and counts == (1, 1):
        return replace(before, flat=False)
    if output.dim() > 2 and tuple(output.shape[-2:]) in {tuple(x.shape[-2:]), counts}:
        return replace(before, flat=False) if output.dim() > 3 else before
    if counts == (1, 1) or (output.dim() == 2 and output.shape[0] == x.shape[0]):
        return replace(before, flat=True)
    return UNKNOWN


def _reduce(before: Field, args: tuple, output: Tensor) -> Field:
    x, dims = args[0], args[1] if len(args) > 1 else None
    axes = {_axis(x, dim) for dim in _dims(dims, x)} - {None}
    after = replace(before, **{axis: getattr(before, axis).whole() for axis in axes})
    if before.flat or (axes and output.dim() < x.dim()):
        return replace(before.whole(), flat=True)
    return after


def _softmax(before: Field, args: tuple, output: Tensor) -> Field:
    axis = _axis(args[0], args[1])
    if before.flat:
        return before.whole()
    return replace(before, **{axis: getattr(before, axis).whole()}) if axis else before


def _batch_norm(before: Field, args: tuple, output: Tensor) -> Field:
    training = args[5]  # без накопленных средних нормализация смотрит на всю карту
    return before.whole() if training else before


def _axis(x: Tensor, dim: int) -> str | None:
    """Какая это ось карты: ``rows``, ``columns`` или никакая."""
    if x.dim() < 3:
        return None
    return {-2: "rows", -1: "columns"}.get(dim if dim < 0 else dim - x.dim())


def _dims(dims, x: Tensor) -> list[int]:
    if dims is None or dims == []:
        return list(range(x.dim()))
    return [dims] if isinstance(dims, int) else list(dims)


def _filled(given: tuple, defaults: list) -> list:
    """Дополнить опущенные в конце аргументы значениями по умолчанию."""
    return [*given, *defaults[len(given) :]]


def _pair(value) -> tuple[int, int]:
    if isinstance(value, int):
        return value, value
    return (value[0], value[0]) if len(value) == 1 else (value[0], value[1])


def _same(before: Field, args: tuple, output: Tensor) -> Field:
    return before


def _whole(before: Field, args: tuple, output: Tensor) -> Field:
    return before.whole()


ELEMENTWISE = """
abs add add_ alias bernoulli celu clamp clamp_ clamp_max clamp_min clamp_min_ clone detach div
div_ elu elu_ erf exp ge gelu gt hardsigmoid hardsigmoid_ hardswish hardswish_ hardtanh hardtanh_
le leaky_relu leaky_relu_ log lt maximum minimum mish mish_ mul mul_ native_dropout neg pow
_prelu_kernel reciprocal relu relu_ rsqrt rsub selu sigmoid sigmoid_ silu silu_ softplus sqrt
square sub sub_ tanh tanh_ threshold threshold_ _to_copy where
"""
RULES = {getattr(aten, name): _same for name in ELEMENTWISE.split()} | {
    aten._adaptive_avg_pool2d: _adaptive_pool,
    aten.adaptive_max_pool2d: _adaptive_pool,
    aten.addmm: _whole,
    aten.amax: _reduce,
    aten.avg_pool2d: _avg_pool,
    aten.avg_pool3d: _pool_of_channels,
    aten.cat: _along(1),
    aten.constant_pad_nd: _pad,
    aten.convolution: _convolution,
    aten.expand: _reshape,
    aten.index_select: _along(1),
    aten.max_pool2d_with_indices: _max_pool,
    aten.mean: _reduce,
    aten.mm: _whole,
    aten.native_batch_norm: _batch_norm,
    aten.native_group_norm: _whole,
    aten.select: _along(1),
    aten.slice: _slice,
    aten._softmax: _softmax,
    aten._log_softmax: _softmax,
    aten.split: _along(2),
    aten.split_with_sizes: _along(2),
    aten.squeeze: _reshape,
    aten.sum: _reduce,
    aten.transpose: _transpose,
    aten.unsqueeze: _reshape,
    aten._unsafe_view: _reshape,
    aten.view: _reshape,
}
