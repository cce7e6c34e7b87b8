"""Сторона студента: исполнить то, что проверка толкует из написанного решением."""

import builtins
import importlib
import io
import sys
from typing import Any


def interpret(name: str, text: str, variables: dict, explicit: bool, namespace: dict) -> Any:
    """Исполнить текст и вернуть значение или заведённые имена."""
    space = dict(variables) if explicit else {**namespace, **variables}
    if name == "eval":
        return builtins.eval(text, space)
    before = dict(space)
    builtins.exec(text, space)
    return {
        key: value
        for key, value in space.items()
        if key[:2] != "__" and (key not in before or before[key] is not value)
    }


def express(target: Any, method: str, text: str, variables: dict) -> Any:
    """Вычислить выражение pandas."""
    if target is None:
        return sys.modules["pandas"].eval(text, local_dict=variables, global_dict={})
    return getattr(target, method)(text, local_dict=variables, global_dict={})


def load(module: str, name: str, content: bytes, named: dict) -> tuple[Any, int]:
    """Распаковать файл."""
    stream = io.BytesIO(content)
    own = getattr(importlib.import_module(module), name)
    value = own(content if name == "loads" else stream, **named)
    return value, stream.tell()
