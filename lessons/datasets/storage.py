"""Файлы данных курса: где лежат и как проверяются.

Каждый файл в ``files/`` и ``weights/`` записан в ``checksums.json`` вместе с размером и суммой
SHA-256. Сумма сверяется при каждом чтении: испорченный файл — это не «странная точность сети»,
а ошибка, которая названа своим именем.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).parent
CHECKSUMS = ROOT / "checksums.json"


class DataFileError(OSError):
    """Файл данных отсутствует или испорчен; сообщение говорит, как его вернуть."""


class Split(NamedTuple):
    """Часть размеченной выборки.

    Attributes
    ----------
    images : numpy.ndarray
        Изображения, ``uint8``, яркость 0…255: серые ``(N, H, W)`` или цветные RGB
        ``(N, H, W, 3)``.
    labels : numpy.ndarray
        Номера классов 0…K−1, ``int64`` формы ``(N,)``.
    names : tuple of str
        Русские названия K классов; ``names[labels[i]]`` — название класса i-го изображения.

    Examples
    --------
    >>> images, labels, names = mnist("test")
    >>> images.shape, names[labels[0]]
    """

    images: np.ndarray
    labels: np.ndarray
    names: tuple[str, ...]


def sha256(content):
    """Шестнадцатеричная сумма SHA-256 байтов ``content``."""
    return hashlib.sha256(content).hexdigest()


def read_verified(relative):
    """Прочитать файл данных, сверив его с ``checksums.json``.

    Parameters
    ----------
    relative : str
        Путь внутри ``lessons/datasets``, например ``"files/mnist.npz"``.

    Returns
    -------
    bytes
        Содержимое файла.

    Raises
    ------
    DataFileError
        Файла нет, либо его сумма не совпала с записанной.
    """
    path = ROOT / relative
    advice = (
        f"Верните его командой «git checkout -- lessons/datasets/{relative}» "
        "или соберите заново: «python tools/prepare_data.py»."
    )
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataFileError(f"Нет файла данных {path}. {advice}") from None
    expected = json.loads(CHECKSUMS.read_text(encoding="utf-8"))[relative]["sha256"]
    found = sha256(content)
    if found != expected:
        raise DataFileError(
            f"Файл данных {path} испорчен: сумма SHA-256 {found[:12]}…, "
            f"а должна быть {expected[:12]}…. {advice}"
        )
    return content


def record_checksum(relative, **extra):
    """Записать в ``checksums.json`` размер и сумму файла ``relative`` (нужно сборщикам файлов).

    Parameters
    ----------
    relative : str
        Путь внутри ``lessons/datasets``.
    **extra : str
        Что ещё хранить рядом, например сумму содержимого массивов.
    """
    records = json.loads(CHECKSUMS.read_text(encoding="utf-8")) if CHECKSUMS.exists() else {}
    content = (ROOT / relative).read_bytes()
    records[relative] = {"bytes": len(content), "sha256": sha256(content), **extra}
    text = json.dumps(records, indent=2, sort_keys=True) + "\n"
    CHECKSUMS.write_text(text, encoding="utf-8")


def check_split(split):
    """Отклонить название части выборки, отличное от ``"train"`` и ``"test"``."""
    if split not in ("train", "test"):
        raise ValueError(f'split: получено {split!r}, ожидалось "train" или "test"')
