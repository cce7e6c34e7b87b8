"""Честные решения, какими их пишут, и проверки к ним: имя → (решение, проверка).

Их проверяет движок и сравнивает с собой ``nbgrader autograde``.
"""

from honest import calls, classes, data, files, functions

HONEST = {**calls.PAIRS, **functions.PAIRS, **classes.PAIRS, **data.PAIRS, **files.PAIRS}
