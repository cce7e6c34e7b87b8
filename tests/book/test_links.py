"""Ссылки готовой книги: каждая внутренняя ведёт туда, где что-то есть."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from tests.book.prose import BOOK, chapters, name, pages


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


CHAPTER_LINK = re.compile(r"\]\(\.\./\.\./\.\./html/(book/[\w/]+)\.html")
ASSIGNMENT_LINK = re.compile(r"\{ref\}`[^`]*<assignment-([\w-]+)>`")


def assignments():
    """Первые ячейки заданий по имени."""
    found = {}
    for path in sorted((BOOK.parent / "solutions").glob("*/*.ipynb")):
        found[path.stem] = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])
    return found


def test_an_assignment_and_its_chapters_link_to_each_other():
    there = {
        (name, f"{chapter}.md")
        for name, text in assignments().items()
        for chapter in CHAPTER_LINK.findall(text)
    }
    back = {
        (assignment.replace("-", "_"), f"book/{name(path)}.md")
        for path in chapters()
        for assignment in ASSIGNMENT_LINK.findall(path.read_text("utf-8"))
    }
    assert there == back


def test_the_page_of_assignments_has_them_all_under_their_titles():
    text = (BOOK / "appendix/assignments.md").read_text("utf-8")
    for assignment, first_cell in assignments().items():
        anchor, title = assignment.replace("_", "-"), first_cell.splitlines()[0]
        assert f"(assignment-{anchor})=\n#{title}\n" in text
        assert f"```{{assignment}} {assignment}\n```" in text
