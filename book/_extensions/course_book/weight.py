"""Вес страницы: из темы убирается то, что книга не показывает.

Тема приносит Font Awesome — скрипт в полтора мегабайта, шрифты и почти две тысячи правил, —
а книге нужно полтора десятка значков, и они нарисованы в ``icons.css``. Указатель поиска тема
грузит на каждой странице, хотя ищут только на странице поиска: это исправлено в ``layout.html``.
"""

import re
import shutil
from pathlib import Path

ICON_RULES = re.compile(
    r'(?:\.fa-[\w-]+::?before,?)+\{content:"\\[ef][0-9a-f]{3}"\}'
    r"|@font-face\{[^}]*Font Awesome[^}]*\}"
    r"|@keyframes fa-[\w-]+\{(?:[^{}]*\{[^{}]*\})*\}"
    r"|(?<=\})\.fa-(?!solid|regular|brands|classic|sharp)[\w-]+\{[^{}]*\}"
)
UNUSED = ("vendor/fontawesome", "scripts/fontawesome.js")


def _lighten(app, exception):
    static = Path(app.outdir) / "_static"
    sheet = static / "styles" / "pydata-sphinx-theme.css"
    if exception is not None or not sheet.exists():
        return
    sheet.write_text(ICON_RULES.sub("", sheet.read_text("utf-8")), "utf-8")
    for name in UNUSED:
        path = static / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for source_map in static.rglob("*.map"):
        source_map.unlink()


def setup(app):
    """Облегчает копию темы, когда страницы уже написаны."""
    app.connect("build-finished", _lighten)
