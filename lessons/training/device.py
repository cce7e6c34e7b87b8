"""Где и с какой точностью считать."""

import random

import numpy as np
import torch

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


def random_state():
    """Снимок состояния датчиков случайных чисел: словарь из тензоров, чисел и списков."""
    version, words, gauss = random.getstate()
    _, keys, position, has_gauss, cached = np.random.get_state()
    return {
        "python": [version, list(words), gauss],
        "numpy": [torch.from_numpy(keys.astype(np.int64)), position, has_gauss, cached],
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }


def restore_random_state(state):
    """Вернуть датчики в состояние, снятое функцией `random_state`."""
    version, words, gauss = state["python"]
    random.setstate((version, tuple(words), gauss))
    keys, position, has_gauss, cached = state["numpy"]
    np.random.set_state(("MT19937", keys.numpy().astype(np.uint32), position, has_gauss, cached))
    torch.set_rng_state(state["torch"])
    if state["cuda"]:
        torch.cuda.set_rng_state_all(state["cuda"])
