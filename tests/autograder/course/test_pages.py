"""Отзывы и отчёт: без тайн, без сценариев, без сети."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from pathlib import Path

import pytest
from classrooms import Classroom, source_cells
from errands import failing_task
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader.handlers import template_path

from autograder.course.course import Course
from autograder.exam.records import Examination, Outcome
from autograder.grading.codec import encode
from autograder.results.pages import inert
from autograder.results.pages.course_report import write_course_report
from autograder.results.pages.feedback import Options, write_feedback
from autograder.results.pages.outline import description
from autograder.results.pages.rendering import breakable
from autograder.results.pages.report import write_report
from autograder.wire.reports import sound_outputs
from autograder.wording.problems import Problem

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
    pages, absent = write_feedback(classroom.course, "hw", ["ann"], Options(**options))
    assert not absent
    return pages["ann"][0].read_text(encoding="utf-8")


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


def test_feedback_keeps_what_the_exchange_needs_and_follows_no_link(classroom, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("чужое")
    work = classroom.submit("ann").parent
    (work / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC")
    (work / "submission_secret.txt").symlink_to(secret)
    classroom.grade()
    pages, _ = write_feedback(classroom.course, "hw", ["ann"])
    given = pages["ann"][0].parent
    assert (given / "timestamp.txt").read_text() == "2026-01-02 03:04:05 UTC"
    assert not (given / "submission_secret.txt").exists()
    assert "чужое" not in "".join(path.read_text() for path in given.iterdir())


def test_feedback_tells_what_was_wrong_with_the_notebook(classroom):
    classroom.submit("ann").write_text("{")
    classroom.grade()
    assert "не JSON" in page(classroom)


def test_feedback_of_an_ungraded_student_is_reported_absent(classroom):
    classroom.submit("ann")
    assert write_feedback(classroom.course, "hw", ["ann"]) == ({}, ["ann"])


def test_feedback_says_once_that_the_notebook_is_unreadable(classroom):
    classroom.submit("ann").write_text("{")
    classroom.grade()
    assert page(classroom).count("не JSON") == 1


def test_feedback_marks_only_what_the_student_wrote(classroom):
    classroom.submit("ann", answer=classroom.released().cells[2].source)
    classroom.grade()
    assert " own" not in page(classroom)


PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def lesson() -> list:
    """Задание с заголовками, формулой, картинками и ссылкой на теорию."""
    text = (
        "# Удвоение чисел\n\nТеория — в [главе](../../../book/double.html#why).\n\n"
        "![схема](scheme.svg) <img src='attachment:photo.png' width=10>"
    )
    intro = new_markdown_cell(text)
    intro["attachments"] = {"photo.png": {"image/png": PICTURE}}
    first = new_markdown_cell("## 1. Удвойте\n\n$$\ny = 2 x_1\n$$\n\nи $\\frac{1}{2}$.")
    double, test, part, why = (source_cells()[i] for i in (2, 4, 5, 6))
    second = new_markdown_cell("## 2. Объясните")
    return [intro, first, double, test, part, second, why]


@pytest.fixture(scope="module")
def lesson_room(tmp_path_factory):
    root = tmp_path_factory.mktemp("lesson") / "course"
    (root / "source" / "hw").mkdir(parents=True)
    (root / "source" / "hw" / "scheme.svg").write_text("<svg xmlns='x'/>")
    room = Classroom(root, lesson())
    room.submit(
        "ann", "def double(x):\n    return 3 * x", why="Потому.\n\n![фото](attachment:a.png)"
    )
    room.submit("bob", room.released().cells[2].source)
    room.submit("eve", change=_with_picture)
    room.grade(task=failing_task)
    return room


def _with_picture(nb):
    nb.cells[-1].source = "Потому.\n\n![фото](attachment:a.png)"
    nb.cells[-1]["attachments"] = {"a.png": {"image/png": PICTURE, "text/html": "<b>"}}


def read(room, student: str, **options) -> str:
    pages, _ = write_feedback(room.course, "hw", [student], Options(**options))
    return pages[student][0].read_text(encoding="utf-8")


def test_feedback_begins_with_a_table_of_tasks_and_jumps(lesson_room):
    text = read(lesson_room, "ann")
    table = text.split('<table class="tasks">')[1].split("</table>")[0]
    assert "<h1>Удвоение чисел</h1>" in text and "1. Удвойте" in table and "0 из 3" in table
    assert table.index("1. Удвойте") < table.index("Не тот ответ.") < table.index("2. Объясните")
    assert "ждёт преподавателя" in table and "test_double" not in re.sub(r'"[^"]*"', "", text)
    for anchor in re.findall(r'href="#([^"]+)"', table):
        assert f'id="{anchor}"' in text


def test_a_task_without_an_answer_says_so_once(lesson_room):
    table = read(lesson_room, "bob").split("</table>")[0]
    assert table.count("Ответа нет.") == 2 and "Не тот ответ" not in table


def test_formulas_are_typeset_without_scripts(lesson_room):
    text = read(lesson_room, "ann")
    assert 'display="block"' in text and "<mfrac>" in text and "$$" not in text
    assert "<script" not in text


def test_the_assignment_is_folded_and_keeps_its_pictures_and_links(lesson_room):
    text = read(lesson_room, "ann")
    folded = text.split('<details class="given">')[1]
    assert "data:image/svg+xml;base64," in folded and f"base64,{PICTURE}" in folded
    link = re.search(r'href="([^"#]*)#why"', text)[1]
    page_folder = lesson_room.course.feedback("hw", "ann")
    expected = lesson_room.course.release("hw") / "../../../book/double.html"
    assert (page_folder / link).resolve() == expected.resolve()
    shown = read(lesson_room, "ann", links="https://example.org/a/b/c")
    assert 'href="https://example.org/book/double.html#why"' in shown


def test_a_picture_inside_an_answer_is_shown_here_and_in_formgrader(lesson_room):
    assert f"base64,{PICTURE}" in read(lesson_room, "eve").split("2. Объясните")[-1]
    path = lesson_room.course.autograded("hw", "eve") / "main.ipynb"
    cell = json.loads(path.read_text())["cells"][-1]
    assert cell["attachments"] == {"a.png": {"image/png": PICTURE}}


def test_a_comment_of_the_teacher_is_markdown_with_formulas(lesson_room):
    with lesson_room.course.gradebook() as book:
        for comment in book.find_submission_notebook("main", "hw", "ann").comments:
            if comment.name == "why":
                comment.manual_comment = "**Почти**: $x^2$ <script>alert(1)</script>"
        book.db.commit()
    text = read(lesson_room, "ann")
    assert "<strong>Почти</strong>" in text and "<msup>" in text and "alert" not in text
    assert "есть слова преподавателя" in text


def test_the_graded_notebook_tells_the_same_reason_under_the_test(lesson_room):
    path = lesson_room.course.autograded("hw", "ann") / "main.ipynb"
    cells = json.loads(path.read_text())["cells"]
    told = [cell["outputs"] for cell in cells if "assert double" in cell["source"]]
    assert told[0][0]["text"] == "Не тот ответ."


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
    assert not re.search(r"https?://", text)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == text.count("<script") == 1 and f"script-src 'sha256-{digest}'" in text


def test_report_leads_to_feedback_and_calls_tasks_by_their_titles(lesson_room):
    write_feedback(lesson_room.course, "hw", ["ann"])
    page = lesson_room.root / "feedback" / "report.html"
    text = write_report(lesson_room.course, "hw", page).read_text(encoding="utf-8")
    link = re.search(r'<a href="([^"]+)">ann</a>', text)[1]
    assert (page.parent / link).exists()
    assert "<h1>Удвоение чисел: как справился класс</h1>" in text and "1. Удвойте" in text
    assert "test_double" not in text


def test_similar_works_stand_side_by_side_with_the_shared_code_marked(classroom, tmp_path):
    body = "def double(x):\n    total = 0\n    for step in range(2):\n        total += x\n"
    classroom.submit("ann", body + "    return total")
    classroom.submit("bob", body.replace("total", "answer") + "    return answer  # <b>сам</b>")
    classroom.grade()
    text = write_report(classroom.course, "hw", tmp_path / "r.html").read_text(encoding="utf-8")
    beside = text.split('class="beside"')[1].split("</details>")[0]
    assert beside.count("<mark>") >= 2 and "for step in range" in beside and "<b>сам" not in beside


def test_the_course_page_shows_who_did_what_and_what_was_hard(lesson_room, classroom):
    page = lesson_room.root / "feedback" / "report.html"
    text = write_course_report(lesson_room.course, page).read_text(encoding="utf-8")
    assert all(f"<tr><td>{name}</td>" in text for name in ("ann", "bob", "eve"))
    assert "Удвоение чисел" in text and "0 из 3" in text and "1. Удвойте" in text
    with pytest.raises(Problem, match="не проверено"):
        write_course_report(classroom.course, page)


def printing_task(job):
    """Всё верно, а ячейки студента что-то печатают."""
    cells = job.exams[0].cells
    said = [{"output_type": "stream", "name": "stdout", "text": "вход -31"}]
    outputs = {i: said for i, cell in enumerate(cells) if cell.role == "extra"}
    outcomes = tuple(
        Outcome("main", cell.grade_id, "passed", cell.points, cell.points)
        for cell in cells
        if cell.role == "test"
    )
    return b'{"examinations": ' + encode([Examination(outcomes, outputs)]) + b"}"


def test_output_of_cells_after_hidden_tests_is_withheld(classroom):
    def change(nb):
        nb.cells.insert(2, new_code_cell("print('до проверок')"))
        nb.cells.append(new_code_cell("print(seen)"))

    classroom.submit("ann", change=change)
    classroom.grade(task=printing_task)
    text = page(classroom)
    assert text.count("вход -31") == 2 and text.count("после скрытых проверок") == 1
    assert text.count("вход -31") + 1 == page(classroom, show_tests=True).count("вход -31")


def test_of_the_metadata_of_outputs_only_sizes_remain():
    png = {"image/png": {"width": "1 onerror=alert(1)", "height": 30, "alt": "<b>"}}
    item = {
        "output_type": "display_data",
        "data": {"image/png": PICTURE},
        "metadata": {**png, "filenames": {"image/png": "http://evil"}, "isolated": True},
    }
    assert sound_outputs([item])[0]["metadata"] == {"image/png": {"height": 30}}
