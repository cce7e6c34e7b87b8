"""Скорость и память свёртки на numpy рядом с torch и другими способами.

Запуск: ``python benchmarks/convolution.py [--output КАТАЛОГ] [--repeats ЧИСЛО]``. Обе стороны
работают в одном потоке. Измеряется процессорное время, способы чередуются внутри одного прогона,
берётся лучшее из повторов: так соседи по машине мешают меньше всего. С ``--output`` пишет
convolution.json и convolution.svg.
"""

import argparse
import json
import math
import os
import platform
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from scipy import signal
from threadpoolctl import threadpool_info, threadpool_limits

from lessons.reference import conv2d, conv2d_backward, conv2d_naive, im2col, pad

LAYERS = {  # вход, ядра, шаг, отступ
    "LeNet C1": ((64, 1, 32, 32), (6, 1, 5, 5), 1, 0),
    "LeNet C3": ((64, 6, 14, 14), (16, 6, 5, 5), 1, 0),
    "AlexNet conv1": ((1, 3, 224, 224), (64, 3, 11, 11), 4, 2),
    "VGG conv1_2": ((1, 64, 224, 224), (64, 64, 3, 3), 1, 1),
    "VGG conv3_1": ((1, 128, 56, 56), (256, 128, 3, 3), 1, 1),
    "VGG conv5_1": ((1, 512, 14, 14), (512, 512, 3, 3), 1, 1),
    "1×1": ((1, 256, 56, 56), (64, 256, 1, 1), 1, 0),
}


def by_columns(x, weight, stride, padding):
    """Все столбцы сразу и одно произведение на изображение."""
    columns = im2col(x, weight.shape[2:], stride=stride, padding=padding)
    return weight.reshape(len(weight), -1) @ columns


def _windows(x, weight, stride, padding):
    padded = pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    return sliding_window_view(padded, weight.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]


def by_tensordot(x, weight, stride, padding):
    """Вид на окна и tensordot."""
    out = np.tensordot(_windows(x, weight, stride, padding), weight, ((1, 4, 5), (1, 2, 3)))
    return np.ascontiguousarray(out.transpose(0, 3, 1, 2))


def by_einsum(x, weight, stride, padding):
    """Вид на окна и einsum."""
    windows = _windows(x, weight, stride, padding)
    return np.einsum("ncpqrs,kcrs->nkpq", windows, weight, optimize=True)


def timer(function):
    """Процессорное время одного вызова в секундах."""
    start = time.process_time()
    function()
    return time.process_time() - start


def compare(functions, repeats):
    """Лучшее время каждой функции; вызовы чередуются, короткие повторяются внутри замера."""
    inner = {name: max(1, math.ceil(2e-3 / max(timer(f), 1e-6))) for name, f in functions.items()}
    best = dict.fromkeys(functions, math.inf)
    for _ in range(repeats):
        for name, function in functions.items():
            function()  # прогрев кэша
            seconds = timer(lambda f=function, n=inner[name]: [f() for _ in range(n)])
            best[name] = min(best[name], seconds / inner[name])
    return best


