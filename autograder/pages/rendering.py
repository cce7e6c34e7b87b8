"""Шаблоны страниц."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.names import visible
from autograder.words import OUTCOMES, STATUSES, number, plural
from autograder.writing import write_file


def render(template: str, **values: object) -> str:
    """Заполняет шаблон; всё, что не :class:`~markupsafe.Markup`, экранируется."""
    return _environment().get_template(template).render(**values)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["breakable"] = breakable
    environment.filters["number"] = number
    environment.globals.update(outcomes=OUTCOMES, statuses=STATUSES, plural=plural)
    return environment


def breakable(text: str) -> Markup:
    """Текст для тесной таблицы: длинное имя можно перенести и там, где в нём нет пробелов."""
    pieces = re.findall(r"[^\s_.@-]{1,16}[_.@-]*|[_.@-]+|\s+", visible(text))
    return Markup("<wbr>").join(pieces)


def write_page(path: Path, page: str) -> None:
    """Пишет страницу; что не записать в UTF-8, заменяется вопросительным знаком."""
    write_file(path, page.encode("utf-8", errors="replace"))
