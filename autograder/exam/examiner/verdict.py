"""Решение по одной проверке: исход, баллы и слова для студента и для преподавателя."""

from __future__ import annotations

import ast
import math
import re
import sys
from typing import Any

from autograder.exam.examiner.contract import Refused
from autograder.exam.kernel.cells import Run, last_expression
from autograder.exam.peers.object_table import PeerGone
from autograder.wire import WireError

_FAILED = "Проверка не пройдена: результат не такой, как требует задание."
MEDDLED = "Решение меняет переданные ему данные, а задание этого не просит."
_NOTHING = "Проверка дала 0 баллов: ни одна её часть не выполнена."
_MAX_DETAIL = 4000
_GONE = {
    "killed": "Процесс с решением аварийно завершился.",
    "timeout": "Решение не уложилось в отведённое время.",
}


def missing_package(error: BaseException | None) -> str | None:
    """Имя пакета, которого нет у экзаменатора; None, если дело не в этом."""
    if isinstance(error, ModuleNotFoundError) and not hasattr(error, "__foreign__"):
        return str(error.name)
    return None


def unknown_name(error: BaseException | None) -> str | None:
    """Имя, которого не хватило, — проверке или решению; None, если дело не в этом."""
    if not isinstance(error, NameError):
        return None
    found = re.match(r"name '(\w+)'", str(error))
    return error.name or (found[1] if found else None)


def decide(
    run: Run, source: str, points: float, bound: set[str], absent: list[str], refusals: list[str]
) -> dict:
    """Вынести решение.

    Parameters
    ----------
    run : Run
        Как исполнилась проверка.
    source : str
        Её текст: по нему видно, число экзаменатора она вернула или значение студента.
    points : float
        Наибольший балл.
    bound, absent : set of str, list of str
        Имена решения и те из них, которых у студента нет.
    refusals : list of str
        Чего не впустил договор: слова для студента.
    """
    error = run.error
    if error is None:
        return _passed(run.value, source, points, bound)
    outcome, message = _explain(error, absent)
    if isinstance(error, Refused) and refusals:
        message = refusals[0]
    return {
        "outcome": outcome,
        "score": 0.0,
        "message": message,
        "detail": _detail(error),
        "missing_package": missing_package(error),
    }


def _passed(value: Any, source: str, points: float, bound: set[str]) -> dict:
    score, message = points, ""
    if _is_number(value) and not _belongs_to_student(source, bound):
        score = float(value)
        if not math.isfinite(score) or not 0 <= score <= points:
            message = "Проверка вернула недопустимое число баллов: сообщите преподавателю."
            detail = f"последнее выражение дало {score!r}, а можно от 0 до {points:g}"
            return _report("error", 0.0, message, detail)
        if score < points:
            message = "Решение верно лишь отчасти."
    outcome = "passed" if score > 0 or not points else "failed"
    return _report(outcome, score, message if outcome == "passed" else _NOTHING, "")


def _report(outcome: str, score: float, message: str, detail: str) -> dict:
    return {
        "outcome": outcome,
        "score": score,
        "message": message,
        "detail": detail,
        "missing_package": None,
    }


def _is_number(value: Any) -> bool:
    if type(value) in (int, float):
        return True
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return type(value).__module__ == "numpy" and kind in "iuf" and getattr(value, "ndim", 1) == 0


def _belongs_to_student(source: str, bound: set[str]) -> bool:
    """Начинается ли последнее выражение с имени студента: такое число баллами не считается."""
    node = last_expression(source)
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id in bound


def _explain(error: BaseException, absent: list[str]) -> tuple[str, str]:
    foreign = hasattr(error, "__foreign__")
    if isinstance(error, PeerGone) and not foreign:
        reason = error.reason if error.reason in _GONE else "killed"
        return reason, _GONE[reason]
    if isinstance(error, KeyboardInterrupt):
        return "timeout", _GONE["timeout"]
    if isinstance(error, NameError) and getattr(error, "name", None) in absent:
        return "error", f"Имя «{error.name}» не определено."
    if not foreign and (isinstance(error, AssertionError) or type(error).__name__ == "Failed"):
        return "failed", _FAILED
    if foreign and isinstance(error, WireError):
        return "error", "Решение вернуло значение, которое нельзя проверить."
    name = _public_name(type(error))
    if foreign:
        return "error", f"Решение вызвало исключение {name}{_place(error)}."
    return "error", f"Проверка не смогла разобрать результат решения: {name}."


def _place(error: BaseException) -> str:
    places = getattr(error, "student_places", None)
    return f" (строка {places[-1][1]} ячейки)" if places else ""


def _public_name(kind: type) -> str:
    """Имя исключения из установленного; свои студент мог бы назвать чем угодно."""
    for cls in kind.__mro__:
        home = sys.modules.get(cls.__module__)
        if cls.__module__ != "__main__" and getattr(home, cls.__name__, None) is cls:
            return cls.__name__
    return "Exception"


def _detail(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}"[:_MAX_DETAIL]
