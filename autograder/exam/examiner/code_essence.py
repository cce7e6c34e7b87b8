"""Отпечаток кода: по нему узнают исполнявшееся на прогоне."""

import hashlib
from types import CodeType


def essence(code: CodeType) -> str:
    """Отпечаток кода: что он делает, но не над какими числами."""
    parts = (
        code.co_code,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_cellvars,
        code.co_exceptiontable,
        tuple(map(_constant, code.co_consts)),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _constant(value: object) -> object:
    if isinstance(value, CodeType):
        return essence(value)
    if isinstance(value, tuple):
        return tuple(map(_constant, value))
    if isinstance(value, frozenset):
        return sorted(repr(_constant(item)) for item in value)
    return type(value).__name__ if type(value) in (int, float, complex) else value
