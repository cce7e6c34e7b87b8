"""Язык книги: орфография, «ё», кавычки, тире, один термин для одного понятия."""

import re
from functools import cache

import pymorphy3
import pytest
import snowballstemmer
import yaml

from tests.book.prose import BOOK, chapters, name, pages, prose

ANALYZER = pymorphy3.MorphAnalyzer()
STEM = snowballstemmer.stemmer("russian").stemWord
WORD = re.compile(r"(?<!\d-)[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
OWN_WORDS = {
    line.strip().lower()
    for line in (BOOK / "dictionary.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}
OWN_STEMS = {STEM(word) for word in OWN_WORDS}
TERMS = yaml.safe_load((BOOK / "terms.yml").read_text("utf-8"))
DRIFTS = yaml.safe_load((BOOK / "drifts.yml").read_text("utf-8"))
FIRST_HALF = [
    p for p in chapters() if p.parent.name in ("image", "convolution", "pooling", "network")
]
every_page = pytest.mark.parametrize("path", pages(), ids=name)


def words(path):
    for number, line in prose(path):
        for match in WORD.finditer(line):
            yield number, match[0]


@cache
def known(word):
    lower = word.lower()
    if ANALYZER.word_is_known(lower) or STEM(lower) in OWN_STEMS:
        return True
    parts = lower.split("-")
    return len(parts) > 1 and all(known(part) for part in parts)


@cache
def with_yo(word):
    """Как слово пишется с «ё», если иначе нельзя; None, если написано верно или возможно всяко."""
    lower = word.lower()
    if "ё" in lower or "е" not in lower:
        return None
    forms = {parse.word for parse in ANALYZER.parse(lower) if parse.is_known}
    return next(iter(forms)) if forms and all("ё" in form for form in forms) else None


@every_page
def test_every_word_is_in_the_dictionary(path):
    assert [(number, word) for number, word in words(path) if not known(word)] == []


@every_page
def test_yo_is_written_wherever_it_is_pronounced(path):
    assert [(number, word, with_yo(word)) for number, word in words(path) if with_yo(word)] == []


@every_page
def test_quotes_are_guillemets(path):
    wrong = [(n, line) for n, line in prose(path) if re.search(r"[\"“”„]", line)]
    assert wrong == []


@every_page
def test_a_dash_between_words_is_an_em_dash(path):
    pattern = re.compile(r"(?<=[\w»)]) (?:-|--|–) (?=[\w«(])")
    assert [(n, line) for n, line in prose(path) if pattern.search(line)] == []


@every_page
def test_an_ellipsis_and_a_double_space_are_not_typed_by_hand(path):
    pattern = re.compile(r"\.\.\.|(?<=[А-Яа-яё,.]) {2,}(?=[А-Яа-яё])")
    rows = [(n, line) for n, line in prose(path) if not line.startswith("|")]
    assert [(n, line) for n, line in rows if pattern.search(line)] == []


def lemmas(path):
    """Начальные формы всех слов страницы через пробел."""
    text = " ".join(line for _, line in prose(path))
    forms = [ANALYZER.parse(word.lower())[0].normal_form for word in WORD.findall(text)]
    return " " + " ".join(forms) + " "


def misnamed(path, terms):
    """Слова страницы, вместо которых принят другой термин."""
    joined = lemmas(path)
    return [
        f"вместо «{other}» в книге пишут «{term}»"
        for term, others in terms.items()
        for other in others
        if " " + " ".join(ANALYZER.parse(w)[0].normal_form for w in other.split()) + " " in joined
    ]


# словарь вправе назвать и другие имена
@pytest.mark.parametrize("path", [p for p in pages() if p.stem != "glossary"], ids=name)
def test_one_notion_has_one_name(path):
    assert misnamed(path, TERMS) == []


@pytest.mark.parametrize("path", FIRST_HALF, ids=name)
def test_the_first_half_does_not_drift_between_words(path):
    assert misnamed(path, DRIFTS) == []


@pytest.mark.parametrize("path", [p for p in FIRST_HALF if p.parent.name != "image"], ids=name)
def test_a_picture_is_drawn_and_an_image_is_not(path):
    # Картинками названы нарисованные цифры и шаблоны части «Изображение».
    assert misnamed(path, {"изображение": ["картинка"]}) == []


@every_page
def test_names_of_people_are_spelled_one_way(path):
    assert "Лекун" not in path.read_text("utf-8"), "ЛеКун"


def test_the_project_dictionary_holds_only_words_that_are_used_and_unknown():
    used = {word.lower() for path in pages() for _, word in words(path)}
    used |= {part for word in used for part in word.split("-")}
    stems = {STEM(word) for word in used}
    assert sorted(word for word in OWN_WORDS if STEM(word) not in stems) == []
    assert sorted(word for word in OWN_WORDS if ANALYZER.word_is_known(word)) == []
