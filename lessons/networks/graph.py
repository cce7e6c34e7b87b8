"""Сеть как граф блоков: что за чем вызывается и какой формы ответ — прямо из её кода.

Сеть прослеживается ``torch.fx`` до нужной глубины вложенности, формы находятся без вычислений.
Чтобы схему можно было охватить взглядом, нормализация, ReLU и прочее поэлементное приписано
к свёртке, за которой идёт, а одинаковые блоки подряд собраны в один с числом повторов.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, fx, nn

from lessons.networks.modes import evaluating
from lessons.networks.tracing import OnMeta, meta_state, with_batch


@dataclass(frozen=True)
class Block:
    """Блок схемы.

    ``kind`` — ``input``, ``conv``, ``pool``, ``linear``, ``join`` (слияние ветвей), ``light``
    (поэлементное) или ``module`` (блок, внутрь которого схема не заходит). ``lines`` — надписи по
    порядку действий, главная из них — ``lines[main]``; ``shape`` — форма ответа без батча,
    ``inputs`` — номера блоков, откуда он берёт данные, ``times`` — сколько раз он повторён подряд.
    """

    kind: str
    lines: tuple[str, ...]
    shape: tuple[int, ...]
    inputs: tuple[int, ...] = ()
    times: int = 1
    main: int = 0


def block_graph(model: nn.Module, input_shape: tuple[int, ...], depth: int | None = 1):
    """Блоки сети по порядку вызова; нулевой — вход.

    Parameters
    ----------
    model : nn.Module
        Сеть или её часть; ни веса её, ни режим не меняются.
    input_shape : tuple of int
        Форма входа ``(C, H, W)`` или ``(N, C, H, W)``.
    depth : int, optional
        На сколько уровней вложенности модулей заходить внутрь; ``None`` — до отдельных слоёв.

    Returns
    -------
    list of Block

    Raises
    ------
    ValueError
        Сеть такого входа не принимает или ход её вычислений зависит от данных.
    """
    with evaluating(model):
        nodes = _traced(model, with_batch(input_shape), depth)
    return _numbered(_repeated(_merged(nodes)))


class _Outline(fx.Tracer):
    """Прослеживание не глубже ``depth`` уровней."""

    def __init__(self, depth: int | None) -> None:
        super().__init__()
        self.depth = depth

    def is_leaf_module(self, module: nn.Module, name: str) -> bool:
        deep = self.depth is not None and name.count(".") + 1 >= self.depth
        return (deep and not _is_one_convolution(module)) or super().is_leaf_module(module, name)


@dataclass(eq=False)
class _Node:
    kind: str
    lines: list[str]
    shape: tuple[int, ...]
    inputs: list["_Node"]
    weights: tuple[torch.Size, ...]  # по ним видно, одинаково ли устроены два блока
    times: int = 1
    main: int = 0

    def alike(self, other: "_Node") -> bool:
        names = ("kind", "lines", "shape", "weights")
        return all(getattr(self, name) == getattr(other, name) for name in names)


class _Run(nn.Module):
    """Проход по графу с записью ответа каждого узла."""

    def __init__(self, graph: fx.GraphModule) -> None:
        super().__init__()
        self.graph = graph
        self.answers: dict[fx.Node, object] = {}

    def forward(self, x: Tensor):
        return _Recording(self.graph, self.answers).run(x)


class _Recording(fx.Interpreter):
    def __init__(self, graph: fx.GraphModule, answers: dict) -> None:
        super().__init__(graph)
        self.answers = answers

    def run_node(self, node: fx.Node):
        self.answers[node] = super().run_node(node)
        return self.answers[node]


def _traced(model: nn.Module, shape: tuple[int, ...], depth: int | None) -> list[_Node]:
    weight = next(model.parameters(), torch.empty(0))
    x = torch.empty(shape, dtype=weight.dtype, device="meta")
    try:
        run = _Run(fx.GraphModule(model, _Outline(depth).trace(model)))
        with torch.no_grad(), OnMeta():
            torch.func.functional_call(run, meta_state(run), (x,))
    except (RuntimeError, ValueError, TypeError) as error:
        raise ValueError(
            f"model: схему {type(model).__name__} для входа {shape} построить не удалось "
            f"({str(error).splitlines()[0]})"
        ) from error
    known: dict[fx.Node, _Node] = {}
    for node in run.graph.graph.nodes:
        answer = run.answers[node]
        sources = [known[source] for source in node.all_input_nodes if source in known]
        if node.op in ("output", "get_attr") or not isinstance(answer, Tensor):
            continue
        described = _described(node, model)
        if described is None:  # тождественный слой
            known[node] = sources[0]
            continue
        kind, line = described
        weights = _weights(model.get_submodule(node.target)) if node.op == "call_module" else ()
        known[node] = _Node(kind, [line], tuple(answer.shape[1:]), sources, weights)
    return list(dict.fromkeys(known.values()))


def _merged(nodes: list[_Node]) -> list[_Node]:
    """Поэлементное — к предыдущему блоку, а блок — к поэлементному, что стоит прямо перед ним."""
    kept: list[_Node] = []
    into: dict[_Node, _Node] = {}
    consumers = [source for node in nodes for source in node.inputs]
    for node in nodes:
        node.inputs = [into.get(source, source) for source in node.inputs]
        before = node.inputs[0] if len(node.inputs) == 1 else None
        single = before is not None and consumers.count(_last(before, into)) == 1
        if single and before.kind != "input" and "light" in (node.kind, before.kind):
            if node.kind != "light":
                before.kind, before.main = node.kind, len(before.lines)
            before.lines += node.lines
            before.shape = node.shape
            before.weights += node.weights
            into[node] = before
        else:
            kept.append(node)
    return kept


def _last(block: _Node, into: dict[_Node, _Node]) -> _Node:
    """Последний из узлов, собранных в этом блоке: за ним и следует очередной."""
    members = [node for node, owner in into.items() if owner is block]
    return members[-1] if members else block


def _repeated(nodes: list[_Node]) -> list[_Node]:
    """Одинаковые блоки подряд — один с числом повторов."""
    kept: list[_Node] = []
    into: dict[_Node, _Node] = {}
    consumers = [source for node in nodes for source in node.inputs]
    for node in nodes:
        alone = len(node.inputs) == 1 and consumers.count(node.inputs[0]) == 1
        node.inputs = [into.get(source, source) for source in node.inputs]
        if alone and node.kind in ("conv", "module") and node.alike(node.inputs[0]):
            node.inputs[0].times += 1
            into[node] = node.inputs[0]
        else:
            kept.append(node)
    return kept


def _numbered(nodes: list[_Node]) -> list[Block]:
    numbers = {node: number for number, node in enumerate(nodes)}
    return [
        Block(
            node.kind,
            tuple(node.lines),
            node.shape,
            tuple(numbers[source] for source in node.inputs),
            node.times,
            node.main,
        )
        for node in nodes
    ]


def _described(node: fx.Node, model: nn.Module) -> tuple[str, str] | None:
    """Вид и надпись узла; ``None`` — тождественный."""
    if node.op == "placeholder":
        return "input", "вход"
    if node.op == "call_module":
        return _module(model.get_submodule(node.target), node.target)
    name = node.target if isinstance(node.target, str) else node.target.__name__
    if name == "getitem":
        cuts = node.args[1] if isinstance(node.args[1], tuple) else (node.args[1],)
        steps = [cut.step for cut in cuts if isinstance(cut, slice) and cut.step]
        return ("light", f"каждый {max(steps)}-й") if steps else None
    return FUNCTIONS.get(name, ("light", name))


FUNCTIONS = {
    "add": ("join", "сложение"),
    "iadd": ("join", "сложение"),
    "add_": ("join", "сложение"),
    "cat": ("join", "склейка"),
    "mul": ("join", "умножение"),
    "stack": ("join", "склейка"),
    "mean": ("join", "среднее"),
    "flatten": ("light", "в вектор"),
    "view": ("light", "новая форма"),
    "relu": ("light", "ReLU"),
    "relu_": ("light", "ReLU"),
    "sigmoid": ("light", "сигмоида"),
    "pad": ("light", "нули"),
    "div_": ("light", "деление"),
    "avg_pool2d": ("pool", "средний пулинг"),
    "max_pool2d": ("pool", "макс-пулинг"),
    "adaptive_avg_pool2d": ("pool", "глобальное среднее"),
}
NAMES = {
    "Parallel": "ветви",
    "DenseLayer": "плотный слой",
    "Head": "классификатор",
    "classifier": "классификатор",
    "features": "признаки",
}
LIGHT = {
    nn.BatchNorm2d: "нормализация",
    nn.ReLU: "ReLU",
    nn.Sigmoid: "сигмоида",
    nn.Tanh: "tanh",
    nn.Dropout: "dropout",
    nn.Flatten: "в вектор",
    nn.LocalResponseNorm: "норм. откликов",
}


def _module(module: nn.Module, name: str) -> tuple[str, str] | None:
    kind = type(module)
    if kind is nn.Identity:
        return None
    if kind in LIGHT:
        return "light", LIGHT[kind]
    if kind is nn.Conv2d:
        groups = f", {module.groups} гр." if module.groups > 1 else ""
        return "conv", f"свёртка {_window(module)}{groups}"
    if kind is nn.MaxPool2d:
        return "pool", f"макс-пулинг {_window(module)}"
    if kind is nn.AvgPool2d:
        return "pool", f"ср. пулинг {_window(module)}"
    if kind in (nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool2d):
        return "pool", "среднее по карте" if kind is nn.AdaptiveAvgPool2d else "максимум по карте"
    if kind is nn.Linear:
        return "linear", "полносвязный"
    return "module", _container(module, name)


def _is_one_convolution(module: nn.Module) -> bool:
    """Свёртка с нормализацией и нелинейностью за ней: прятать внутрь блока нечего."""
    first, *rest = list(module.children()) or [module]
    return type(first) is nn.Conv2d and bool(rest) and {type(m) for m in rest} <= LIGHT.keys()


def _weights(module: nn.Module) -> tuple[torch.Size, ...]:
    return tuple(parameter.shape for parameter in module.parameters())


def _container(module: nn.Module, name: str) -> str:
    """Имя блока; цепочка одинаковых блоков — «3 × Bottleneck»."""
    own = name.rpartition(".")[2]
    if type(module) is not nn.Sequential:
        return NAMES.get(type(module).__name__, type(module).__name__)
    kinds = {type(child).__name__ for child in module}
    if len(kinds) == 1 and len(module) > 1:
        return f"{len(module)} × {kinds.pop()}"
    return NAMES.get(own, "цепочка слоёв" if own.isdigit() else own)


def _window(module: nn.Module) -> str:
    """Размер окна и шаг, если он больше единицы: «3×3 / 2»."""
    height, width = _pair(module.kernel_size)
    stride = max(_pair(module.stride))
    return f"{height}×{width}" + (f" / {stride}" if stride > 1 else "")


def _pair(value) -> tuple[int, int]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value, value)
