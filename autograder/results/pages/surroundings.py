"""Картинки и ссылки задания на странице отзыва: картинки вложены в неё, ссылки ведут куда надо."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin

from markupsafe import Markup

from autograder.results.pages import inert

_KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_MAX_PICTURE = 2 * 2**20


class Surroundings:
    """Что окружает текст задания.

    Parameters
    ----------
    files : dict
        Файлы задания: относительный путь → содержимое.
    links : str
        С чего начинать относительные ссылки.
    """

    def __init__(self, files: dict[str, bytes], links: str) -> None:
        self._files = files
        self._links = links

    def link(self, url: str) -> str:
        """Ссылка из задания, верная и со страницы отзыва."""
        outside = re.match(r"[a-zA-Z][\w+.-]*:|[/#]", url)
        if outside or not url:
            return url
        path, mark, anchor = url.partition("#")
        if "://" in self._links:
            return urljoin(self._links, url)
        return posixpath.normpath(self._links + path) + mark + anchor

    def picture(self, attachments: dict) -> Callable[[str], Markup]:
        """Картинки ячейки: вложенные в неё и лежащие среди файлов задания."""

        def find(url: str) -> Markup:
            if url.startswith("attachment:"):
                return _attached(attachments.get(unquote(url.removeprefix("attachment:"))))
            path = posixpath.normpath(unquote(url.partition("?")[0]))
            kind = _KINDS.get(posixpath.splitext(path)[1].lower())
            data = self._files.get(path)
            if kind is None or data is None or len(data) > _MAX_PICTURE:
                return Markup("")
            return _tag(kind, base64.b64encode(data).decode())

        return find


def _attached(parts: object) -> Markup:
    for mime in ("image/png", "image/jpeg") if isinstance(parts, dict) else ():
        if mime in parts:
            return inert.image(mime, parts[mime])
    return Markup("")


def _tag(mime: str, data: str) -> Markup:
    """Картинка преподавателя; сценарии внутри SVG в теге ``img`` не исполняются."""
    return Markup('<img alt="Рисунок из задания" src="data:{};base64,{}">').format(mime, data)
