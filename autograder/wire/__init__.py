"""Провод: простые данные туда и обратно без pickle.

Всякое значение — байт вида и содержимое. Подклассы приводятся к простому типу, чужие методы при
этом не вызываются. Изменяемые объекты нумеруются по порядку появления: повтор передаётся ссылкой,
так что псевдонимы сохраняются; объект, содержащий сам себя, отвергается. Всё, что не данные,
отдаётся на усмотрение :class:`Handles` и едет описанием.

Виды значений заводят ``plain`` — всегда — и ``libraries``: её подключают лишь ядра, рабочему
процессу чужие массивы ни к чему. У каждого пакета там свой модуль, и подключается он, когда пакет
понадобился.
"""

from autograder.wire import plain  # noqa: F401 — заводит встроенные типы
from autograder.wire.kinds import (
    COMMON,
    ENCODERS,
    EXACT,
    MUTABLE,
    WireError,
    decodes,
    encodes,
)
from autograder.wire.messages import Decoder, Encoder, Handles, dumps, loads

__all__ = [
    "COMMON",
    "ENCODERS",
    "EXACT",
    "MUTABLE",
    "Decoder",
    "Encoder",
    "Handles",
    "WireError",
    "decodes",
    "dumps",
    "encodes",
    "loads",
]
