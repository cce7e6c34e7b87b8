"""Справочник функций: полон, на русском, и главы ссылаются на него."""

import importlib
import inspect
import re
import sys

import pytest

from tests.book.prose import BOOK, chapters

sys.path.insert(0, str(BOOK / "_extensions"))

from course_book import api  # noqa: E402

PAGES = {
    page: (BOOK / "appendix" / f"{page}.md").read_text("utf-8") for page in ("api", "api_networks")
}


@pytest.mark.parametrize("module", api.DESCRIBED)
def test_every_public_name_is_described_once(module):
    pattern = rf"^\.\. auto\w+:: lessons\.{module}\.(\w+)$"
    listed = re.findall(pattern, "\n".join(PAGES.values()), re.MULTILINE)
    package = importlib.import_module(f"lessons.{module}")
    public = [name for name in package.__all__ if not inspect.ismodule(getattr(package, name))]
    assert sorted(listed) == sorted(public)


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
        for module in ("reference", "networks"):
            named = re.findall(rf"`(lessons\.{module}\.\w+)`", source)
            uses = re.search(rf"^from lessons(\.{module}| import .*{module})", source, re.MULTILINE)
            if module == "reference" or path.parent.name == "architectures":
                assert named or not uses, (path.name, module)
        for name in re.findall(rf"`({api.NAME.pattern})`", source):
            page = "api" if "reference" in name else "api_networks"
            assert f'appendix/{page}.html#{name}"' in html, (path.name, name)


def test_networks_lead_back_to_their_chapters():
    source = PAGES["api_networks"]
    for path in chapters():
        if path.parent.name == "architectures":
            assert f"/book/architectures/{path.stem}`" in source, path.stem


@pytest.mark.parametrize("page", PAGES)
def test_no_english_section_is_left(site, page):
    html = (site / "book" / "appendix" / f"{page}.html").read_text("utf-8")
    assert "Параметры" in html and "Возвращает" in html
    assert not [title for title in api.SECTIONS if f">{title}<" in html]