def slow_ways(x, weight, stride, padding):
    """Оценка долгих способов: небольшая доля работы, умноженная до целой.

    scipy — одно изображение и одно ядро; циклы — ещё и одна строка выхода.
    """
    padded = pad(x[:1], ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = (padded.shape[2] - weight.shape[2]) // stride + 1
    strip = padded[:, :, : weight.shape[2]]
    parts = len(x) * len(weight)

    def by_scipy():
        for plane, kernel in zip(padded[0], weight[0], strict=True):
            signal.correlate2d(plane, kernel, "valid")

    return {
        "scipy": timer(by_scipy) * parts,
        "циклы": timer(lambda: conv2d_naive(strip, weight[:1], stride=stride)) * parts * rows,
    }


def extra_memory(function):
    """Наибольшая память, занятая сверх входа за время вызова, в байтах, и результат."""
    tracemalloc.start()
    result = function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak, result


def measure(layer, repeats):
    """Времена (мс), отношение к torch, память и ошибка одного слоя."""
    x_shape, weight_shape, stride, padding = layer
    rng = np.random.default_rng(0)
    x, weight = (rng.normal(size=s).astype(np.float32) for s in (x_shape, weight_shape))
    tx, tweight = torch.from_numpy(x), torch.from_numpy(weight)

    exact = torch.conv2d(tx.double(), tweight.double(), None, stride, padding).numpy()
    peak, out = extra_memory(lambda: conv2d(x, weight, stride=stride, padding=padding))
    grad = rng.normal(size=out.shape).astype(np.float32)
    tgrad = torch.from_numpy(grad)
    positions = out.size // len(weight)
    left, right = weight.reshape(len(weight), -1), np.zeros((weight[0].size, positions), np.float32)
    product = np.empty((len(weight), positions), np.float32)

    forward = compare(
        {
            "torch": lambda: torch.conv2d(tx, tweight, None, stride, padding),
            "conv2d": lambda: conv2d(x, weight, stride=stride, padding=padding),
            "произведение матриц": lambda: np.matmul(left, right, out=product),
            "im2col": lambda: by_columns(x, weight, stride, padding),
            "tensordot": lambda: by_tensordot(x, weight, stride, padding),
            "einsum": lambda: by_einsum(x, weight, stride, padding),
        },
        repeats,
    )
    forward |= slow_ways(x, weight, stride, padding)
    torch_arguments = ([stride] * 2, [padding] * 2, [1, 1], False, [0, 0], 1, [True] * 3)
    backward = compare(
        {
            "torch": lambda: torch.ops.aten.convolution_backward(
                tgrad, tx, tweight, [len(weight)], *torch_arguments
            ),
            "conv2d_backward": lambda: conv2d_backward(
                grad, x, weight, stride=stride, padding=padding
            ),
        },
        repeats,
    )
    return {
        "torch_ms": forward["torch"] * 1e3,
        "ratio": {name: t / forward["torch"] for name, t in forward.items() if name != "torch"},
        "backward_torch_ms": backward["torch"] * 1e3,
        "backward_ratio": backward["conv2d_backward"] / backward["torch"],
        "memory_ratio": peak / (x.nbytes + out.nbytes),
        "error": float(np.linalg.norm(out - exact) / np.linalg.norm(exact)),
    }


def geometric_mean(numbers):
    return math.exp(sum(map(math.log, numbers)) / len(numbers))


def conditions():
    """Где и чем измерено."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    blas = [info for info in threadpool_info() if info["user_api"] == "blas"]
    return {
        "процессор": models[0] if models else platform.processor(),
        "ядра BLAS": ", ".join(f"{i['internal_api']} {i.get('architecture', '')}" for i in blas),
        "векторные команды torch": torch.backends.cpu.get_cpu_capability(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "потоков": 1,
        "тип": "float32",
    }


def print_table(results):
    ways = list(next(iter(results["layers"].values()))["ratio"])
    print("Время прямого прохода в долях времени torch; scipy и циклы — оценка по части работы")
    print(f"{'слой':14}{'torch, мс':>10}", *(f"{way:>12.12}" for way in ways))
    for name, row in results["layers"].items():
        cells = (f"{row['ratio'][way]:12.2f}" for way in ways)
        print(f"{name:14}{row['torch_ms']:10.3f}", *cells)
    print(f"{'среднее геом.':24}", *(f"{results['mean'][way]:12.2f}" for way in ways))
    print(f"\n{'слой':14}{'обратный, доля':>16}{'память, доля':>16}{'ошибка':>12}")
    for name, row in results["layers"].items():
        print(
            f"{name:14}{row['backward_ratio']:16.2f}{row['memory_ratio']:16.2f}{row['error']:12.1e}"
        )
    print(f"{'среднее геом.':14}{results['backward_mean']:16.2f}")


def draw(results, path):
    """Времена в долях torch на логарифмической оси: слой — строка, способ — значок."""
    from matplotlib import pyplot as plt

    names = list(results["layers"])
    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    for way, marker in zip(results["mean"], "o|sD^vx", strict=True):
        ratios = [results["layers"][name]["ratio"][way] for name in names]
        axes.plot(ratios, range(len(names)), marker, label=way, markersize=8, linestyle="none")
    axes.axvline(1, color="gray", linewidth=1)
    axes.set(xscale="log", xlabel="время в долях времени torch", yticks=range(len(names)))
    axes.set_yticklabels(names)
    axes.invert_yaxis()
    axes.legend(ncols=4, loc="lower center", bbox_to_anchor=(0.5, 1), frameon=False)
    figure.savefig(path)
    plt.close(figure)


def share_instructions():
    """Уравнивает стороны: все библиотеки обходятся командами AVX2.

    Иначе замер сравнивал бы не способы свернуть, а ширину векторных команд: одна библиотека
    узнала процессор, другая нет. Ограничить их можно лишь до загрузки, поэтому замер начинается
    заново.
    """
    narrow = {
        "OPENBLAS_CORETYPE": "Haswell",
        "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
        "ATEN_CPU_CAPABILITY": "avx2",
    }
    if not narrow.items() <= os.environ.items():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **narrow})


def main():
    parser = argparse.ArgumentParser(description="Скорость свёртки на numpy рядом с torch.")
    parser.add_argument("--output", type=Path, help="каталог для convolution.json и .svg")
    parser.add_argument("--repeats", type=int, default=15, help="число повторов каждого замера")
    arguments = parser.parse_args()
    share_instructions()
    torch.set_num_threads(1)
    with threadpool_limits(1), torch.no_grad():
        layers = {name: measure(layer, arguments.repeats) for name, layer in LAYERS.items()}
        results = {"conditions": conditions(), "layers": layers}
    ways = next(iter(layers.values()))["ratio"]
    results["mean"] = {
        way: geometric_mean([row["ratio"][way] for row in layers.values()]) for way in ways
    }
    results["backward_mean"] = geometric_mean([r["backward_ratio"] for r in layers.values()])
    print_table(results)
    if arguments.output:
        arguments.output.mkdir(parents=True, exist_ok=True)
        text = json.dumps(results, ensure_ascii=False, indent=1)
        (arguments.output / "convolution.json").write_text(text + "\n", encoding="utf-8")
        draw(results, arguments.output / "convolution.svg")


if __name__ == "__main__":
    main()
