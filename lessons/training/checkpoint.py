"""Сохранение хода обучения без pickle.

Состояние — вложенные словари и списки из чисел, строк и тензоров. Тензоры записываются в
safetensors, а всё остальное — текстом JSON в заголовок того же файла. Такой файл можно читать,
не доверяя тому, кто его прислал: исполняемого в нём нет.
"""

import json
import os
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file


def save_checkpoint(path, state):
    """Записать состояние в файл; прежний файл заменяется целиком или не меняется вовсе.

    Parameters
    ----------
    path : str or pathlib.Path
        Куда записать.
    state : dict
        Вложенные словари, списки, кортежи, числа, строки, ``None`` и тензоры.

    Raises
    ------
    TypeError
        В состоянии есть значение другого типа.
    """
    tensors = {}
    description = json.dumps(_describe(state, tensors))
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    save_file(tensors, temporary, metadata={"state": description})
    os.replace(temporary, path)


def load_checkpoint(path):
    """Прочитать состояние, записанное `save_checkpoint`; тензоры остаются в памяти процессора.

    Parameters
    ----------
    path : str or pathlib.Path
        Файл.

    Returns
    -------
    dict
        То же состояние; кортежи возвращаются списками.

    Raises
    ------
    FileNotFoundError
        Файла нет.
    ValueError
        Файл повреждён или записан чем-то другим.
    """
    if not Path(path).exists():
        raise FileNotFoundError(f"Нет файла с сохранённым обучением: {path}")
    try:
        with safe_open(path, framework="pt") as file:
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
            description = (file.metadata() or {})["state"]
    except (SafetensorError, KeyError) as error:
        raise ValueError(
            f"path: файл {path} — не сохранённое обучение ({error}); удалите его, "
            "чтобы начать заново"
        ) from error
    return _restore(json.loads(description), tensors)


def _describe(value, tensors):
    """Описание значения для JSON; тензоры по пути складываются в ``tensors``."""
    if isinstance(value, torch.Tensor):
        key = str(len(tensors))
        # Копия: safetensors не принимает тензоров с общей памятью.
        tensors[key] = value.detach().cpu().clone().contiguous()
        return {"tensor": key}
    if isinstance(value, dict):
        return {"dict": [[key, _describe(item, tensors)] for key, item in value.items()]}
    if isinstance(value, (list, tuple)):
        return {"list": [_describe(item, tensors) for item in value]}
    if value is None or isinstance(value, (bool, int, float, str)):
        return {"value": value}
    raise TypeError(f"state: значение типа {type(value).__name__} сохранить нельзя")


def _restore(description, tensors):
    ((kind, content),) = description.items()
    if kind == "tensor":
        return tensors[content]
    if kind == "dict":
        return {key: _restore(item, tensors) for key, item in content}
    if kind == "list":
        return [_restore(item, tensors) for item in content]
    return content
