"""Цена удобства: сети курса против тех же слоёв, вызванных подряд без всякой обёртки.

Запуск: ``python benchmarks/networks.py [имя…]``. Прямая запись получается разворачиванием сети в
прямолинейный список вызовов ``torch.nn.functional`` с теми же тензорами весов. Печатаются отношения
времени прохода вперёд и шага обучения (медиана попарных отношений), а в конце — время, за которое
сосчитаны параметры и действия всех сетей.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

import torch
from torch import Tensor, fx, nn
from torch.nn import functional as F

from lessons import networks as N

CASES = {
    "lenet5": (N.lenet5, (64, 1, 32, 32)),
    "lenet5_1998": (N.lenet5_1998, (64, 1, 32, 32)),
    "alexnet": (lambda: N.alexnet(dropout=0.0), (4, 3, 224, 224)),
    "alexnet_2012": (lambda: N.alexnet_2012(dropout=0.0), (4, 3, 224, 224)),
    "vgg11": (lambda: N.vgg11(dropout=0.0), (1, 3, 224, 224)),
    "vgg16_bn": (lambda: N.vgg16_bn(dropout=0.0), (2, 3, 96, 96)),
    "nin_cifar10": (lambda: N.nin_cifar10(dropout=0.0), (16, 3, 32, 32)),
    "nin_imagenet": (lambda: N.nin_imagenet(dropout=0.0), (4, 3, 224, 224)),
    "googlenet": (N.googlenet, (4, 3, 128, 128)),
    "googlenet_2014": (N.googlenet_2014, (4, 3, 128, 128)),
    "inception_v4": (N.inception_v4, (2, 3, 139, 139)),
    "inception_resnet_v2": (N.inception_resnet_v2, (2, 3, 139, 139)),
    "resnet18": (N.resnet18, (4, 3, 128, 128)),
    "resnet50": (N.resnet50, (4, 3, 128, 128)),
    "resnet_cifar": (lambda: N.resnet_cifar(20), (32, 3, 32, 32)),
    "stochastic_depth": (lambda: N.stochastic_depth_resnet(20, 1.0), (32, 3, 32, 32)),
    "densenet121": (N.densenet121, (4, 3, 128, 128)),
    "densenet_cifar": (lambda: N.densenet_cifar(40, 12), (16, 3, 32, 32)),
    "fractalnet": (lambda: N.fractalnet(3, dropout=(0,) * 5, drop_path=0), (32, 3, 32, 32)),
    "resnext50_32x4d": (N.resnext50_32x4d, (4, 3, 128, 128)),
    "resnext29": (lambda: N.resnext29(8, 16), (8, 3, 32, 32)),
    "se_resnet50": (N.se_resnet50, (4, 3, 128, 128)),
    "squeezenet1_0": (lambda: N.squeezenet1_0(dropout=0.0), (4, 3, 224, 224)),
    "squeezenet1_1": (lambda: N.squeezenet1_1(dropout=0.0), (4, 3, 224, 224)),
}
Step = Callable[[], object]


def unrolled(model: nn.Module) -> Callable[[Tensor], Tensor]:
    """Та же сеть списком прямых вызовов: свёртки, нормализации и прочее без модулей.

    Прослеживание ``fx`` убирает вложенность, а каждый оставшийся вызов слоя заменяется вызовом
    функции с его весами.
    """
    traced = fx.symbolic_trace(model)
    steps: list[tuple[str, Callable, tuple, dict]] = []
    for node in traced.graph.nodes:
        if node.op == "call_module":
            steps.append((node.name, direct(model.get_submodule(node.target)), node.args, {}))
        elif node.op == "call_function":
            steps.append((node.name, node.target, node.args, node.kwargs))
        elif node.op == "call_method":
            method = getattr(Tensor, node.target)
            steps.append((node.name, method, node.args, node.kwargs))
        elif node.op == "get_attr":
            value = fetch(model, node.target)
            steps.append((node.name, lambda value=value: value, (), {}))
    source, names = compose(traced.graph, steps)
    scope = dict(names)
    exec(source, scope)
    return scope["run"]


def fetch(model: nn.Module, path: str) -> Tensor:
    parent, _, name = path.rpartition(".")
    return getattr(model.get_submodule(parent), name)


def compose(graph: fx.Graph, steps) -> tuple[str, dict[str, Callable]]:
    """Текст функции из строк ``имя = функция(аргументы)`` и словарь этих функций."""
    (start,) = (node.name for node in graph.nodes if node.op == "placeholder")
    lines, names = [f"def run({start}):"], {"torch": torch}
    for name, function, args, kwargs in steps:
        names[f"f_{name}"] = function
        shown = [repr(arg) for arg in args] + [f"{key}={value!r}" for key, value in kwargs.items()]
        lines.append(f"    {name} = f_{name}({', '.join(shown)})")
    (output,) = (node.args[0] for node in graph.nodes if node.op == "output")
    lines.append(f"    return {output!r}")
    return "\n".join(lines), names


def direct(layer: nn.Module) -> Callable[[Tensor], Tensor]:
    """Прямой вызов функции torch вместо слоя; редкие слои остаются как есть."""
    if isinstance(layer, nn.Conv2d):
        options = (layer.stride, layer.padding, layer.dilation, layer.groups)
        return lambda x: torch.conv2d(x, layer.weight, layer.bias, *options)
    if isinstance(layer, nn.BatchNorm2d):
        statistics = (layer.running_mean, layer.running_var)
        options = (layer.training, layer.momentum, layer.eps)
        return lambda x: F.batch_norm(x, *statistics, layer.weight, layer.bias, *options)
    if isinstance(layer, nn.Linear):
        return lambda x: F.linear(x, layer.weight, layer.bias)
    if isinstance(layer, nn.ReLU):
        return torch.relu_
    if isinstance(layer, nn.Identity) or (isinstance(layer, nn.Dropout) and not layer.p):
        return lambda x: x
    return layer.forward


def ratio(first: Step, second: Step, seconds: float = 3.0) -> float:
    """Медиана отношений времени ``first`` ко времени ``second``; порядок в парах чередуется."""
    first(), second()
    ratios, deadline = [], time.perf_counter() + seconds
    while len(ratios) < 6 or time.perf_counter() < deadline:
        pair = (first, second) if len(ratios) % 2 else (second, first)
        spent = {step: clock(step) for step in pair}
        ratios.append(spent[first] / spent[second])
    return median(ratios)


def clock(step: Step) -> float:
    """Процессорное время: соседи по машине на него не влияют."""
    start = time.process_time()
    step()
    return time.process_time() - start


def compare(make: Callable[[], nn.Module], shape: tuple[int, ...]) -> tuple[float, float]:
    """Отношения времени прохода вперёд и шага обучения сети к прямой записи."""
    torch.manual_seed(0)
    model, x = make(), torch.randn(shape)

    def forward(run: Callable) -> Step:
        def step() -> None:
            with torch.no_grad():
                run(x)

        return step

    def training(run: Callable) -> Step:
        def step() -> None:
            run(x).square().mean().backward()
            for parameter in model.parameters():
                parameter.grad = None

        return step

    model.eval()
    flat = unrolled(model)
    with torch.no_grad():
        torch.testing.assert_close(flat(x), model(x))
    evaluation = ratio(forward(model), forward(flat))
    model.train()
    flat = unrolled(model)
    return evaluation, ratio(training(model), training(flat))


def counting_seconds() -> float:
    """Процессорное время счёта параметров и действий всех сетей из ``CASES``."""
    start = time.process_time()
    for make, shape in CASES.values():
        with torch.device("meta"):
            model = make()
        N.count_parameters(model)
        N.count_macs(model, shape)
    return time.process_time() - start


def main() -> None:
    torch.set_num_threads(1)
    chosen = sys.argv[1:] or list(CASES)
    print(f"{'сеть':22}{'вперёд':>8}{'обучение':>10}")
    for name in chosen:
        forward, training = compare(*CASES[name])
        print(f"{name:22}{forward:8.3f}{training:10.3f}", flush=True)
    print(f"счёт всех сетей: {counting_seconds():.1f} с")


if __name__ == "__main__":
    main()
