"""Шаблоны страниц и общие слова."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.names import visible

OUTCOMES = {
    "passed": "пройдена",
    "failed": "не пройдена",
    "error": "прервана ошибкой",
    "timeout": "не хватило времени",
    "killed": "остановлена: превышен предел",
    "missing": "не состоялась",
}
STATUSES = {
    "graded": "проверена",
    "missing": "тетради нет",
    "malformed": "тетрадь не читается",
    "too_large": "тетрадь слишком велика",
}


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
    environment.filters["number"] = number
    environment.globals.update(outcomes=OUTCOMES, statuses=STATUSES)
    return environment


def number(value: float) -> str:
    """Число по-русски: запятая, не больше двух знаков после неё."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def write_page(path: Path, page: str) -> None:
    """Пишет страницу одним переименованием."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(page, encoding="utf-8", errors="replace")
    os.replace(draft, path)
