"""Отзывы и отчёт: без тайн, без сценариев, без сети."""

from __future__ import annotations

import base64
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader.handlers import template_path

from autograder.codec import encode
from autograder.course import Course
from autograder.pages import inert
from autograder.pages.feedback import description, write_feedback
from autograder.pages.rendering import breakable
from autograder.pages.report import write_report
from autograder.records import Examination, Outcome

EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<iframe src="http://evil"></iframe>',
    "<style>body{background:url(http://evil)}</style>",
    "<math><mtext><script>1</script>",
    "[x](javascript:alert(1))",
    "![x](http://evil/x.png)",
    "<details ontoggle=alert(1) open>",
]
LIVE = re.compile(
    r"<(script|iframe|object|embed|svg|math|style|link|meta|form|img|base)\b"
    r"|<[^>]*\son\w+\s*=|<[^>]*(javascript:|data:text)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("source", EVIL)
@pytest.mark.parametrize("make", [inert.html, inert.markdown, inert.text])
def test_hostile_content_is_inert(source, make):
    assert not LIVE.search(str(make(source)))


@given(st.text(alphabet="<>/\"'= abonclickscriptmg&;:`![]()\n", max_size=60))
def test_random_markup_is_inert(source):
    for make in (inert.html, inert.markdown, inert.text):
        assert not LIVE.search(str(make(source)))


def test_only_real_pictures_are_shown():
    png = "iVBORw0KGgo="
    assert "data:image/png" in inert.output(
        {"output_type": "display_data", "data": {"image/png": png}}
    )
    fake = {"output_type": "display_data", "data": {"image/png": '" onerror="alert(1)'}}
    assert "onerror" not in inert.output(fake)
    svg = {"output_type": "display_data", "data": {"image/svg+xml": EVIL[2], "text/plain": "s"}}
    assert inert.output(svg) == "<pre>s</pre>"


def test_colour_codes_and_control_characters_disappear():
    assert inert.text("\x1b[31mred\x1b[0m\x07\u202e") == "red\\x07\\u202e"


def test_tables_of_outputs_survive():
    assert "<td>1</td>" in inert.html("<table><tr><td onclick=x style='a'>1</td></tr></table>")


@pytest.mark.parametrize("unit", ["<div>", "<b></p>", "<a><div>", "<p><b>", "<table><b>"])
def test_endless_nesting_is_shown_as_text(unit):
    started = time.perf_counter()
    assert inert.html(unit * (90_000 // len(unit))).startswith("<pre>&lt;")
    assert time.perf_counter() - started < 2


def test_ordinary_markup_is_not_taken_for_endless():
    rows = "<tr><td>1</td><td>2<br>3</td></tr>" * 500
    assert inert.html(f"<table>{rows}</table>").count("<tr>") == 500


def test_formgrader_shows_only_inert_markup():
    evil = (
        "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a>"
    )
    picture = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    output = new_output("display_data", data={"text/html": f"<table onclick=alert(4)>{evil}"})
    script = new_output("display_data", data={"application/javascript": "alert(5)"})
    cells = [
        new_markdown_cell(f"## Ответ $x$\n\n{evil}\n\n![рисунок]({picture})"),
        new_markdown_cell(f"<a title='<img src=\"{picture}\">' onmouseover=alert(6)>x</a>"),
        new_code_cell("1", outputs=[output, script]),
    ]
    page, _ = _formgrader().from_notebook_node(new_notebook(cells=cells), resources=_RESOURCES)
    assert "Ответ" in page and f'src="{picture}"' in page and "<table>" in page
    assert not re.search(r"<script>\s*alert|(on\w+=|javascript:)\W?alert", page)
    assert "alert(5)" not in page


_RESOURCES = {
    **dict.fromkeys(["assignment_id", "notebook_id", "submission_id", "base_url", "student"], "x"),
    **dict.fromkeys(["last_name", "first_name", "notebook_path"], "x"),
    "index": 1,
    "total": 1,
}


def _formgrader() -> HTMLExporter:
    """Показывает тетради так же, как formgrader этого репозитория."""
    config = Course(Path(__file__).parents[3]).config
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [template_path]
    return HTMLExporter(config=config)


def test_a_description_is_the_docstring_or_the_first_comment():
    assert description('"""Считает длину."""\nassert f() == 1') == "Считает длину."
    assert description("# Длина\n# сигнала\nassert f()") == "Длина сигнала"
    assert description("# autograder: forbid numpy.convolve\nassert f()") == ""
    assert description("assert (") == ""


def spying(job):
    """Экзаменатор, который кладёт тайное во всё, чего студенту видеть нельзя."""
    cells = job.exams[0].cells
    index = next(i for i, cell in enumerate(cells) if cell.grade_id == "test_double")
    trace = new_output("error", ename="AssertionError", evalue="-62", traceback=["СЕКРЕТ -62"])
    outcome = Outcome("main", "test_double", "failed", 0.0, 2.0, "Не тот ответ.", "СЕКРЕТ -62")
    return b'{"examinations": ' + encode([Examination((outcome,), {index: [trace]})]) + b"}"


def page(classroom, **options) -> str:
    pages, absent = write_feedback(classroom.course, "hw", ["ann"], **options)
    assert not absent
    return pages[0].read_text(encoding="utf-8")


def test_feedback_hides_tests_unless_asked(classroom):
    classroom.submit("ann")
    classroom.grade(task=spying)
    hidden = page(classroom)
    assert "Не тот ответ." in hidden and "не пройдена" in hidden
    assert "СЕКРЕТ" not in hidden and "-62" not in hidden and "Любой пример" not in hidden
    shown = page(classroom, show_tests=True)
    assert "double(-31)" in shown and "СЕКРЕТ" in shown


def test_feedback_is_inert_and_self_contained(classroom):
    def attack(nb):
        nb.cells += [new_markdown_cell(text) for text in EVIL]
        nb.cells += [new_code_cell(text) for text in EVIL]

    classroom.submit("ann", why=EVIL[0], change=attack)
    classroom.grade()
    text = page(classroom)
    body = text.split("<body>", 1)[1]
    assert not LIVE.search(body)
    assert "default-src 'none'" in text and not re.search(r'(src|href)="https?:', text)


def test_feedback_tells_what_was_wrong_with_the_notebook(classroom):
    classroom.submit("ann").write_text("{")
    classroom.grade()
    assert "не JSON" in page(classroom)


def test_feedback_of_an_ungraded_student_is_reported_absent(classroom):
    classroom.submit("ann")
    assert write_feedback(classroom.course, "hw", ["ann"]) == ([], ["ann"])


def test_feedback_says_once_that_the_notebook_is_unreadable(classroom):
    classroom.submit("ann").write_text("{")
    classroom.grade()
    assert page(classroom).count("не JSON") == 1


def test_feedback_marks_only_what_the_student_wrote(classroom):
    classroom.submit("ann", answer=classroom.released().cells[2].source)
    classroom.grade()
    assert " own" not in page(classroom)


def test_a_long_name_can_be_broken_in_a_table():
    assert breakable("test_draw") == "test_<wbr>draw"
    assert breakable("x" * 20 + "<") == "x" * 16 + "<wbr>xxxx&lt;"
    assert breakable("Анна Ёлкина-Орлова") == "Анна<wbr> <wbr>Ёлкина-<wbr>Орлова"


def test_report_of_one_work_speaks_in_the_singular(classroom, tmp_path):
    classroom.submit("ann", why="Потому.")
    classroom.grade()
    text = write_report(classroom.course, "hw", tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<b>1</b>работа проверена" in text and "<b>1</b>ждёт оценки" in text


def test_report_is_one_page_without_network(classroom, tmp_path):
    classroom.submit("ann")
    classroom.submit("<b>bob\u202e", "def double(x):\n    raise ValueError('<i>плохо</i>')")
    classroom.submit("eve").write_text("{")
    classroom.grade()
    text = write_report(classroom.course, "hw", tmp_path / "r.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;bob" in text and "<b>bob" not in text and "\u202e" not in text
    assert "&lt;i&gt;плохо" in text and "тетрадь не читается" in text
    assert "<svg" in text and "prefers-color-scheme" in text
    assert not re.search(r"https?://|<script", text)
