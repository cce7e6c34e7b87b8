"""Картинка, на которую выбранная единица сети откликается сильнее всего.

Yosinski, Clune, Nguyen, Fuchs, Lipson. Understanding Neural Networks Through Deep Visualization.
2015, arXiv:1506.06579.
"""

from math import ceil

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lessons.checks import whole
from lessons.explain.looking import layer_output, looking
from lessons.networks.tracing import with_batch


def maximize_activation(
    model: nn.Module,
    layer: str,
    unit: int | tuple[int, int, int],
    *,
    shape: tuple[int, ...],
    steps: int = 64,
    rate: float = 0.1,
    jitter: int = 8,
    blur: float = 0.5,
    total_variation: float = 0.5,
    generator: torch.Generator | None = None,
) -> Tensor:
    """Подъём по градиенту отклика: от серого шума к картинке, которую «хочет видеть» единица.

    Растёт ``отклик(x) − total_variation · TV(x)``, где ``TV`` — среднее изменение яркости между
    соседями. Без трёх помех — сглаживания, случайного сдвига и размытия — вышла бы пёстрая рябь:
    она поднимает отклик быстрее всего, а глазу не говорит ничего.

    Parameters
    ----------
    model : nn.Module
        Сеть; её веса, режимы и градиенты не меняются.
    layer : str
        Имя слоя; пустое — ответ всей сети, тогда ``unit`` — класс.
    unit : int or tuple of int
        Канал (отклик — среднее по карте), класс или один нейрон карты ``(канал, i, j)``.
    shape : tuple of int
        Форма картинки ``(C, H, W)`` или ``(N, C, H, W)``. Размер любой, какой примут слои до
        ``layer``.
    steps : int
        Число шагов.
    rate : float
        Темп подъёма (Adam).
    jitter : int
        На сколько пикселей картинка случайно сдвигается по кругу перед каждым шагом; 0 — нет.
    blur : float
        ``σ`` гауссова размытия градиента в пикселях; 0 — нет.
    total_variation : float
        Вес сглаживания; 0 — нет.
    generator : torch.Generator, optional
        Датчик начального шума и сдвигов; без него — общий датчик torch.

    Returns
    -------
    Tensor, shape (N, C, H, W)
        Яркости 0…1; для ``(C, H, W)`` число картинок ``N = 1``.

    Raises
    ------
    ValueError
        Слоя или единицы нет, неверная форма, неверное число шагов.
    """
    shape = with_batch(shape, "shape")
    steps, jitter = whole(steps, "steps", 1), whole(jitter, "jitter", 0)
    weight = next(model.parameters())
    with looking(model, gradients=True):
        start = 0.1 * torch.randn(shape, generator=generator)
        hidden = start.to(weight.device).requires_grad_()  # картинка — sigmoid(hidden)
        optimizer = torch.optim.Adam([hidden], lr=rate)
        for _ in range(steps):
            picture = hidden.sigmoid()
            down, right = torch.randint(-jitter, jitter + 1, (2,), generator=generator).tolist()
            shifted = picture.roll((down, right), dims=(2, 3))
            response = _response(layer_output(model, layer, shifted.to(weight.dtype)), unit)
            (rise,) = torch.autograd.grad(response.float().sum(), hidden, retain_graph=True)
            (rough,) = torch.autograd.grad(_total_variation(picture), hidden)
            strength = rise.square().mean((1, 2, 3), keepdim=True).sqrt().clamp(min=1e-12)
            hidden.grad = total_variation * rough - _blurred(rise / strength, blur)
            optimizer.step()
        return hidden.detach().sigmoid().to(weight.dtype)


def _response(output: Tensor, unit) -> Tensor:
    """Отклик единицы на каждую картинку ``(N,)``."""
    channel, *place = unit if isinstance(unit, tuple) else (unit,)
    channel = whole(channel, "unit", 0, output.shape[1] - 1)
    if not place:
        return output[:, channel].flatten(1).mean(1) if output.dim() > 2 else output[:, channel]
    if len(place) != 2 or output.dim() != 4:
        raise ValueError(
            f"unit: получено {unit!r}, ожидался номер или тройка (канал, i, j) у слоя с картами, "
            f"а ответ слоя — {tuple(output.shape)}"
        )
    sizes = zip(place, output.shape[2:], strict=True)
    i, j = (whole(index, "unit", 0, size - 1) for index, size in sizes)
    return output[:, channel, i, j]


def _total_variation(picture: Tensor) -> Tensor:
    """Сумма модулей разностей соседних пикселей по вертикали и по горизонтали, по всем снимкам."""
    return picture.diff(dim=2).abs().sum() + picture.diff(dim=3).abs().sum()


def _blurred(picture: Tensor, sigma: float) -> Tensor:
    """Гауссово размытие по вертикали и по горизонтали, края отражаются."""
    radius = min(ceil(3 * sigma), *(side - 1 for side in picture.shape[2:]))
    if radius < 1:
        return picture
    ticks = torch.arange(-radius, radius + 1, device=picture.device)
    kernel = torch.exp(-(ticks**2) / (2 * sigma**2))
    kernel = (kernel / kernel.sum()).expand(picture.shape[1], 1, 1, -1)
    padded = F.pad(picture, (radius,) * 4, mode="reflect")
    rows = F.conv2d(padded, kernel, groups=picture.shape[1])
    return F.conv2d(rows, kernel.mT, groups=picture.shape[1])
