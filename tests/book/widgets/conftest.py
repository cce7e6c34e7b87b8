"""Страница-стенд, которую каждый тест собирает на лету."""

import functools
import http.server
import re
import threading
from pathlib import Path

import pydata_sphinx_theme
import pytest
from book.widgets.reading import WIDGETS

THEME = Path(pydata_sphinx_theme.__file__).parent / (
    "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css"
)
# Только переменные цветов: весь лист темы весит четверть мегабайта, а виджету нужны они.
COLOURS = "".join(
    re.findall(r"html\[data-theme=(?:light|dark)\]\{[^}]*\}", THEME.read_text(encoding="utf-8"))
)
PAGE_STYLE = f"{COLOURS} body {{ background: var(--pst-color-background); }}"


def stand_html(body, theme="light", scripts=None, base=""):
    """Страница с цветами книги, сценариями виджетов и телом ``body``."""
    names = sorted(path.name for path in WIDGETS.glob("*.js")) if scripts is None else scripts
    tags = "".join(f'<script src="{base}{name}"></script>' for name in names)
    return (
        f'<!doctype html><html lang="ru" data-theme="{theme}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{PAGE_STYLE}</style>{tags}</head><body>{body}</body></html>"
    )


@pytest.fixture(scope="session")
def plain_page(chromium):
    """Одна страница на все тесты без особых настроек: новая обходится дороже теста."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def stand(chromium, plain_page, tmp_path):
    """Открывает ``stand(html)`` из file:// и в конце требует чистой консоли."""
    complaints, pages = [], []

    def hear(message):
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def fail(error):
        complaints.append(str(error))

    def open_stand(body, *, theme="light", width=800, scripts=None, **options):
        page = chromium.new_page(**options) if options else plain_page
        page.set_viewport_size({"width": width, "height": 900})
        page.set_default_timeout(10_000)
        page.on("console", hear)
        page.on("pageerror", fail)
        pages.append(page)
        file = tmp_path / f"stand{len(pages)}.html"
        html = stand_html(body, theme, scripts, base=f"{WIDGETS.as_uri()}/")
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        return page

    yield open_stand
    for page in pages:
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", fail)
        if page is not plain_page:
            page.close()
    assert complaints == []


@pytest.fixture
def served(tmp_path):
    """Адрес http-сервера, который раздаёт виджеты и страницу-стенд ``index.html``."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    def serve(body):
        for path in WIDGETS.glob("*.js"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
        (tmp_path / "index.html").write_text(stand_html(body), encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/index.html"

    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield serve
    server.shutdown()
    thread.join()
    server.server_close()
