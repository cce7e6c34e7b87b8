"""Картинки: вырезанные фотографии зверей, птиц, цветов, вещей — для соседей, t-SNE и откликов.

Взяты из набора штампов Tux Paint (пакет Debian ``tuxpaint-stamps-default``); у каждой названы
автор и лицензия. Сами картинки — в ``files/pictures.zip``, сведения о них — рядом, в
``files/pictures.json``.
"""

import io
import json
import zipfile
from typing import NamedTuple

import numpy as np
from PIL import Image

from lessons.datasets.storage import read_verified

ARCHIVE, CREDITS = "files/pictures.zip", "files/pictures.json"
CREDIT_COLUMNS = {
    "title": "Что",
    "kind": "Вид",
    "author": "Авторы",
    "licence": "Лицензия",
    "file": "Файл в пакете",
    "url": "Адрес",
}


class Pictures(NamedTuple):
    """Набор картинок. Первые три поля — те же, что у `lessons.datasets.Split`.

    Attributes
    ----------
    images : numpy.ndarray
        ``uint8`` ``(N, 227, 227, 3)``, RGB 0…255: предмет посередине, фон белый.
    labels : numpy.ndarray
        Номера видов, ``int64`` ``(N,)``.
    names : tuple of str
        Русские названия видов: «птицы», «копытные»…
    titles : tuple of str
        Русские названия самих картинок, N штук: «розовый фламинго», «як»…
    """

    images: np.ndarray
    labels: np.ndarray
    names: tuple[str, ...]
    titles: tuple[str, ...]


def pictures():
    """184 цветные картинки тринадцати видов.

    Предмет вписан в поле 227×227 (размер входа `lessons.networks.pretrained.squeezenet_imagenet`)
    с полями в 10 пикселей, поэтому картинки годятся этой сети без обрезки.

    Returns
    -------
    Pictures
        Картинки, виды и названия; картинки одного вида стоят подряд.

    Raises
    ------
    DataFileError
        Файл данных отсутствует или испорчен.

    Examples
    --------
    >>> images, labels, names, titles = pictures()
    >>> titles[0], names[labels[0]]
    ('чёрный дрозд', 'птицы')
    """
    records = _credits()
    names = tuple(dict.fromkeys(record["kind"] for record in records))
    with zipfile.ZipFile(io.BytesIO(read_verified(ARCHIVE))) as archive:
        images = np.stack([_decode(archive.read(f"{r['name']}.webp")) for r in records])
    labels = np.array([names.index(record["kind"]) for record in records], np.int64)
    return Pictures(images, labels, names, tuple(record["title"] for record in records))


def picture_credits():
    """Кто снял каждую картинку и на каких условиях.

    Returns
    -------
    pandas.DataFrame
        Строка на картинку в порядке `pictures`; столбцы «Что», «Вид», «Авторы», «Лицензия», «Файл
        в пакете», «Адрес» (первоисточник, если он назван).

    Raises
    ------
    DataFileError
        Файл данных отсутствует или испорчен.
    """
    import pandas as pd  # импорт долог, а нужен лишь странице о данных

    return pd.DataFrame(_credits())[list(CREDIT_COLUMNS)].rename(columns=CREDIT_COLUMNS)


def _credits():
    return json.loads(read_verified(CREDITS))


def _decode(content):
    return np.array(Image.open(io.BytesIO(content)).convert("RGB"))
