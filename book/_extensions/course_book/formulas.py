"""Формулы набираются при сборке: странице нужны только стили и шрифты KaTeX.

Готовая разметка формул главы весит 20–80 КБ, а скрипт KaTeX — 277 КБ, MathJax — больше мегабайта;
к тому же формулы видны и без скриптов, сразу на своих местах. KaTeX написан на JavaScript,
поэтому при сборке его исполняет Node. Отдельно ставить Node не надо: он лежит внутри пакета
playwright, который нужен и проверкам страниц.
"""

import sys
from pathlib import Path

import playwright
import sphinxcontrib.katex as katex


def setup(app):
    """Указывает, где взять Node, и делает ошибку в формуле ошибкой сборки."""
    binary = "node.exe" if sys.platform == "win32" else "node"
    katex.NODEJS_BINARY = str(Path(playwright.__file__).parent / "driver" / binary)
    katex.KATEX_DEFAULT_OPTIONS["throwOnError"] = True
