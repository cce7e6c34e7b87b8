"""Текст, пришедший от решения, экзаменатор читает, но не исполняет.

Проверка вправе разобрать исходник решения, показать его докстринг, сравнить написанный им файл. Но
``exec``, ``%run``, ``pytest.main`` и импорт исполнили бы чужой код там, где лежат скрытые проверки.
Примеры докстринга исполняет ядро студента: его они и касаются.
"""

from __future__ import annotations

import builtins
import doctest
import re
import sys
from collections.abc import Callable
from typing import Any

_INVISIBLE = re.compile(rb"[^!-~]+")
_ACTIVE = re.compile(rb"[(=:@]|import|del")  # без этого выражение лишь считает

_heard: set[int] = set()
_suspected: set[object] = set()


def remember(text: str | bytes) -> None:
    """Запомнить текст решения, если исполнять его опасно."""
    if _ACTIVE.search(found := _essence(text)):
        _heard.add(hash(found))
        for example in _examples(text) if b">>>" in found else ():
            _heard.add(hash(_essence(example)))


def is_foreign(text: str | bytes) -> bool:
    """Пришёл ли такой текст от решения."""
    return hash(_essence(text)) in _heard


def refuse_to_execute(run_example: Callable[[str], None]) -> None:
    """Навсегда запретить этому процессу исполнять текст решения; примеры — дело ``run_example``."""
    sys.addaudithook(_watch)

    def compile_example(source: str, *rest: Any) -> Any:
        return _Example(source) if is_foreign(source) else builtins.compile(source, *rest)

    def execute(code: Any, namespace: dict) -> None:
        run_example(code) if type(code) is _Example else builtins.exec(code, namespace)

    vars(doctest).update(compile=compile_example, exec=execute)


class _Example(str):
    """Пример из докстринга решения."""


def _watch(event: str, arguments: tuple) -> None:
    if event == "compile" and isinstance(arguments[0], str | bytes):
        source, name = arguments
        (_suspected.add if is_foreign(source) else _suspected.discard)(name)
    elif event == "exec" and arguments[0].co_filename in _suspected:
        raise PermissionError("проверка не исполняет текст, который прислало решение")


def _essence(text: str | bytes) -> bytes:
    """Видимые знаки ASCII: отступы, концы строк и кодировка файла ничего не меняют."""
    raw = text.encode("ascii", "ignore") if isinstance(text, str) else text
    return _INVISIBLE.sub(b"", raw)


def _examples(text: str | bytes) -> list[str]:
    text = text if isinstance(text, str) else text.decode("utf-8", "replace")
    try:
        found = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []
    return [example.source for example in found]
