"""Где и с какой точностью считать."""

import random

import numpy as np
import torch

from lessons.checks import one_of

PRECISIONS = {
    "float32": torch.float32,
    "bfloat16": torch.bfloat16,
    "float16": torch.float16,
}


def best_device():
    """Видеокарта с CUDA, если она есть, иначе процессор.

    Returns
    -------
    torch.device
        ``cuda`` или ``cpu``.
    """
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def best_precision(device):
    """Тип чисел для вычислений внутри сети на данном устройстве.

    На видеокарте половинная точность вдвое экономит память и задействует матричные блоки.
    У ``bfloat16`` тот же диапазон порядков, что у ``float32``, поэтому он предпочтительнее;
    ``float16`` нужен картам, которые ``bfloat16`` лишь имитируют. На процессоре — ``float32``.

    Parameters
    ----------
    device : torch.device
        Устройство.

    Returns
    -------
    torch.dtype
        ``torch.bfloat16``, ``torch.float16`` или ``torch.float32``.
    """
    if device.type != "cuda":
        return torch.float32
    supported = torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.bfloat16 if supported else torch.float16


def precision_of(name, device):
    """Тип чисел по названию из ``PRECISIONS``; ``None`` — лучший для устройства."""
    if name is None:
        return best_precision(device)
    return PRECISIONS[one_of(name, "precision", PRECISIONS)]


def autocast(device, dtype):
    """Вычисления внутри сети в точности ``dtype``; float32 — обычные вычисления."""
    return torch.autocast(device.type, dtype=dtype, enabled=dtype != torch.float32)


def device_of(model):
    """Устройство, на котором лежат параметры модели (для модели без параметров — процессор)."""
    parameter = next(model.parameters(), None)
    return torch.device("cpu") if parameter is None else parameter.device


def move(images, labels, device):
    """Перенести батч на устройство, не дожидаясь конца копирования.

    На видеокарте четырёхмерные изображения укладываются каналами вперёд по памяти
    (channels-last): в таком порядке быстрее работают её свёртки.
    """
    labels = labels.to(device, non_blocking=True)
    if device.type == "cuda" and images.ndim == 4:
        layout = torch.channels_last
        return images.to(device, non_blocking=True, memory_format=layout), labels
    return images.to(device, non_blocking=True), labels


def seed_everything(seed):
    """Задать начальное состояние всех датчиков случайных чисел: Python, numpy, torch.

    Parameters
    ----------
    seed : int
        Целое от 0 до 2³² − 1.
    """
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def random_state(device):
    """Снимок датчиков случайных чисел процессора и устройства, на котором учится сеть."""
    version, words, gauss = random.getstate()
    _, keys, position, has_gauss, cached = np.random.get_state()
    return {
        "python": [version, list(words), gauss],
        "numpy": [torch.from_numpy(keys.astype(np.int64)), position, has_gauss, cached],
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state(device) if device.type == "cuda" else None,
    }


def restore_random_state(state, device):
    """Вернуть датчики в состояние, снятое функцией `random_state`."""
    version, words, gauss = state["python"]
    random.setstate((version, tuple(words), gauss))
    keys, position, has_gauss, cached = state["numpy"]
    np.random.set_state(("MT19937", keys.numpy().astype(np.uint32), position, has_gauss, cached))
    torch.set_rng_state(state["torch"])
    if device.type == "cuda":
        torch.cuda.set_rng_state(state["cuda"], device)
