"""Путь студента целиком: получить задание, решить, проверить, сдать, прочесть отзыв.

Снимки шагов показывает страница «Как выполнять задания». Чтобы снять их заново, назовите папку:
``ALBUM=book/_static/how_to .venv/bin/pytest tests/solutions/test_student_way.py``.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect
from solutions.cells import answers, grade_id, hand_graded, marked
from solutions.conftest import ROOT, environment
from solutions.laboratory import (
    PATIENCE,
    choose,
    laboratory,
    open_notebook,
    run_all_cells,
    validate,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ASSIGNMENT = "convolution_1d"
STEPS = ("list", "notebook", "answer", "validate", "submit", "feedback")


@pytest.fixture(scope="module")
def album(tmp_path_factory):
    """Папка для снимков шагов."""
    return Path(os.environ.get("ALBUM") or tmp_path_factory.mktemp("album")).resolve()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Настройки студента и преподавателя: общий каталог обмена nbgrader."""
    home = tmp_path_factory.mktemp("home")
    (home / "config").mkdir()
    (home / "exchange").mkdir()
    (home / "exchange").chmod(0o777)
    (home / "config/nbgrader_config.py").write_text(
        f'c.Exchange.root = "{home / "exchange"}"\nc.CourseDirectory.course_id = "cnn"\n'
    )
    return home


@pytest.fixture(scope="module")
def course(tmp_path_factory, home):
    """Курс преподавателя с заданием, выложенным для студентов."""
    course = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "solutions" / ASSIGNMENT, course / "solutions" / ASSIGNMENT)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    (course / "_build/course").mkdir(parents=True)
    run(course, home, "autograder", "--course", ".", "release", ASSIGNMENT)
    run(course, home, "nbgrader", "release_assignment", ASSIGNMENT)
    return course


def run(course, home, *command):
    """Команда преподавателя в каталоге курса."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=course,
        env={**environment(), "JUPYTER_CONFIG_DIR": str(home / "config")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_from_the_assignment_list_to_the_feedback(chromium, course, home, album, tmp_path):
    page = chromium.new_page(viewport={"width": 1180, "height": 720}, accept_downloads=True)
    page.set_default_timeout(PATIENCE)
    student = tmp_path / "student"
    student.mkdir()
    fetched = student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    with laboratory(student, home) as address:
        page.goto(f"{address}/lab")
        page.locator(".jp-Launcher").wait_for()
        fetch(page)
        page.screenshot(path=album / "list.png")
        open_notebook(page, address, f"{ASSIGNMENT}/{fetched.name}")
        run_all_cells(page)
        page.locator(".jp-Notebook .jp-Cell").first.scroll_into_view_if_needed()
        page.screenshot(path=album / "notebook.png")
        solve(page, fetched, album / "answer.png")
        run_all_cells(page)
        page.locator(".jp-Notebook .jp-Cell").first.scroll_into_view_if_needed()
        assert validate(page).startswith("Success!")
        page.screenshot(path=album / "validate.png")
        page.keyboard.press("Escape")
        downloaded = download(page, tmp_path / "handed" / getpass.getuser() / fetched.name)
        submit(page)
        page.screenshot(path=album / "submit.png")
        run(course, home, "nbgrader", "collect", ASSIGNMENT)
        feedback = grade(course, home)
        run(course, home, "nbgrader", "release_feedback", ASSIGNMENT)
        page.get_by_text("Fetch Feedback", exact=True).click()
        page.get_by_text("(view feedback)").wait_for()

    received = list((fetched.parent / "feedback").rglob("*.html"))
    assert [path.read_bytes() for path in received] == [feedback.read_bytes()]
    page.goto(received[0].as_uri())
    shown = page.locator("body").inner_text()
    page.screenshot(path=album / "feedback.png")
    page.close()
    assert full_marks() in shown, shown[:500]

    submitted = course / "_build/course/submitted" / getpass.getuser() / ASSIGNMENT
    assert (submitted / fetched.name).read_bytes() == downloaded.read_bytes()
    shutil.rmtree(submitted)
    run(
        course, home, "autograder", "--course", ".", "collect", ASSIGNMENT, str(tmp_path / "handed")
    )
    assert full_marks() in grade(course, home).read_text("utf-8")
    assert {path.stem for path in album.glob("*.png")} == {*STEPS}


def fetch(page):
    """Список заданий: Nbgrader → Assignment List → Fetch."""
    choose(page, "Nbgrader", "Assignment List")
    page.locator("#released_assignments_list").get_by_text("Fetch", exact=True).click()
    page.locator("#fetched_assignments_list").get_by_text("Submit", exact=True).wait_for()


def solve(page, path, picture):
    """Вписывает верные ответы, как студент, и снимает первый, пока он только начат."""
    solutions = {grade_id(cell): without_marks(cell.source) for cell in answers(reference())}
    notebook = nbformat.read(path, as_version=4)
    for number, cell in enumerate(notebook.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name not in solutions:
            continue
        place = page.locator(".jp-Notebook .jp-Cell").nth(number)
        place.scroll_into_view_if_needed()
        if cell.cell_type == "markdown":
            place.locator(".jp-RenderedMarkdown").dblclick()
        place.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        beginning, rest = solutions[name][:60], solutions[name][60:]
        page.keyboard.insert_text(beginning)
        if picture is not None:
            page.screenshot(path=picture)
            picture = None
        page.keyboard.insert_text(rest)
    page.keyboard.press("Control+s")


def reference():
    """Тетрадь преподавателя."""
    return nbformat.read(ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)


def without_marks(source):
    """Ответ преподавателя без пометок для nbgrader и автопроверки."""
    lines = source.splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith(("###", "# autograder")))


def download(page, target):
    """Файл → Скачать."""
    with page.expect_download() as waiting:
        choose(page, "Файл", "Скачать")
    target.parent.mkdir(parents=True)
    waiting.value.save_as(target)
    return target


def submit(page):
    """Список заданий: Submit; ждёт строки в списке сданного."""
    choose(page, "Nbgrader", "Assignment List")
    page.locator("#fetched_assignments_list").get_by_text("Submit", exact=True).click()
    expect(page.locator("#submitted_assignments_list .list_item").first).to_be_visible(
        timeout=PATIENCE
    )


def grade(course, home):
    """Проверка и отзыв; отдаёт страницу отзыва."""
    run(course, home, "autograder", "--course", ".", "grade", ASSIGNMENT, "--force")
    run(course, home, "autograder", "--course", ".", "feedback", ASSIGNMENT)
    folder = course / "_build/course/feedback" / getpass.getuser() / ASSIGNMENT
    return folder / f"{ASSIGNMENT}.html"


def full_marks():
    """Итог отзыва, когда всё, что ставит машина, засчитано: «22 из 25»."""
    total = sum(cell.metadata.nbgrader.get("points", 0) for cell in marked(reference()))
    by_hand = sum(cell.metadata.nbgrader.points for cell in hand_graded(reference()))
    return f"{total - by_hand:g} из {total:g}"
