"""Шаблоны страниц."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.storage.writing import write_file
from autograder.wording.untrusted_text import visible
from autograder.wording.words import OUTCOMES, STATUSES, number, plural


def render(template: str, **values: object) -> str:
    """Заполняет шаблон; всё, что не :class:`~markupsafe.Markup`, экранируется."""
    return _environment().get_template(template).render(**values)


def sorting() -> dict[str, object]:
    """Единственный сценарий страниц: он сортирует таблицы и разрешён по своему хешу."""
    source = (
        files("autograder.results.pages").joinpath("templates/sort.js").read_text(encoding="utf-8")
    )
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return {"script": Markup(source), "script_hash": f"sha256-{digest}"}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.results.pages", "templates"),
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
