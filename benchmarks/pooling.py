"""Скорость пулинга на numpy рядом с torch, а половинной точности — рядом с одинарной.

Запуск: ``python benchmarks/pooling.py [--repeats ЧИСЛО]``. Обе стороны работают в одном потоке и с
одним набором векторных команд; измеряется процессорное время, способы чередуются, берётся лучшее.
"""

import argparse

import numpy as np
import torch
import torch.nn.functional as F
from convolution import compare, conditions, geometric_mean, share_instructions
from threadpoolctl import threadpool_limits

from lessons import reference

SHAPE = (8, 64, 56, 56)
WINDOWS = ((3, 2, 1), (2, 2, 0), (3, 1, 1))  # окно, шаг, отступ
KINDS = {
    "max": (reference.max_pool2d, reference.max_pool2d_backward, F.max_pool2d),
    "avg": (reference.avg_pool2d, reference.avg_pool2d_backward, F.avg_pool2d),
    "l2": (
        reference.l2_pool2d,
        reference.l2_pool2d_backward,
        lambda x, *window: F.avg_pool2d(x.square(), *window).sqrt(),
    ),
}


def pooling_ratios(kind, window, repeats):
    """Отношение времени к torch: вперёд, назад."""
    forward, backward, theirs = KINDS[kind]
    x = np.random.default_rng(0).random(SHAPE, np.float32) + np.float32(0.1)
    leaf = torch.from_numpy(x).requires_grad_()
    out = theirs(leaf, *window)
    assert np.allclose(forward(x, *window), out.detach(), rtol=1e-5)
    grad_out = np.ones(out.shape, np.float32)
    ones = torch.from_numpy(grad_out)
    times = compare(
        {
            "ours": lambda: forward(x, *window),
            "torch": lambda: theirs(leaf.detach(), *window),
            "ours_backward": lambda: backward(grad_out, x, *window),
            "torch_backward": lambda: torch.autograd.grad(out, leaf, ones, retain_graph=True),
        },
        repeats,
    )
    return times["ours"] / times["torch"], times["ours_backward"] / times["torch_backward"]


def half_precision_ratios(repeats):
    """Во сколько раз float16 медленнее float32: одна и та же операция."""
    rng = np.random.default_rng(0)
    x = rng.random((4, 64, 56, 56), np.float32)
    weight = rng.random((64, 64, 3, 3), np.float32)
    grad_out = rng.random((4, 64, 54, 54), np.float32)
    operations = {
        "conv2d": lambda x, w, g: reference.conv2d(x, w),
        "conv2d_backward": lambda x, w, g: reference.conv2d_backward(g, x, w),
        "max_pool2d": lambda x, w, g: reference.max_pool2d(x, 3, 2),
        "avg_pool2d": lambda x, w, g: reference.avg_pool2d(x, 3, 2),
        "l2_pool2d": lambda x, w, g: reference.l2_pool2d(x, 3, 2),
    }
    singles, ratios = (x, weight, grad_out), {}
    halves = [part.astype(np.float16) / 64 for part in singles]
    for name, operation in operations.items():
        calls = {
            "float32": lambda f=operation: f(*singles),
            "float16": lambda f=operation: f(*halves),
        }
        times = compare(calls, repeats)
        ratios[name] = times["float16"] / times["float32"]
    return ratios


def main():
    parser = argparse.ArgumentParser(description="Скорость пулинга на numpy рядом с torch.")
    parser.add_argument("--repeats", type=int, default=15, help="число повторов каждого замера")
    repeats = parser.parse_args().repeats
    share_instructions()
    torch.set_num_threads(1)
    with threadpool_limits(1):
        for name, value in conditions().items():
            print(f"{name}: {value}")
        print(f"\nВремя в долях времени torch, вход {SHAPE}\n{'вид':8}{'окно':12}вперёд  назад")
        forwards = []
        for kind in KINDS:
            for window in WINDOWS:
                forward, backward = pooling_ratios(kind, window, repeats)
                forwards.append(forward)
                print(f"{kind:8}{str(window):10}{forward:8.2f}{backward:7.2f}")
        print(f"среднее геометрическое вперёд: {geometric_mean(forwards):.2f}\n")
        print("Время float16 в долях времени float32")
        for name, ratio in half_precision_ratios(repeats).items():
            print(f"{name:18}{ratio:6.2f}")


if __name__ == "__main__":
    main()
