"""Градиенты через границу процессов.

Ответ, который зависит от обучаемых тензоров, приезжает с узлом графа: ``backward`` здесь просит
собеседника продолжить обратный проход у себя и вернуть градиенты по аргументам вызова. Параметры
чужой сети здесь представлены двойниками: что сделал с двойником оптимизатор, узнает и хозяин, и
наоборот.
"""

from __future__ import annotations

import sys
import weakref
import zlib
from functools import cache
from typing import Any

from autograder.wire import WireError
from autograder.wire.marks import (
    fits,
    is_parameter,
    is_tensor,
    plain_mark,
    plain_tensor,
)

_SAMPLE = 1 << 16


class Gradients:
    """Графы и параметры, известные обеим сторонам разговора.

    Parameters
    ----------
    exports : Exports
        Номера своих объектов и просьбы к собеседнику.
    """

    def __init__(self, exports: Any) -> None:
        self._exports = exports
        self._graphs: dict[int, list[Any]] = {}
        self._owned: dict[int, Any] = {}
        self._mirrors: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self._known: dict[tuple[str, int], tuple] = {}
        # Двойник живёт до ближайшего сообщения: ``net.weight.fill_(0)`` его не удерживает.
        self._recent: list[Any] = []

    def mark(self, value: Any, copies: list[object]) -> tuple:
        """Пометить тензор из ответа; ``copies`` — здешние копии аргументов вызова."""
        if is_parameter(value):
            number = self._exports.number(value)
            self._owned[number] = value
            self._known["own", number] = _fingerprint(value)
            return ("mirror", number, bool(value.requires_grad))
        if value.requires_grad and not value.is_leaf:
            number = self._exports.number(value)
            self._graphs[number] = [copy for copy in copies if _learns(copy)]
            return ("graph", number)
        return plain_mark(value)

    def tensor(self, mark: object, data: Any, gradient: Any, arguments: list[object]) -> Any:
        """Построить тензор из ответа на вызов с аргументами ``arguments``."""
        match mark:
            case ("graph", int(number)):
                graph = _Graph(self._exports, number)
                if not sys.modules["torch"].is_grad_enabled():  # граф здесь не нужен и забыт
                    return data
                inputs = [value for value in arguments if _learns(value)]
                return _function().apply(graph, data, _anchor(), *inputs)
            case ("mirror", int(number), bool(needed)):
                return self._mirror(number, plain_tensor(("parameter", needed), data, gradient))
        return plain_tensor(mark, data, gradient)

    def _mirror(self, number: int, fresh: Any) -> Any:
        mirror = self._mirrors.get(number)
        if mirror is None:
            self._mirrors[number] = mirror = fresh
            weakref.finalize(mirror, self._exports.dropped.append, number).atexit = False
        else:
            _replace(mirror, fresh.data, fresh.grad, fresh.requires_grad)
        self._known["mirror", number] = _fingerprint(mirror)
        self._recent.append(mirror)
        return mirror

    def holds(self, number: int) -> bool:
        """Жив ли двойник с этим номером."""
        return number in self._mirrors

    def forget(self, number: int) -> None:
        """Собеседник больше не держит ни двойника, ни графа."""
        self._graphs.pop(number, None)
        self._owned.pop(number, None)

    def backward(self, number: object, gradient: Any, accumulates: bool) -> list:
        """Продолжить обратный проход; вернуть градиенты по аргументам вызова."""
        if number not in self._graphs:
            raise WireError("графа с таким номером нет")
        copies, answer = self._graphs[number], self._exports.object(number)
        if not accumulates:
            only = {"retain_graph": True, "allow_unused": True}
            grad = sys.modules["torch"].autograd.grad
            return list(grad(answer, copies, gradient, **only)) if copies else []
        before = [copy.grad for copy in copies]
        for copy in copies:
            copy.grad = None
        try:
            answer.backward(gradient, retain_graph=True)
            return [copy.grad for copy in copies]
        finally:
            for copy, grad in zip(copies, before, strict=True):
                copy.grad = grad

    def changes(self) -> list[tuple]:
        """Параметры и двойники, изменившиеся с прошлого раза."""
        found = []
        for side, table in (("own", self._owned), ("mirror", self._mirrors)):
            for number, value in list(table.items()):
                now = _fingerprint(value)
                if self._known.get((side, number)) != now:
                    self._known[side, number] = now
                    state = value.data, _grad(value), bool(value.requires_grad)
                    found.append((side, number, *state))
        self._recent.clear()
        return found

    def apply(self, changes: object) -> None:
        """Внести изменения собеседника; негодные пропустить."""
        for change in changes if type(changes) is list else ():
            match change:
                case ("own" | "mirror" as side, int(number), data, gradient, bool(needed)):
                    here = "mirror" if side == "own" else "own"
                    table = self._mirrors if here == "mirror" else self._owned
                    if (target := table.get(number)) is not None:
                        _replace(target, data, gradient, needed)
                        self._known[here, number] = _fingerprint(target)


class _Graph:
    """Узел графа, который живёт у собеседника."""

    def __init__(self, exports: Any, number: int) -> None:
        self._exports = exports
        self._number = number

    def backward(self, gradient: Any, accumulates: bool, inputs: int) -> tuple:
        found = self._exports.request("backward", self._number, gradient, accumulates)
        if type(found) is not list or len(found) != inputs:
            raise WireError("негодные градиенты")
        return tuple(found)

    def __del__(self) -> None:
        self._exports.dropped.append(self._number)


@cache
def _function() -> Any:
    torch = sys.modules["torch"]

    class Remote(torch.autograd.Function):
        @staticmethod
        def forward(ctx, graph, data, anchor, *inputs):
            ctx.graph, ctx.inputs = graph, len(inputs)
            ctx.leaf = torch.autograd.graph.get_gradient_edge(anchor).node
            return data.clone()

        @staticmethod
        @torch.autograd.function.once_differentiable
        def backward(ctx, gradient):
            # ``backward`` копит градиенты в листьях и здесь и там, ``autograd.grad`` — нет.
            accumulates = torch._C._will_engine_execute_node(ctx.leaf)
            return (None, None, None, *ctx.graph.backward(gradient, accumulates, ctx.inputs))

    return Remote


def _anchor() -> Any:
    """Тензор, ради которого у ответа будет граф, даже если аргументы ни при чём."""
    return sys.modules["torch"].zeros((), requires_grad=True)


def _learns(value: object) -> bool:
    return is_tensor(value) and value.requires_grad


def _grad(value: Any) -> Any:
    return value.grad if value.is_leaf else None


def _replace(target: Any, data: object, gradient: object, needed: bool) -> None:
    if fits(data, target):
        target.data.copy_(data)
        target.requires_grad_(needed)
        target.grad = gradient if fits(gradient, target) else None


def _fingerprint(value: Any) -> tuple:
    gradient = _grad(value)
    seen = None if gradient is None else _checksum(gradient)
    return value.requires_grad, value._version, _checksum(value), seen


def _checksum(value: Any) -> int:
    """Сумма по равномерной выборке: шаг обучения меняет тензор почти всюду."""
    flat = value.detach().cpu().reshape(-1)
    flat = flat[:: max(1, value.numel() // _SAMPLE)].contiguous()
    return zlib.crc32(flat.view(sys.modules["torch"].uint8).numpy()) if value.numel() else 0
