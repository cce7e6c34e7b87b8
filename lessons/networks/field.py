"""Рецептивное поле: от каких пикселей входа зависит элемент карты признаков.

Элемент с номером ``i`` (по высоте или по ширине) видит пиксели от ``low + i·jump`` до
``high + i·jump``. Свёртка или пулинг с ядром ``k``, прореживанием ``d``, шагом ``s`` и отступом
``p`` превращает эти числа в

    low′ = low − p·jump,   high′ = high + ((k − 1)·d − p)·jump,   jump′ = s·jump,

а слияние ветвей берёт наименьшую из нижних границ и наибольшую из верхних. Размер поля —
``high − low + 1``; он может превзойти картинку, тогда избыток приходится на отступы.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor

aten = torch.ops.aten


@dataclass(frozen=True)
class Span:
    """Границы поля по одной оси."""

    low: int = 0
    high: int = 0
    jump: int = 1

    def window(self, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> "Span":
        """Поле после окна с такими размерами."""
        low = self.low - padding * self.jump
        return Span(low, low + self._reach(kernel, dilation), self.jump * stride)

    def _reach(self, kernel: int, dilation: int) -> int:
        return self.high - self.low + (kernel - 1) * dilation * self.jump

    def __or__(self, other: "Span") -> "Span":
        return Span(
            min(self.low, other.low), max(self.high, other.high), max(self.jump, other.jump)
        )


@dataclass(frozen=True)
class Field:
    """Рецептивное поле элемента карты по высоте и по ширине."""

    rows: Span = Span()
    columns: Span = Span()

    @property
    def size(self) -> tuple[int, int]:
        """Высота и ширина поля в пикселях входа."""
        rows, columns = self.rows, self.columns
        return rows.high - rows.low + 1, columns.high - columns.low + 1

    def window(self, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1)) -> "Field":
        """Поле после двумерного окна; каждый размер — пара «высота, ширина» или одно число."""
        sizes = [_pair(value) for value in (kernel, stride, padding, dilation)]
        return Field(
            self.rows.window(*(size[0] for size in sizes)),
            self.columns.window(*(size[1] for size in sizes)),
        )

    def __or__(self, other: "Field") -> "Field":
        return Field(self.rows | other.rows, self.columns | other.columns)


def propagate(op, args: tuple, output: Tensor, known: Callable) -> Field | None:
    """Поле результата операции ``op`` с аргументами ``args``.

    ``known(tensor)`` возвращает поле тензора или ``None``, если он от входа сети не зависит;
    таково же и значение, если от входа не зависит ни один аргумент.
    """
    inputs = [(x, known(x)) for x in _tensors(args)]
    fields = [(x, before) for x, before in inputs if before is not None]
    if not fields:
        return None
    rule = RULES.get(op)
    if rule is not None:
        return rule(fields[0][1], args)
    merged = None
    for x, before in fields:
        after = _whole(x, before, output)
        merged = after if merged is None else merged | after
    return merged


def _tensors(args: tuple) -> list[Tensor]:
    found = []
    for arg in args:
        if isinstance(arg, Tensor):
            found.append(arg)
        elif isinstance(arg, (list, tuple)):
            found += _tensors(tuple(arg))
    return found


def _whole(x: Tensor, before: Field, output: Tensor) -> Field:
    """Поле после поэлементной операции или, если карта исчезла, после свёртки её целиком."""
    if x.dim() != 4:
        return before
    height, width = x.shape[2:]
    vanished = output.dim() != 4
    rows, columns = before.rows, before.columns
    if vanished or (height > 1 and output.shape[2] == 1):
        rows = replace(rows.window(height), jump=0)
    if vanished or (width > 1 and output.shape[3] == 1):
        columns = replace(columns.window(width), jump=0)
    return Field(rows, columns)


def _convolution(before: Field, args: tuple) -> Field:
    _, weight, _, stride, padding, dilation = args[:6]
    return before.window(weight.shape[2:], stride, padding, dilation)


def _max_pool(before: Field, args: tuple) -> Field:
    kernel, stride, padding, dilation = _filled(args[1:5], [None, None, [0, 0], [1, 1]])
    return before.window(kernel, stride or kernel, padding, dilation)


def _avg_pool(before: Field, args: tuple) -> Field:
    kernel, stride, padding = _filled(args[1:4], [None, None, [0, 0]])
    return before.window(kernel, stride or kernel, padding)


def _slice(before: Field, args: tuple) -> Field:
    _, dim, start, _, step = _filled(args, [None, 0, 0, None, 1])
    if dim not in (2, 3):
        return before
    axis = "rows" if dim == 2 else "columns"
    span = getattr(before, axis).window(1, stride=step, padding=-(start or 0))
    return replace(before, **{axis: span})


def _pad(before: Field, args: tuple) -> Field:
    widths = [*args[1], 0, 0, 0, 0]  # слева, справа, сверху, снизу, …
    return before.window(1, padding=(widths[2], widths[0]))


def _filled(given: tuple, defaults: list) -> list:
    """Дополнить опущенные в конце аргументы значениями по умолчанию."""
    return [*given, *defaults[len(given) :]]


def _pair(value) -> tuple[int, int]:
    if isinstance(value, int):
        return value, value
    return (value[0], value[0]) if len(value) == 1 else (value[0], value[1])


RULES = {
    aten.convolution: _convolution,
    aten.max_pool2d_with_indices: _max_pool,
    aten.avg_pool2d: _avg_pool,
    aten.slice: _slice,
    aten.constant_pad_nd: _pad,
}
