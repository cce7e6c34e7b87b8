"""Директива ``{widget}``: интерактивная схема, а без скриптов — запасной текст внутри неё.

    :::{widget} convolution-1d
    :signal: 1 2 3 4 5
    Что показать, если скрипты выключены.
    :::

Скрипты лежат в ``book/_static/widgets``: файл с дефисом в имени — один элемент, остальные
файлы — общая основа. Страница загружает основу и те элементы, которые на ней стоят.
"""

import html
import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

SCRIPTS = Path(__file__).parents[2] / "_static" / "widgets"


class _AnyOption(dict):
    """Параметры директивы — это атрибуты элемента, а их набор у каждого свой."""

    def __contains__(self, name):
        return True

    def __getitem__(self, name):
        return directives.unchanged

    def __bool__(self):
        return True  # иначе MyST решит, что параметров у директивы нет, и отдаст их тексту


class Widget(SphinxDirective):
    """Вставляет пользовательский элемент; параметры директивы становятся его атрибутами."""

    required_arguments = 1
    has_content = True
    option_spec = _AnyOption()

    def run(self):
        """Открывающий тег, запасное содержимое, закрывающий тег."""
        name = self.arguments[0]
        if not re.fullmatch(r"[a-z]\w*(-\w+)+", name) or not (SCRIPTS / f"{name}.js").exists():
            raise self.error(f"Нет виджета «{name}»: в book/_static/widgets нет файла {name}.js")
        self.env.metadata[self.env.docname].setdefault("widgets", []).append(name)
        attributes = "".join(
            f' {key}="{html.escape(value, quote=True)}"' for key, value in self.options.items()
        )
        fallback = nodes.container(classes=["widget-fallback"])
        self.state.nested_parse(self.content, self.content_offset, fallback)
        return [
            nodes.raw("", f'<{name} class="widget"{attributes}>', format="html"),
            fallback,
            nodes.raw("", f"</{name}>", format="html"),
        ]


def _load_scripts(app, pagename, templatename, context, doctree):
    used = app.env.metadata.get(pagename, {}).get("widgets", [])
    if used:
        base = sorted(path.name for path in SCRIPTS.glob("*.js") if "-" not in path.stem)
        for script in [*base, *(f"{name}.js" for name in sorted(set(used)))]:
            app.add_js_file(f"widgets/{script}")


def setup(app):
    """Подключает директиву и скрипты тех страниц, где она есть."""
    app.add_directive("widget", Widget)
    app.connect("html-page-context", _load_scripts)
