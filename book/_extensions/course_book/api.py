"""Справочник функций: описания из ``lessons`` по-русски и ссылки на них из глав.

numpydoc называет разделы описания по-английски и так же записывает типы; здесь они переводятся.
Полное имя, как ``lessons.reference.conv2d``, набранное в главе как код, становится ссылкой в
справочник, а опечатка в нём — предупреждением сборки.
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

SECTIONS = {
    "Parameters": "Параметры",
    "Attributes": "Поля",
    "Returns": "Возвращает",
    "Raises": "Ошибки",
    "Examples": "Пример",
    "References": "Источник",
    "Notes": "Замечания",
}
TYPES = [
    (re.compile(pattern), russian)
    for pattern, russian in [
        (r"\{(.+)\}", r"\1"),
        (r'"(\w+)"', r'``"\1"``'),
        (r"\bor\b", "или"),
        (r"\boptional\b", "необязательно"),
        (r"\bshape\b", "форма"),
        (r"\barray_like of\b", "массив или список"),
        (r"\barray_like\b", "массив или список"),
        (r"\bndarray\b", "массив"),
        (r"\blist of\b", "список"),
        (r"\btuple of\b", "кортеж"),
        (r"\bsequence of pairs\b", "пары"),
        (r"\bpair\b", "пара"),
        (r"\bnumber\b", "число"),
        (r"\bscalar\b", "число"),
        (r"\biterable\b", "последовательность"),
        (r"\bsequence of\b", "последовательность"),
        (r"\bdict of (.+?) to\b", r"словарь: \1 →"),
        (r"\bdict of\b", "словарь с"),
        (r"\bdict\b", "словарь"),
        (r"\btuple\b", "кортеж"),
        (r"\bcallable\b", "функция"),
    ]
]
DESCRIBED = ("reference", "networks", "training", "experiments", "explain")
NAME = re.compile(rf"lessons\.(?:{'|'.join(DESCRIBED)})\.\w+(?:\.\w+)?")
TITLE = re.compile(r"^(?::|\.\. rubric:: )(\w+):?$")


def russian_description(lines):
    """Строки описания с русскими названиями разделов и типов."""
    translated, section = [], None
    for line in lines:
        if (found := TITLE.match(line)) and found[1] in SECTIONS:
            section = found[1]
            line = line.replace(section, SECTIONS[section])
        elif section in ("Parameters", "Attributes", "Returns") and re.match(r" {4}\S", line):
            line = _russian_type(line)
        translated.append(line)
    return translated


def _russian_type(line):
    """Тип после имени («**x** : array_like») или вместо него — по-русски."""
    name, colon, kind = line.partition(" : ") if " : " in line else ("", "", line)
    for english, russian in TYPES:
        kind = english.sub(russian, kind)
    return name + colon + kind


def _translate(app, what, name, obj, options, lines):
    lines[:] = russian_description(lines)


class LinkNames(SphinxPostTransform):
    """Превращает полные имена из описанных модулей, набранные как код, в ссылки."""

    default_priority = 5  # прежде чем Sphinx разрешит ссылки

    def run(self, **kwargs):
        """Оборачивает каждое имя ссылкой."""
        for literal in list(self.document.findall(nodes.literal)):
            if NAME.fullmatch(literal.astext()) and not _linked(literal):
                link = addnodes.pending_xref(
                    "",
                    literal.deepcopy(),
                    refdomain="py",
                    reftype="obj",
                    reftarget=literal.astext(),
                    refdoc=self.env.docname,
                    refwarn=True,
                )
                literal.replace_self(link)


class DropTooltips(SphinxPostTransform):
    """Убирает всплывающие подсказки таких ссылок: они повторяют само имя."""

    default_priority = 20  # когда ссылки уже разрешены

    def run(self, **kwargs):
        """Стирает подсказку у каждой ссылки в справочник."""
        for link in self.document.findall(nodes.reference):
            if NAME.match(link.get("reftitle", "")):
                del link["reftitle"]


def _linked(node):
    return isinstance(node.parent, nodes.reference | addnodes.pending_xref)


def setup(app):
    """Подключает перевод описаний и ссылки."""
    app.connect("autodoc-process-docstring", _translate, priority=900)  # после numpydoc
    app.add_post_transform(LinkNames)
    app.add_post_transform(DropTooltips)
