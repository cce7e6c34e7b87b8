"""Названия тысячи классов ImageNet."""

import json
from functools import cache
from typing import NamedTuple

from lessons.datasets.storage import read_verified


class Label(NamedTuple):
    """Название класса по-английски и по-русски."""

    english: str
    russian: str


@cache
def imagenet_labels():
    """Названия классов ImageNet (ILSVRC 2012) в порядке выходов обученных на ней сетей.

    Английское название — первое слово набора синонимов WordNet; тёзки различены уточнением в
    скобках. Русское название дано строчными буквами, все тысяча различны.

    Returns
    -------
    tuple of Label
        1000 пар; ``imagenet_labels()[285]`` — ``Label("Egyptian cat", "египетская кошка")``.

    Raises
    ------
    DataFileError
        Файл данных отсутствует или испорчен.

    References
    ----------
    O. Russakovsky и др. ImageNet large scale visual recognition challenge. IJCV, 2015.
    """
    pairs = json.loads(read_verified("files/imagenet_labels.json"))
    return tuple(Label(*pair) for pair in pairs)
