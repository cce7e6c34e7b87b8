"""Устройство глав: обязательные части, проверенные числа, подписи и описания рисунков."""

import re

import pytest
import yaml

from tests.book.prose import BOOK, cells, chapters, name, pages

every_chapter = pytest.mark.parametrize("path", chapters(), ids=name)
every_page = pytest.mark.parametrize("path", pages(), ids=name)
PARTS = [
    ":::{admonition} Цели",
    "## Вопросы для самопроверки",
    "## Упражнения",
    "## Итоги",
    "## Литература",
]
KNOWN_TAGS = {"hide-input", "remove-cell", "remove-input"}


DRAWING = re.compile(r"\bplotting\.(?!use_style)\w+\(|\bplt\.")


def figures(path):
    """Ячейки с рисунком: сама ячейка, параметры рисунка и изображения."""
    for cell in cells(path):
        options = cell.options.get("mystnb", {})
        if options or (DRAWING.search(cell.code) and "remove-cell" not in cell.tags):
            yield cell, options.get("figure", {}), options.get("image", {})


@every_chapter
def test_a_chapter_has_all_its_parts_in_order(path):
    source = path.read_text("utf-8")
    places = [source.find(part) for part in PARTS]
    assert -1 not in places and places == sorted(places), dict(zip(PARTS, places, strict=True))
    assert source.index("```{footbibliography}") > places[-1]


FOLDED = [
    re.compile(r"^```\{solution-start\}.*?^```\{solution-end\}\n```$", re.DOTALL | re.MULTILINE),
    re.compile(r"^:::\{dropdown\}.*?^:::$", re.DOTALL | re.MULTILINE),
    re.compile(
        r"^```\{code-cell\}[^\n]*\n(?::tags:|---\ntags:) \[[^\]]*(?:remove|hide).*?^```$",
        re.S | re.M,
    ),
]


@every_chapter
def test_what_a_reader_sees_before_unfolding_takes_150_to_450_lines(path):
    source = path.read_text("utf-8")
    for folded in FOLDED:
        source = folded.sub("", source)
    assert 150 <= len(source.splitlines()) <= 450


@every_chapter
def test_three_to_six_questions_have_folded_answers(path):
    source = path.read_text("utf-8")
    questions = source[source.index(PARTS[1]) : source.index(PARTS[2])]
    asked = re.findall(r"^\*\*\d+\.\*\*", questions, re.MULTILINE)
    assert 3 <= len(asked) <= 6
    assert questions.count(":::{dropdown} Ответ") == len(asked)


EXERCISE = re.compile(
    r"^```\{exercise-start\} (?P<title>[^\n]+)\n:label: (?P<label>ex-[\w-]+)\n```\n"
    r"(?P<text>.*?)^```\{exercise-end\}",
    re.DOTALL | re.MULTILINE,
)
PARTED = re.compile(r"\(б\)|^2\. ", re.MULTILINE)  # «(а) … (б) …» или нумерованный список


@every_chapter
def test_every_exercise_has_an_executed_solution(path):
    source = path.read_text("utf-8")
    for exercise in EXERCISE.finditer(source):
        label = exercise["label"]
        solution = re.search(
            rf"\{{solution-start\}} {label}\n(.*?)\{{solution-end\}}", source, re.S
        )
        assert solution, label
        assert "{code-cell}" in solution[1] and "assert" in solution[1], label


@every_chapter
def test_five_exercises_go_from_one_step_to_an_open_question(path):
    source = path.read_text("utf-8")
    exercises = list(EXERCISE.finditer(source))
    assert len(exercises) == source.count("```{exercise-start}") >= 5
    open_ones = [e for e in exercises if e["title"].startswith("Открытый вопрос: ")]
    parted = [e for e in exercises if PARTED.search(e["text"])]
    one_step = [e for e in exercises if e not in open_ones and e not in parted]
    counts = {"открытых": len(open_ones), "из частей": len(parted), "в шаг": len(one_step)}
    assert counts["открытых"] >= 1 and counts["из частей"] >= 2 and counts["в шаг"] >= 2, counts


@every_chapter
def test_a_chapter_numbers_a_formula_and_compares_with_torch(path):
    source = path.read_text("utf-8")
    labels = re.findall(r"^\$\$ \((eq-[\w-]+)\)$", source, re.MULTILINE)
    assert labels and any(f"{{eq}}`{label}`" in source for label in labels)
    assert "torch" in "".join(cell.code for cell in cells(path))


@every_chapter
def test_the_numbers_of_the_text_are_asserted_in_hidden_cells(path):
    hidden = [cell for cell in cells(path) if "remove-cell" in cell.tags]
    assert len(hidden) >= 3 and all("assert" in cell.code for cell in hidden)


@every_page
def test_cells_wear_only_known_tags(path):
    assert [(c.line, c.tags) for c in cells(path) if not c.tags <= KNOWN_TAGS] == []


@every_page
def test_visible_code_fits_the_page_without_scrolling(path):
    long = [
        (cell.line, line)
        for cell in cells(path)
        if "remove-cell" not in cell.tags and "hide-input" not in cell.tags
        for line in cell.code.split("\n")
        if len(line) > 80
    ]
    assert long == []


@every_page
def test_every_figure_has_a_short_caption_a_name_and_an_alternative_text(path):
    for cell, figure, image in figures(path):
        assert figure.get("name", "").startswith("fig-"), cell.line
        assert 1 <= len(figure["caption"].split()) <= 6, (cell.line, figure["caption"])
        assert len(image.get("alt", "").split()) >= 5, cell.line
        assert image["alt"].rstrip(".") != figure["caption"], cell.line
        assert "hide-input" in cell.tags, "код рисунка свёрнут"


@every_page
def test_no_source_carries_non_breaking_spaces(path):
    assert "\N{NO-BREAK SPACE}" not in path.read_text("utf-8")


def test_every_cited_work_is_in_the_bibliography_and_every_work_is_cited():
    known = set(re.findall(r"^@\w+\{(\w+),", (BOOK / "references.bib").read_text("utf-8"), re.M))
    cited = set()
    for path in pages():
        for keys in re.findall(r"\{footcite(?::\w)?\}`([^`]+)`", path.read_text("utf-8")):
            cited |= {key.strip() for key in keys.split(",")}
    assert cited == known


def test_the_glossary_is_linked_from_the_chapters():
    source = (BOOK / "appendix" / "glossary.md").read_text("utf-8")
    block = source.partition("```{glossary}")[2].partition("```")[0]
    terms = set(re.findall(r"^([^\s:].*)$", block, re.MULTILINE))
    linked = set()
    for path in chapters():
        for text in re.findall(r"\{term\}`([^`]+)`", path.read_text("utf-8")):
            linked.add(re.sub(r".*<(.+)>", r"\1", text))
    assert linked and linked <= terms


def test_every_tool_of_the_prerequisites_is_referred_to_by_a_chapter():
    known = (BOOK / "appendix" / "prerequisites.md").read_text("utf-8")
    labels = set(re.findall(r"^\((know-\w+)\)=$", known, re.MULTILINE))
    referred = set()
    for path in chapters():
        referred |= set(re.findall(r"\{ref\}`[^`<]+<(know-\w+)>`", path.read_text("utf-8")))
    assert labels and referred == labels


def test_chapters_of_the_contents_exist():
    toc = yaml.safe_load((BOOK.parent / "_toc.yml").read_text("utf-8"))
    assert toc["root"] == "book/index"
    assert all(path.exists() for path in pages())
    written = {path for path in BOOK.rglob("*.md") if "_extensions" not in path.parts}
    assert written == set(pages())
