"""Рукописные цифры MNIST и предметы одежды Fashion-MNIST: серые изображения 28×28.

MNIST: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document
recognition. Proceedings of the IEEE, 1998. Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf.
Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms, 2017.
"""

import gzip
import io
import zlib
from pathlib import Path

import numpy as np

from lessons.datasets.storage import DataFileError, Split, check_split, read_verified

DIGITS = tuple("0123456789")
CLOTHES = (
    "футболка",
    "брюки",
    "свитер",
    "платье",
    "пальто",
    "босоножка",
    "рубашка",
    "кроссовка",
    "сумка",
    "ботинок",
)
DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")


def mnist(split):
    """Рукописные цифры: 8000 для обучения, 2000 для проверки, по 200 каждой цифры.

    Из 10 000 цифр пакета; в обучающей части классы представлены почти поровну (663…927).
    Порядок изображений случаен, но всегда один и тот же.

    Parameters
    ----------
    split : {"train", "test"}
        Часть выборки.

    Returns
    -------
    Split
        Изображения ``(N, 28, 28)`` (белая цифра на чёрном), метки 0…9 и названия «0»…«9».

    Raises
    ------
    ValueError
        Неизвестная часть.
    DataFileError
        Файл данных отсутствует или испорчен.
    """
    return _packed("files/mnist.npz", split, DIGITS)


def fashion_mnist(split):
    """Предметы одежды: 10 000 для обучения и 2000 для проверки, классов поровну.

    Это первые 1000 (200) изображений каждого класса из обучающей (проверочной) части полной
    выборки в исходном порядке. Полную выборку читает `fashion_mnist_full`.

    Parameters
    ----------
    split : {"train", "test"}
        Часть выборки.

    Returns
    -------
    Split
        Изображения ``(N, 28, 28)`` (светлый предмет на чёрном), метки 0…9, русские названия.

    Raises
    ------
    ValueError
        Неизвестная часть.
    DataFileError
        Файл данных отсутствует или испорчен.
    """
    return _packed("files/fashion_mnist.npz", split, CLOTHES)


def fashion_mnist_full(split, folder=DEBIAN_FOLDER):
    """Полная выборка Fashion-MNIST: 60 000 для обучения и 10 000 для проверки.

    Parameters
    ----------
    split : {"train", "test"}
        Часть выборки.
    folder : str or pathlib.Path
        Папка с четырьмя файлами ``*-ubyte.gz``; по умолчанию та, куда их кладёт
        пакет Debian ``dataset-fashion-mnist``.

    Returns
    -------
    Split
        Как у `fashion_mnist`.

    Raises
    ------
    ValueError
        Неизвестная часть.
    DataFileError
        Файлов нет, или они повреждены.
    """
    check_split(split)
    prefix = {"train": "train", "test": "t10k"}[split]
    images = _read_idx(Path(folder) / f"{prefix}-images-idx3-ubyte.gz", ndim=3)
    labels = _read_idx(Path(folder) / f"{prefix}-labels-idx1-ubyte.gz", ndim=1)
    return Split(images, labels.astype(np.int64), CLOTHES)


def _packed(relative, split, names):
    check_split(split)
    with np.load(io.BytesIO(read_verified(relative)), allow_pickle=False) as arrays:
        labels = arrays[f"{split}_labels"].astype(np.int64)
        return Split(arrays[f"{split}_images"], labels, names)


def _read_idx(path, ndim):
    """Массив uint8 из файла IDX: два нуля, код типа 8, число осей, длины осей, данные."""
    advice = (
        "Установите пакет: «apt install dataset-fashion-mnist», "
        "или укажите свою папку в аргументе folder."
    )
    try:
        content = gzip.decompress(path.read_bytes())
    except FileNotFoundError:
        raise DataFileError(f"Нет файла полной выборки {path}. {advice}") from None
    except (OSError, EOFError, zlib.error) as error:
        raise DataFileError(f"Файл {path} не распаковывается ({error}). {advice}") from error
    header = 4 + 4 * ndim
    shape = tuple(np.frombuffer(content[4:header], ">i4")) if len(content) >= header else ()
    if content[:4] != bytes([0, 0, 8, ndim]) or len(content) != header + np.prod(shape):
        raise DataFileError(f"Файл {path} — не IDX с {ndim} осями. {advice}")
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape).copy()
