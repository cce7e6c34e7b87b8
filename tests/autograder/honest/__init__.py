"""Честные решения, какими их пишут, и проверки к ним: имя → (решение, проверка).

Их проверяет движок и сравнивает с собой ``nbgrader autograde``. К некоторым есть ``GIVEN`` — ячейка
условия перед решением — и ``WRONG`` — похожее решение, которое обязаны отвергнуть оба.
"""

from honest import calls, classes, data, files, functions, heirs, objects, patches, values

_NEW = (heirs, objects, patches, values)
_PLAIN = (calls, functions, classes, data, files)  # последние заслоняют ``sum`` и ``list``

HONEST = {name: pair for room in (*_NEW, *_PLAIN) for name, pair in room.PAIRS.items()}
GIVEN = {name: text for room in _NEW for name, text in room.GIVEN.items()}
WRONG = {name: text for room in _NEW for name, text in room.WRONG.items()}
