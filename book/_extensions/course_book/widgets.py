"""Директива ``{widget}``: интерактивная схема, а без скриптов — рисунок внутри неё.

    :::{widget} convolution-1d
    :signal: 1 2 3 4 5
    Что показать, если скрипты выключены.
    :::
"""

import html
import re

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


class Widget(SphinxDirective):
    """Вставляет пользовательский элемент; остальные параметры становятся его атрибутами."""

    required_arguments = 1
    has_content = True
    option_spec = type("AnyOption", (dict,), {"__getitem__": lambda self, key: str})()

    def run(self):
        """Элемент, запасное содержимое и скрипт, который его оживляет."""
        name = self.arguments[0]
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", name):
            raise self.error(f"«{name}» — не имя пользовательского элемента")
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


def setup(app):
    """Подключает директиву."""
    app.add_directive("widget", Widget)
