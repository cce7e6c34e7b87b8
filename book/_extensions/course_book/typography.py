"""Неразрывные пробелы: в исходниках — обычные, на странице — где требует типографика.

Короткий предлог не остаётся в конце строки, тире — в начале, число — без единицы.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"

# fmt: off
SHORT_WORDS = (
    "а", "без", "бы", "в", "во", "до", "для", "за", "и", "из", "или", "к", "ко", "на", "над",
    "не", "ни", "но", "о", "об", "от", "по", "под", "при", "про", "с", "со", "то", "у", "что",
)
# fmt: on
PARTICLES = ("бы", "же", "ли")
ABBREVIATIONS = r"рис\.|табл\.|гл\.|упр\.|с\.|т\.|см\.|№|§"

RULES = [
    # 60 000 → разряды числа не расходятся
    (re.compile(r"(?<=\d)[ \n](?=\d{3}(?!\d))"), THIN),
    # «т. е.», «т. д.», «рис. 5»
    (re.compile(rf"(?<!\w)({ABBREVIATIONS})\s+(?=[\w$]|$)", re.IGNORECASE), rf"\1{NBSP}"),
    # число и то, что оно считает
    (re.compile(r"(?<=\d)[ \n](?=[^\W\d_]|%|°|$)"), NBSP),
    # предлог, союз или частица и следующее слово; два подряд — поэтому дважды
    *[
        (re.compile(rf"(?<![\w-])({'|'.join(SHORT_WORDS)})[ \n]+(?=\S|$)", re.IGNORECASE),
         rf"\1{NBSP}"),
    ] * 2,
    (re.compile(rf"(?<=\w)[ \n](?=(?:{'|'.join(PARTICLES)})(?!\w))"), NBSP),
    # тире не начинает строку
    (re.compile(r"[ \n]+(?=[—–])"), NBSP),
]  # fmt: skip

UNTOUCHED = (
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.comment,
)


def bind_words(text):
    """Расставляет неразрывные пробелы в куске текста."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


class BindWords(SphinxPostTransform):
    """Расставляет неразрывные пробелы во всём тексте страницы, кроме кода и формул."""

    default_priority = 900

    def run(self, **kwargs):
        """Заменяет текстовые узлы."""
        for text in list(self.document.findall(nodes.Text)):
            if not _inside(text, UNTOUCHED):
                bound = bind_words(str(text))
                if bound != text:
                    text.parent.replace(text, nodes.Text(bound))


def _inside(node, kinds):
    node = node.parent
    while node is not None:
        if isinstance(node, kinds):
            return True
        node = node.parent
    return False


def setup(app):
    """Подключает преобразование."""
    app.add_post_transform(BindWords)
