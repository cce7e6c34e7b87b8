"""Проход сети на устройстве ``meta`` с записью слоёв, действий и рецептивных полей.

Каждая операция torch перехватывается по дороге: по её виду считаются умножения со сложением, а к
её результату приписывается рецептивное поле. Поэтому обход верен для любой сети — с ветвями,
склейками и обходами, — а не только для цепочки слоёв.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from numbers import Integral

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from lessons.networks.field import UNKNOWN, Field, Span, propagate
from lessons.networks.modes import evaluating

# Форму нормализация не меняет, а выведена она в torch долгим питоновским путём, который занял бы
# девять десятых всего времени.
BATCH_NORM = torch.ops.aten.native_batch_norm


@dataclass(frozen=True)
class Layer:
    """Один вызов слоя: имя в сети, вид, форма выхода ``(C, H, W)``, параметры, MAC, поле.

    Поле — ``None``, если оно неизвестно или слой от входа не зависит.
    """

    name: str
    kind: str
    output_shape: tuple[int, ...]
    parameters: int
    macs: int
    field: Field | None


@dataclass
class Trace:
    """Запись прохода: слои по порядку вызова и сколько всего умножений со сложением.

    У составных блоков записаны форма выхода и поле: складывает и склеивает сам блок, не слой.
    """

    layers: list[Layer] = field(default_factory=list)
    blocks: dict[str, tuple[tuple[int, ...], Field | None]] = field(default_factory=dict)
    macs: int = 0


class _Reached(Exception):
    """Дошли до нужного модуля."""


class OnMeta(TorchDispatchMode):
    """Быстрый проход на ``meta``: нормализация лишь повторяет форму входа."""

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        if func.overloadpacket is BATCH_NORM:
            return torch.empty_like(args[0]), None, None
        return func(*args, **(kwargs or {}))


def meta_state(model: nn.Module) -> dict[str, Tensor]:
    """Параметры и буферы сети как тензоры без чисел."""
    tensors = [*model.named_parameters(), *model.named_buffers()]
    return {name: tensor.detach().to("meta") for name, tensor in tensors}


class _Recorder(OnMeta):
    """Считает MAC и помнит поле каждого тензора; тензоры удержаны, чтобы ``id`` не повторялся."""

    def __init__(self, x: Tensor) -> None:
        super().__init__()
        self.macs = 0
        start = Field(*(Span.pixels(side) for side in x.shape[2:]))
        self.fields: dict[int, tuple[Tensor, Field]] = {id(x): (x, start)}
        self.patched: set[int] = set()  # память, в которую писали по частям

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        result = super().__torch_dispatch__(func, types, args, kwargs)
        count = flop_registry.get(func.overloadpacket)
        if count is not None:
            self.macs += count(*args, **kwargs, out_val=result) // 2
        for output in result if isinstance(result, (tuple, list)) else (result,):
            if isinstance(output, Tensor):
                known = propagate(func.overloadpacket, args, output, self.field)
                if known is not None:
                    self.fields[id(output)] = (output, known)
                    if func._schema.is_mutable and _is_part(output):
                        self.patched.add(_memory(output))
        return result

    def field(self, x: Tensor):
        """Поле тензора; ``None``, если от входа сети он не зависит."""
        return UNKNOWN if _memory(x) in self.patched else self.fields.get(id(x), (x, None))[1]


def _memory(x: Tensor) -> int:
    return x.untyped_storage()._cdata


def _is_part(x: Tensor) -> bool:
    return x.numel() * x.element_size() < x.untyped_storage().nbytes()


@torch.inference_mode(False)
def trace(model: nn.Module, input_shape: tuple[int, ...], *, until: str | None = None) -> Trace:
    """Пройти сеть на ``meta`` и записать её слои; сама сеть остаётся прежней.

    Слой — модуль без вложенных модулей; тождественные пропущены. Параметры общего слоя
    засчитываются при первом вызове. Если назван модуль ``until``, проход кончается на нём, и он
    записан последним, каким бы ни был.

    Raises
    ------
    ValueError
        Если форма записана неверно или сеть такого входа не принимает.
    """
    state = meta_state(model)
    weight = next((t for t in state.values() if t.is_floating_point()), torch.empty(0))
    x = torch.empty(with_batch(input_shape), device="meta", dtype=weight.dtype)
    result, recorder = Trace(), _Recorder(x)
    hooks = _recording(model, recorder, result, until)
    with evaluating(model), hooks, torch.no_grad(), recorder:
        try:
            torch.func.functional_call(model, state, (x,))
        except _Reached:
            pass
        except (RuntimeError, ValueError, IndexError) as error:
            raise ValueError(
                f"input_shape: получено {tuple(input_shape)}, сеть {type(model).__name__} такого "
                f"входа не принимает ({str(error).splitlines()[0]})"
            ) from error
    result.macs = recorder.macs
    return result


def with_batch(input_shape: tuple[int, ...], name: str = "input_shape") -> tuple[int, ...]:
    """Форма ``(N, C, H, W)``; у ``(C, H, W)`` батч из одного изображения."""
    shape = tuple(input_shape)
    if len(shape) not in (3, 4) or not all(isinstance(n, Integral) and n > 0 for n in shape):
        raise ValueError(
            f"{name}: получено {shape}, ожидалась форма (C, H, W) или (N, C, H, W) "
            "из целых чисел не меньше 1"
        )
    return shape if len(shape) == 4 else (1, *shape)


@contextmanager
def _recording(
    model: nn.Module, recorder: _Recorder, result: Trace, until: str | None
) -> Iterator[None]:
    """На время прохода поставить на слои перехватчики, которые дописывают строки в ``result``."""
    started: dict[nn.Module, int] = {}
    counted: set[nn.Module] = set()

    def before(module: nn.Module, inputs: tuple) -> None:
        started[module] = recorder.macs

    def after(name: str, module: nn.Module, output: Tensor) -> None:
        own = 0 if module in counted else sum(p.numel() for p in module.parameters())
        counted.add(module)
        shape, known = seen(output)
        layer = Layer(
            name=name,
            kind=type(module).__name__,
            output_shape=shape,
            parameters=own,
            macs=recorder.macs - started[module],
            field=known,
        )
        result.layers.append(layer)
        if name == until:
            raise _Reached

    def seen(output: Tensor) -> tuple[tuple[int, ...], Field | None]:
        known = recorder.field(output)
        return tuple(output.shape[1:]), None if known is UNKNOWN else known

    def after_block(name: str, output) -> None:
        if isinstance(output, Tensor):
            result.blocks[name] = seen(output)

    handles = []
    for name, module in model.named_modules():
        leaf = not list(module.children()) and not isinstance(module, nn.Identity)
        if leaf or name == until:
            handles.append(module.register_forward_pre_hook(before))
            handles.append(
                module.register_forward_hook(lambda m, _, out, name=name: after(name, m, out))
            )
        elif name:
            handles.append(
                module.register_forward_hook(lambda m, _, out, name=name: after_block(name, out))
            )
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()
