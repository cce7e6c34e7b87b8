"""Страницы в Chromium: без сети, на широком и узком экране, в светлой и тёмной теме."""

import re

import pytest

from tests.book.prose import name, pages

pytestmark = pytest.mark.browser

SCREENS = {"широкий": {"width": 1280, "height": 900}, "узкий": {"width": 390, "height": 844}}
ALL_PAGES = [f"book/{name(path)}.html" for path in pages()] + ["search.html", "genindex.html"]
HEAVIEST = 1_500_000
ENGLISH_IN_INTERFACE = {"Ctrl", "K", "ipynb", "md", "pdf", "Jupyter", "PDF", "torch", "numpy"}
ENGLISH_IN_INTERFACE |= {"AlexNet", "ReLU", "SqueezeNet", "VGG"}  # имена в названиях упражнений
ENGLISH_IN_INTERFACE |= {"lessons", "reference", "experiments"}  # пакеты в названиях разделов

# Таблицы, формулы и код, которые вылезают за экран и не прокручиваются внутри себя.
TOO_WIDE = """() => ['table', '.katex-display', 'pre']
            .flatMap(tag => [...document.querySelectorAll(`article ${tag}`)])
            .filter(node => {
                let parent = node;
                while (parent && parent.tagName !== 'ARTICLE') {
                    if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(parent).overflowX))
                        return parent.getBoundingClientRect().right > innerWidth + 1;
                    parent = parent.parentElement;
                }
                return node.getBoundingClientRect().right > innerWidth + 1;
            }).map(node => node.outerHTML.slice(0, 120))"""


@pytest.fixture
def visit(chromium, site):
    """Открывает страницу с диска; чужие запросы отменяет, а все жалобы записывает."""
    contexts = []

    def open_page(address, screen="широкий", theme="light"):
        context = chromium.new_context(viewport=SCREENS[screen], color_scheme=theme)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.requested = [], set()

        def judge(route):
            page.requested.add(route.request.url.split("?")[0])
            if route.request.url.startswith(("file:", "data:", "blob:")):
                route.continue_()
            else:
                page.complaints.append(f"чужой адрес {route.request.url}")
                route.abort()

        page.route("**/*", judge)
        page.on("pageerror", lambda error: page.complaints.append(f"ошибка {error}"))
        page.on("requestfailed", lambda request: page.complaints.append(f"нет {request.url}"))
        page.on(
            "console",
            lambda message: message.type == "error" and page.complaints.append(message.text),
        )
        page.goto(f"{site.as_uri()}/{address}")
        page.wait_for_function("document.documentElement.dataset.theme")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("address", ALL_PAGES)
def test_a_page_opens_from_disk_without_complaints(visit, address, screen, theme):
    page = visit(address, screen, theme)
    assert page.complaints == []
    assert page.locator("html").get_attribute("data-theme") == theme
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= SCREENS[screen]["width"], "страница прокручивается вбок"
    assert page.evaluate(TOO_WIDE) == [], "прокручиваются внутри себя"
    shown = page.locator(".math:not(.katex)").count()
    assert page.locator(".math .katex").count() >= shown
    assert page.locator(".katex-error").count() == 0
    assert page.locator("text=/\\\\\\(|\\\\\\[/").count() == 0, "осталась неразобранная формула"


@pytest.mark.parametrize("address", ALL_PAGES)
def test_a_page_speaks_russian_and_is_light(visit, site, address):
    page = visit(address)
    page.wait_for_load_state("networkidle")
    files = {site / url.removeprefix(site.as_uri() + "/") for url in page.requested}
    weight = sum(path.stat().st_size for path in files if path.is_file())
    assert len(files) > 10 and weight <= HEAVIEST, f"{weight / 1e6:.2f} МБ"
    texts = page.evaluate(
        """() => {
            // Названия глав и подписи пишут авторы: там бывают имена сетей и параметров.
            const quiet = 'noscript, code, pre, .katex, .footnote, article a.external, svg, '
                + '.page-toc, .bd-links, .prev-next-area, figcaption';
            const attributes = ['title', 'aria-label', 'placeholder', 'data-bs-title', 'alt'];
            const found = [];
            for (const node of document.querySelectorAll('body *')) {
                if (node.closest(quiet)) continue;
                for (const name of attributes)
                    if (node.getAttribute(name) && !(name === 'alt' && node.closest('article')))
                        found.push(node.getAttribute(name));
                const frame = node.closest('summary, .admonition-title, figcaption');
                if (node.closest('article') && !frame) continue;
                if (node.tagName === 'SCRIPT' || node.tagName === 'STYLE') continue;
                for (const child of node.childNodes)
                    if (child.nodeType === Node.TEXT_NODE && child.data.trim())
                        found.push(child.data.trim());
            }
            return [...new Set(found)];
        }"""
    )
    assert texts
    english = {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)}
    assert english <= ENGLISH_IN_INTERFACE, english - ENGLISH_IN_INTERFACE


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("свёртка", "convolution/one_dimension"),
        ("свертки", "convolution/one_dimension"),
        ("СВЁРТКАМИ", "convolution/one_dimension"),
        ("отступами", "convolution/padding"),
        ("отражением", "convolution/padding"),
        ("пикселям", "image/matrix"),
        ("зелёным", "image/matrix"),
        ("зеленый", "image/matrix"),
    ],
)
def test_search_finds_any_form_of_a_word_and_either_e(visit, query, expected):
    page = visit(f"search.html?q={query}")
    page.wait_for_selector("#search-results .search-summary:not(:empty)")
    found = page.locator("#search-results ul.search a").evaluate_all("all => all.map(a => a.href)")
    assert any(expected in address for address in found), found
    assert "Найдено страниц" in page.locator(".search-summary").inner_text()
    assert page.complaints == []


def test_search_says_plainly_that_nothing_was_found(visit):
    page = visit("search.html?q=бармаглот")
    page.wait_for_selector("#search-results .search-summary:not(:empty)")
    assert "Ничего не нашлось" in page.locator(".search-summary").inner_text()


def test_search_is_reached_from_any_page(visit):
    page = visit("book/image/matrix.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("ядра")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results ul.search a")
    assert "search.html" in page.url


def test_the_theme_switch_changes_colours(visit):
    page = visit("book/image/matrix.html")
    colour = "getComputedStyle(document.body).backgroundColor"
    seen = set()
    for _ in range(3):  # как в системе, тёмная, светлая
        seen.add(page.evaluate(colour))
        page.locator(".theme-switch-button").first.click()
    assert len(seen) == 2


def test_answers_and_solutions_are_folded_and_open_on_click(visit):
    page = visit("book/convolution/padding.html")
    for selector in ("details.sd-dropdown", "details.solution"):
        block = page.locator(selector).first
        assert block.get_attribute("open") is None
        block.locator("summary").click()
        assert block.get_attribute("open") is not None
    title = page.locator("details.solution summary").first.inner_text()
    assert re.match(r"Решение упражнения \d+\.1", title)


def test_folded_blocks_open_for_printing(visit):
    page = visit("book/convolution/padding.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("article details[open]").count() == 0


def test_widgets_come_alive(visit):
    page = visit("book/convolution/padding.html")
    alive = page.evaluate("[...document.querySelectorAll('.widget')].map(w => !!w.shadowRoot)")
    assert alive and all(alive)
