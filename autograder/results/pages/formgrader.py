"""Присланное в formgrader: тот показывает чужую разметку в браузере преподавателя как есть.

Как подключить :func:`clean` в настройках курса, показывает руководство преподавателя.
"""

from __future__ import annotations

import re
import secrets

from markupsafe import Markup

from autograder.results.pages import inert

_PICTURE = re.compile(
    r'<img\b[^>]*?\ssrc="data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]*)"[^>]*>'
)


def clean(source: object) -> Markup:
    """Безвредная разметка; растровые картинки, вложенные в текст, остаются."""
    label = secrets.token_hex(16)
    pieces = _PICTURE.split(str(source))
    cleaned = inert.html(label.join(pieces[::3]))
    for mime, data in zip(pieces[1::3], pieces[2::3], strict=True):
        cleaned = Markup(cleaned.replace(label, inert.image(mime, data), 1))
    return cleaned
