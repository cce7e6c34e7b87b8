"""SmoothGrad: среднее карт значимости многих зашумлённых копий снимка.

Smilkov, Thorat, Kim, Viégas, Wattenberg. SmoothGrad. 2017, arXiv:1706.03825.
"""

import torch
from torch import Tensor, nn

from lessons.checks import whole
from lessons.explain.looking import (
    checked_images,
    checked_targets,
    fastest_layout,
    input_gradient,
    looking,
)

BATCH = 8  # копий за один проход: больше — уже не помещается в кэш процессора


def smooth_grad(
    model: nn.Module,
    x: Tensor,
    target,
    *,
    noise: float = 0.15,
    samples: int = 32,
    generator: torch.Generator | None = None,
) -> Tensor:
    """Средний градиент ``1/n · Σ ∂S_target(x + ε_i) / ∂x``, где ``ε_i ~ N(0, σ²)``.

    Градиент меняется от пикселя к пикселю и от снимка к почти такому же снимку; то, что меняется
    случайно, среднее гасит.

    Parameters
    ----------
    model : nn.Module
        Сеть с ответом ``(N, K)``; её веса, режимы и градиенты не меняются.
    x : Tensor, shape (N, C, H, W)
        Изображения.
    target : int or sequence of int
        Номер класса, один на всех или по одному на изображение.
    noise : float
        Отношение ``σ`` к размаху яркостей каждого снимка, не меньше 0.
    samples : int
        Сколько зашумлённых копий усреднить.
    generator : torch.Generator, optional
        Датчик шума; без него — общий датчик torch.

    Returns
    -------
    Tensor, shape (N, C, H, W)
        Со знаком.

    Raises
    ------
    ValueError
        То же, что у `saliency`, отрицательный шум или не положительное число копий.
    """
    if not noise >= 0:
        raise ValueError(f"noise: получено {noise!r}, ожидалось число не меньше 0")
    samples = whole(samples, "samples", 1)
    with looking(model, gradients=True):
        x = checked_images(model, x)
        targets = checked_targets(target, x)
        layout = fastest_layout(model, x)
        means = []
        for image, own in zip(x, targets, strict=True):
            sigma = noise * (image.max() - image.min())
            total = torch.zeros_like(image, dtype=torch.float32)
            for start in range(0, samples, BATCH):
                count = min(BATCH, samples - start)
                noisy = image + sigma * _normal((count, *image.shape), generator).to(image)
                noisy = noisy.contiguous(memory_format=layout)
                total += input_gradient(model, noisy, own.expand(count)).float().sum(0)
            means.append((total / samples).to(image))
        return torch.stack(means) if means else torch.zeros_like(x)


def _normal(shape: tuple[int, ...], generator: torch.Generator | None) -> Tensor:
    device = generator.device if generator is not None else "cpu"
    return torch.randn(shape, generator=generator, device=device)
