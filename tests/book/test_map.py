"""Карта книги: опоры глав сверены с самими главами, а рисунок — с опорами."""

import re
import sys

import pytest
import yaml
from docutils import nodes

from tests.book.prose import BOOK, chapters, name

sys.path.insert(0, str(BOOK / "_extensions"))

from course_book import chapter_map  # noqa: E402

FACTS = yaml.safe_load((BOOK / "chapters.yml").read_text("utf-8"))
ORDER = [name(path) for path in chapters()]


def grounds(chapter):
    """Все главы, которые надо прочесть раньше этой."""
    direct = FACTS[chapter]["needs"]
    return set(direct).union(*map(grounds, direct))


def mentioned(site, chapter):
    """Главы, на которые ссылается текст этой, кроме строки под названием."""
    html = (site / "book" / f"{chapter}.html").read_text("utf-8")
    article = re.search(r"<article.*?</article>", html, re.DOTALL)[0]
    article = re.sub(r'<p class="chapter-facts">.*?</p>', "", article, flags=re.DOTALL)
    links = re.findall(r'class="reference internal" href="(?:\.\./)?([\w/]+)\.html', article)
    part = chapter.split("/")[0]
    return {link if "/" in link else f"{part}/{link}" for link in links} & set(ORDER)


def test_the_map_holds_every_chapter_in_the_order_of_the_book():
    assert list(FACTS) == ORDER


@pytest.mark.parametrize("chapter", ORDER)
def test_a_chapter_stands_on_earlier_ones_named_once(chapter):
    needs = FACTS[chapter]["needs"]
    assert all(ORDER.index(need) < ORDER.index(chapter) for need in needs)
    assert len(needs) == len(set(needs))
    for need in needs:
        others = set().union(*(grounds(other) for other in needs if other != need))
        assert need not in others, f"{need} уже следует из другой опоры"
    assert FACTS[chapter]["difficulty"] in range(1, chapter_map.HARDEST + 1)


@pytest.mark.parametrize("chapter", ORDER)
def test_a_chapter_leans_only_on_what_its_reader_has_read(site, chapter):
    earlier = {
        other for other in mentioned(site, chapter) if ORDER.index(other) < ORDER.index(chapter)
    }
    assert earlier <= grounds(chapter), earlier - grounds(chapter)


@pytest.mark.parametrize("chapter", ORDER)
def test_the_line_under_the_title_tells_the_same(site, chapter):
    html = (site / "book" / f"{chapter}.html").read_text("utf-8")
    line = re.search(r'<p class="chapter-facts">(.*?)</p>', html, re.DOTALL)[1]
    part = chapter.split("/")[0]
    links = re.findall(r'href="(?:\.\./)?([\w/]+)\.html"', line)
    assert [link if "/" in link else f"{part}/{link}" for link in links] == FACTS[chapter]["needs"]
    minutes = int(re.search(r"около.(\d+).минут", line)[1])
    assert 5 <= minutes <= 45, "глава на один присест"
    assert re.search(rf"трудность.{FACTS[chapter]['difficulty']}.из.{chapter_map.HARDEST}", line)


def test_time_counts_prose_code_and_formulas_but_not_exercises_and_answers():
    prose = nodes.paragraph("", " ".join(["слово"] * 10 * chapter_map.WORDS_A_MINUTE))
    code = nodes.literal_block("", "\n".join(["x = 1"] * 5 * chapter_map.CODE_LINES_A_MINUTE))
    formulas = [nodes.math_block("", "x") for _ in range(5 * chapter_map.FORMULAS_A_MINUTE)]
    answer = nodes.container("", prose.deepcopy(), classes=["dropdown"])
    page = nodes.section("", prose, code, *formulas, answer)
    assert chapter_map.reading_minutes(page) == 10 + 5 + 5


def test_a_chosen_row_shows_all_it_stands_on_by_pointer_and_by_keyboard(chromium, site):
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    page.goto((site / "book" / "index.html").as_uri())
    rows = page.locator(".chapter-map li")
    assert rows.count() == len(ORDER)

    def shown():
        chosen = rows.evaluate_all("all => all.map(row => row.classList.contains('needed'))")
        return {chapter for chapter, on in zip(ORDER, chosen, strict=True) if on}

    chapter = "network/backward"
    rows.nth(ORDER.index(chapter)).hover()
    assert shown() == grounds(chapter) | {chapter}
    arcs = page.locator(".chapter-map path.needed").count()
    assert arcs == sum(len(FACTS[each]["needs"]) for each in shown())
    page.mouse.move(0, 0)
    assert shown() == set()
    rows.nth(ORDER.index("pooling/kinds")).locator("a").focus()
    assert shown() == grounds("pooling/kinds") | {"pooling/kinds"}
    page.close()
