"""Ядро, выученное по примерам, совпадает с придуманным."""

from typing import NamedTuple

import numpy as np
import torch
from torch.nn.functional import conv2d, mse_loss

from lessons.datasets import photo
from lessons.training import seed_everything

SOBEL_X = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=float)


class LearnedKernel(NamedTuple):
    """Итог подбора.

    Attributes
    ----------
    kernel : numpy.ndarray
        Найденное ядро ``(R, S)``.
    path : numpy.ndarray
        Ядро после каждого шага, ``(steps + 1, R, S)``; первое — случайное начальное.
    losses : numpy.ndarray
        Средний квадрат ошибки перед каждым шагом, ``(steps,)``.
    """

    kernel: np.ndarray
    path: np.ndarray
    losses: np.ndarray


def learn_kernel(target=SOBEL_X, name="camera", steps=600, noise=0.0, seed=0):
    r"""Подобрать ядро по снимку и его свёртке с неизвестным ядром.

    Дано: снимок :math:`x` и ответ :math:`y = k^* * x`, само :math:`k^*` от подбора скрыто.
    Градиентный спуск уменьшает

    .. math:: L(k) = \overline{(k * x - y)^2}

    от случайного :math:`k`. По :math:`k` это выпуклая квадратичная функция, поэтому минимум один.

    Parameters
    ----------
    target : array_like
        Скрытое ядро ``(R, S)``; по умолчанию горизонтальная производная Собеля.
    name : str
        Имя серого снимка ``lessons.datasets.photo``; берётся каждый четвёртый пиксель.
    steps : int
        Шагов спуска (Adam, шаг 0,05).
    noise : float
        Разброс шума, добавленного к ответу; яркости снимка приведены к среднему 0 и разбросу 1.
    seed : int
        Начало случайных последовательностей.

    Returns
    -------
    LearnedKernel
        Ядро, его путь и потери.

    Raises
    ------
    ValueError
        Ядро не двумерное.
    """
    target = torch.as_tensor(np.asarray(target), dtype=torch.float32)
    if target.ndim != 2:
        raise ValueError(f"target: получено {target.ndim} измерений, ожидается ядро (R, S)")
    seed_everything(seed)
    image = torch.from_numpy(photo(name)[::4, ::4].copy()).float()
    image = ((image - image.mean()) / image.std())[None, None]
    answer = conv2d(image, target[None, None])
    answer = answer + noise * torch.randn_like(answer)
    kernel = torch.randn(1, 1, *target.shape, requires_grad=True)
    optimizer = torch.optim.Adam([kernel], lr=0.05)
    path, losses = [kernel.detach().clone()], []
    for _ in range(steps):
        loss = mse_loss(conv2d(image, kernel), answer)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        path.append(kernel.detach().clone())
        losses.append(loss.item())
    path = torch.cat(path)[:, 0].numpy()
    return LearnedKernel(path[-1], path, np.array(losses))
