"""Чужое содержимое, сделанное безвредным: ни сценариев, ни внешних запросов.

Текст экранируется, разметка пропускается через список дозволенных тегов без атрибутов
оформления, картинки вставляются лишь растровые и лишь внутрь страницы. Вторая преграда —
политика содержимого в самой странице (см. шаблон), запрещающая сценарии и сеть.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections import Counter
from collections.abc import Callable

import bleach
import mistune
from markupsafe import Markup, escape
from mistune.plugins.math import math_in_list

from autograder.results.pages.formulas import formula
from autograder.wording.untrusted_text import visible

MAX_TEXT = 100_000
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-_]")
_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "span", "strong"}
    | {"sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"}
)
_ATTRIBUTES = {"a": ["href", "title"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan"]}
_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_MAX_NESTING = 100  # дальше разбор замедляется как квадрат вложенности
_IMG = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["']([^"'<>\n]+)["'][^>]*>""", re.IGNORECASE)


def text(value: object) -> Markup:
    """Текст как есть: без управляющих знаков и кодов цвета, с пометкой об обрыве."""
    plain = _ANSI.sub("", _join(value))
    cut = "\n… вывод обрезан …" if len(plain) > MAX_TEXT else ""
    return escape(visible(plain[:MAX_TEXT], keep="\n\t") + cut)


def html(value: object) -> Markup:
    """Разметка из вывода: таблицы и текст остаются, сценарии, стили и рамки исчезают."""
    source = _join(value)
    if len(source) > MAX_TEXT:
        return Markup("<p>Вывод слишком велик и не показан.</p>")
    source = re.sub(r"(?is)<(script|style)\b.*?(</\1\s*>|\Z)", "", source)
    if _nesting(source) > _MAX_NESTING:
        return Markup("<pre>") + text(source) + Markup("</pre>")
    try:
        clean = bleach.clean(
            source,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            protocols=["http", "https", "mailto"],
            strip=True,
            strip_comments=True,
        )
    except (RecursionError, ValueError, AssertionError):
        return Markup("<pre>") + text(source) + Markup("</pre>")
    return Markup(visible(clean, keep="\n\t"))


def _nesting(source: str) -> int:
    """Сколько тегов бывает открыто разом."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for closing, name in _ANY_TAG.findall(source.lower()):
        step = -1 if closing else 1
        if name not in _VOID and opened[name] + step >= 0:
            opened[name] += step
            depth += step
            deepest = max(deepest, depth)
    return deepest


Picture = Callable[[str], Markup]
Link = Callable[[str], str]


def no_picture(url: str) -> Markup:
    """Картинок из сети и с диска на странице нет."""
    return Markup("")


def same_link(url: str) -> str:
    """Ссылка как есть."""
    return url


def markdown(value: object, picture: Picture = no_picture, link: Link = same_link) -> Markup:
    """Текстовая ячейка: Markdown, превращённый в безвредную разметку, с набранными формулами.

    Parameters
    ----------
    picture, link : callable
        Что поставить на место картинки с таким адресом и куда вести ссылке.
    """
    source = _IMG.sub(r"![](<\1>)", _join(value))
    if len(source) > MAX_TEXT:
        return Markup("<pre>") + text(source) + Markup("</pre>")
    renderer = _Renderer(picture, link)
    parse = mistune.create_markdown(
        renderer=renderer, plugins=["table", "strikethrough", "math", math_in_list]
    )
    try:
        return renderer.filled(html(parse(source)))
    except (RecursionError, ValueError, IndexError):
        return Markup("<pre>") + text(source) + Markup("</pre>")


class _Renderer(mistune.HTMLRenderer):
    """Ставит на место формул и картинок метки: готовое вставляется уже после очистки разметки."""

    def __init__(self, picture: Picture, link: Link) -> None:
        super().__init__(escape=False)
        self._picture, self._link = picture, link
        self._label = secrets.token_hex(16)
        self._pieces: list[Markup] = []

    def filled(self, cleaned: Markup) -> Markup:
        """Разметка, в которой вместо меток готовое."""
        pattern = re.compile(f"{self._label}-(\\d+)-")
        return Markup(pattern.sub(lambda found: self._pieces[int(found[1])], str(cleaned)))

    def _keep(self, piece: Markup) -> str:
        self._pieces.append(piece)
        return f"{self._label}-{len(self._pieces) - 1}-"

    def inline_math(self, text: str) -> str:
        """Формула в строке."""
        return self._keep(formula(text, display=False))

    def block_math(self, text: str) -> str:
        """Выключенная формула."""
        return self._keep(formula(text, display=True))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Картинка: лишь та, что есть в задании или вложена в ячейку."""
        return self._keep(self._picture(url) or escape(text))

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Ссылка."""
        return super().link(text, self._link(url), title)


def image(mime: str, value: object) -> Markup:
    """Растровая картинка из вывода; не картинка превращается в пустую строку."""
    try:
        data = base64.b64decode("".join(_join(value).split()), validate=True)
    except (binascii.Error, ValueError):
        return Markup("")
    if not data.startswith(_SIGNATURES[mime]):
        return Markup("")
    encoded = base64.b64encode(data).decode()
    return Markup('<img alt="Рисунок из вывода ячейки" src="data:{};base64,{}">').format(
        mime, encoded
    )


def output(item: dict) -> Markup:
    """Вывод ячейки в формате nbformat."""
    kind = item.get("output_type")
    if kind == "stream":
        return Markup("<pre>") + text(item.get("text")) + Markup("</pre>")
    if kind == "error":
        trace = item.get("traceback") or [f"{item.get('ename')}: {item.get('evalue')}"]
        lines = [part for part in trace if isinstance(part, str)]
        return Markup('<pre class="bad">') + text("\n".join(lines)) + Markup("</pre>")
    data = item.get("data")
    if not isinstance(data, dict):
        return Markup("")
    for mime in _SIGNATURES:
        if mime in data and (picture := image(mime, data[mime])):
            return picture
    if "text/html" in data:
        return Markup('<div class="html">') + html(data["text/html"]) + Markup("</div>")
    if "text/markdown" in data:
        return markdown(data["text/markdown"])
    return Markup("<pre>") + text(data.get("text/plain")) + Markup("</pre>")


def _join(value: object) -> str:
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
