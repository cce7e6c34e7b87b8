"""Ссылки готовой книги: каждая внутренняя ведёт туда, где что-то есть."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from tests.book.prose import name, pages


class Page(HTMLParser):
    """Собирает ссылки, якоря и изображения страницы."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors, self.images, self.loaded = [], set(), [], []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors |= {attributes[key] for key in ("id", "name") if key in attributes}
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        if tag == "img":
            self.images.append(attributes)
        if tag in ("script", "img", "iframe", "source") and attributes.get("src"):
            self.loaded.append(attributes["src"])
        if tag == "link" and attributes.get("href"):
            self.loaded.append(attributes["href"])


def test_internal_links_lead_to_existing_places(site):
    parsed = {path.resolve(): Page(path) for path in site.rglob("*.html")}
    broken = []
    for path, page in parsed.items():
        for link in page.links:
            url = urlsplit(link)
            if url.scheme or link.startswith("#!"):
                continue
            target = (path.parent / unquote(url.path)).resolve() if url.path else path
            if not target.exists():
                broken.append((path.name, link))
            elif url.fragment and target in parsed:
                anchors = parsed[target].anchors
                broken += [] if unquote(url.fragment) in anchors else [(path.name, link)]
    assert broken == []


def test_nothing_is_loaded_from_other_hosts(site):
    foreign = [
        (path.name, address)
        for path in site.rglob("*.html")
        for address in Page(path).loaded
        if "//" in address
    ]
    assert foreign == []


def test_style_sheets_ask_for_no_other_host(site):
    sheets = list((site / "_static").rglob("*.css"))
    assert sheets
    for sheet in sheets:
        text = sheet.read_text("utf-8")
        assert not re.search(r"(?:@import\s+|url\()[\"']?(?:https?:)?//", text), sheet


def test_every_image_has_an_alternative_text(site):
    for path in site.rglob("*.html"):
        for image in Page(path).images:
            assert image.get("alt", "").strip(), (path.name, image.get("src"))
            assert not image["alt"].startswith(("..", "_images")), (path.name, image["alt"])


def test_every_page_offers_its_notebook(site):
    for path in pages():
        if "code-cell" in path.read_text("utf-8"):
            page = Page(site / "book" / f"{name(path)}.html")
            offered = [link for link in page.links if link.endswith(".ipynb")]
            assert len(offered) == 1, name(path)
