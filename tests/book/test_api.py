"""Справочник функций: полон, на русском, и главы ссылаются на него."""

import re
import sys

import lessons.reference
from tests.book.prose import BOOK, chapters

sys.path.insert(0, str(BOOK / "_extensions"))

from course_book import api  # noqa: E402

SOURCE = (BOOK / "appendix" / "api.md").read_text("utf-8")


def test_every_public_name_is_described_once():
    listed = re.findall(r"^\.\. auto\w+:: lessons\.reference\.(\w+)$", SOURCE, re.MULTILINE)
    assert sorted(listed) == sorted(lessons.reference.__all__)


def test_sections_and_types_of_a_description_are_russian():
    numpydoc = [
        ":Parameters:",
        "",
        '    **padding** : int or "same"',
        "        Shape or type stays as written.",
        "",
        '    **mode** : {"zeros", "reflect"}, optional',
        "",
        ":Returns:",
        "",
        "    ndarray, shape (N, K)",
        "",
        ".. rubric:: References",
    ]
    assert api.russian_description(numpydoc) == [
        ":Параметры:",
        "",
        '    **padding** : int или ``"same"``',
        "        Shape or type stays as written.",
        "",
        '    **mode** : ``"zeros"``, ``"reflect"``, необязательно',
        "",
        ":Возвращает:",
        "",
        "    массив, форма (N, K)",
        "",
        ".. rubric:: Источник",
    ]


def test_names_in_chapters_lead_to_the_reference(site):
    for path in chapters():
        page = site / "book" / path.relative_to(BOOK).with_suffix(".html")
        html, source = page.read_text("utf-8"), path.read_text("utf-8")
        named = re.findall(r"`(lessons\.reference\.\w+)`", source)
        uses = re.search(r"^from lessons(\.reference| import .*reference)", source, re.MULTILINE)
        assert named or not uses, path.name
        for name in named:
            assert f'appendix/api.html#{name}"' in html, (path.name, name)


def test_no_english_section_is_left(site):
    html = (site / "book" / "appendix" / "api.html").read_text("utf-8")
    assert "Параметры" in html and "Возвращает" in html
    assert not [title for title in api.SECTIONS if f">{title}<" in html]
