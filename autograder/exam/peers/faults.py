"""Исключения, пересекающие границу процессов: класс по имени, сообщение, место в ячейке."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from autograder.exam.peers import proxies
from autograder.exam.peers.class_info import ClassInfo
from autograder.wire import WireError, dumps

_CELL_FILE = re.compile(r"^<ячейка (\d+)>$")
_MAX_TEXT = 4000
_MAX_FRAMES = 12
_MAX_CAUSES = 3
_MAX_LINE = 100_000


def cell_file(number: int) -> str:
    """Имя, под которым компилируется ячейка с этим номером."""
    return f"<ячейка {number}>"


def is_cell_file(name: str) -> bool:
    """Имя ли это скомпилированной ячейки."""
    return _CELL_FILE.match(name) is not None


def lines_in(error: BaseException | None, number: int) -> list[int]:
    """Строки ячейки ``number``, через которые прошло исключение, от внешней к внутренней."""
    frames = traceback.walk_tb(error.__traceback__ if error else None)
    name = cell_file(number)
    return [line for frame, line in frames if frame.f_code.co_filename == name][-_MAX_FRAMES:]


def describe_exception(error: BaseException, depth: int = 0) -> dict:
    """Описать исключение простыми данными (и ссылкой на класс, если он свой)."""
    if (token := getattr(error, "__foreign__", None)) is not None and type(token) is dict:
        return token
    cls = type(error)
    own = ClassInfo.of(cls).known() is not cls
    return {
        "name": cls.__name__,
        "ancestors": ClassInfo.of(cls).ancestors,
        "class": cls if own else None,
        "object": error if own else None,
        "arguments": _plain_arguments(error),
        "text": _text(error),
        "places": _places(error),
        "fields": _plain_fields(error),
        "cause": _cause(error, depth),
    }


def rebuild_exception(
    described: object, admit: Callable[[ClassInfo], type[BaseException]]
) -> BaseException:
    """Построить исключение по описанию; ``admit`` решает, какому классу верить.

    Raises
    ------
    WireError
        Описание негодное.
    """
    match described:
        case {
            "name": str(name),
            "ancestors": tuple(ancestors),
            "class": own,
            "object": owner,
            "arguments": arguments,
            "text": str(text),
            "places": list(places),
            "fields": dict(fields),
            "cause": cause,
        }:
            cls = own if _is_exception(own) else admit(ClassInfo.from_plain((name, ancestors, ())))
            error = _instance(cls, arguments, text, owner)
            _set_fields(error, fields)
            error.__cause__ = rebuild_exception(cause, admit) if cause else None
            error.__foreign__ = {**described, "class": cls if _is_exception(own) else None}
            error.student_places = [place for place in places if _is_place(place)]
            return error
    raise WireError("негодное описание исключения")


def _is_exception(value: object) -> bool:
    return issubclass(type(value), type) and issubclass(value, BaseException)


def _instance(cls: type[BaseException], arguments: Any, text: str, owner: object) -> BaseException:
    arguments = arguments if type(arguments) is tuple else (text,)
    if isinstance(owner, proxies.Proxy):
        error = cls.__new__(cls)
        vars(error).update({proxies.OWNER: owner, proxies.TEXT: text})
        error.args = arguments
        return error
    if proxies.number_of(cls) is not None:
        error = cls.__new__(cls)
        vars(error)[proxies.TEXT] = text
        error.args = arguments
        return error
    try:
        error = cls(*arguments)
    except Exception:
        error = cls.__new__(cls)
        error.args = arguments
    return error


def _plain_arguments(error: BaseException) -> tuple | None:
    arguments = error.args
    try:
        dumps(arguments)
    except WireError:
        return None
    return arguments


def _plain_fields(error: BaseException) -> dict[str, object]:
    """Собственные поля исключения, которые можно передать."""
    found = {}
    for name, value in vars(error).items():
        with suppress(WireError):
            dumps(value)
            found[name] = value
    return found


def _set_fields(error: BaseException, fields: dict) -> None:
    for name, value in fields.items():
        if type(name) is str and not name.startswith("_") and not hasattr(type(error), name):
            setattr(error, name, value)


def _cause(error: BaseException, depth: int) -> dict | None:
    if error.__cause__ is None or depth >= _MAX_CAUSES:
        return None
    return describe_exception(error.__cause__, depth + 1)


def _text(error: BaseException) -> str:
    try:
        return str(error)[:_MAX_TEXT]
    except Exception:
        return ""


def _places(error: BaseException) -> list[tuple[int, int]]:
    """Номера ячеек и строк студента, через которые прошло исключение, от внешней к внутренней."""
    frames = traceback.walk_tb(error.__traceback__)
    found = [(_CELL_FILE.match(frame.f_code.co_filename), line) for frame, line in frames]
    return [(int(match[1]), line) for match, line in found if match][-_MAX_FRAMES:]


def _is_place(place: object) -> bool:
    whole = type(place) is tuple and len(place) == 2 and all(type(part) is int for part in place)
    return whole and all(0 <= part < _MAX_LINE for part in place)
