"""Директива ``assignment``: о чём задание, что за что даётся и к каким главам оно относится.

Всё это уже сказано в первой ячейке исходной тетради; книга берёт его оттуда и потому не расходится
с заданием. Решения и проверки в других ячейках, сюда им дороги нет.
"""

import json
import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

SOURCES = Path(__file__).parents[3] / "solutions"
CHAPTER = re.compile(r"\]\(\.\./\.\./\.\./html/(book/[\w/]+)\.html(#[\w-]+)?\)")


def introduction(path):
    """Абзацы первой ячейки, которые скажет и книга: цель, главы, таблица баллов."""
    cell = json.loads(path.read_text("utf-8"))["cells"][0]
    paragraphs = re.split(r"\n{2,}", "".join(cell["source"]).strip())
    kept = [text for text in paragraphs if not text.startswith(("# ", "```", "**", "своим кодом"))]
    return CHAPTER.sub(r"](/\1.md)", "\n\n".join(kept))


class Assignment(SphinxDirective):
    """Рассказ о задании, взятый из его тетради."""

    required_arguments = 1

    def run(self):
        """Разбирает первую ячейку тетради как текст страницы."""
        name = self.arguments[0]
        path = SOURCES / name / f"{name}.ipynb"
        if not path.exists():
            raise ExtensionError(f"Задания «{name}» нет: ожидался файл {path}.")
        self.env.note_dependency(str(path))
        holder = nodes.container(classes=["assignment"])
        lines = introduction(path).split("\n")
        self.state.nested_parse(StringList(lines, str(path)), self.content_offset, holder)
        return holder.children


def setup(app):
    """Подключает директиву."""
    app.add_directive("assignment", Assignment)
