"""Файлы pickle: прочитать их проверка может, исполнить написанное в них — нет.

Файл написало решение, а распаковка вызывает всё, что в нём названо. Поэтому из файла можно
восстановить лишь данные: числа, вместилища, массивы, тензоры, таблицы и классы самой проверки.
"""

from __future__ import annotations

import pickle
import sys

_DATA = {
    "builtins": "bool bytearray bytes complex dict float frozenset int list object range set slice "
    "str tuple",
    "_codecs": "encode",
    "collections": "Counter OrderedDict defaultdict deque",
    "copyreg": "_reconstructor __newobj__",
    "datetime": "date datetime time timedelta timezone",
    "decimal": "Decimal",
    "fractions": "Fraction",
    "numpy": "dtype ndarray",
    "numpy._core.multiarray": "_reconstruct scalar",
    "numpy._core.numeric": "_frombuffer",
    "pandas": "Categorical CategoricalDtype DataFrame DatetimeIndex Index Int64Dtype RangeIndex "
    "Series StringDtype",
    "pandas._libs.arrays": "__pyx_unpickle_NDArrayBacked",
    "pandas._libs.internals": "_unpickle_block",
    "pandas.arrays": "DatetimeArray IntegerArray StringArray",
    "pandas.core.indexes.base": "_new_Index",
    "pandas.core.indexes.datetimes": "_new_DatetimeIndex",
    "pandas.core.internals.managers": "BlockManager SingleBlockManager",
    "torch._utils": "_rebuild_parameter _rebuild_tensor_v2",
    "torch.storage": "_load_from_bytes",
}
_KNOWN = frozenset((module, name) for module, line in _DATA.items() for name in line.split())


def only_data() -> None:
    """Навсегда запретить этому процессу распаковывать что-либо, кроме данных."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple) -> None:
    if event == "pickle.find_class" and arguments not in _KNOWN and not _is_own(*arguments):
        module, name = arguments
        raise pickle.UnpicklingError(f"в файле pickle не только данные: {module}.{name}")


def _is_own(module: str, name: str) -> bool:
    found = vars(sys.modules["__main__"]).get(name) if module == "__main__" else None
    return type(found) is type and found.__module__ == "__main__"
