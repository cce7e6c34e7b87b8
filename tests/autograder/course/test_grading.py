"""Проверка: оценки, повтор, возобновление, ручные оценки, беды одного и всех."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import replace

import nbformat
import pytest
from classrooms import Classroom, marked
from errands import naive_task
from nbformat.v4 import new_code_cell

from autograder.exam.records import Examination, Outcome
from autograder.grading import grading as grading_module
from autograder.grading import journal as journal_module
from autograder.grading.codec import encode
from autograder.grading.journal import Journal
from autograder.grading.workers import close_examiners, examinations_of, examine
from autograder.release.release import release
from autograder.wording.problems import CourseProblem

WRONG = "def double(x):\n    return x + 2"
AMOUNT = """\
class Amount:
    def __init__(self, value):
        self.value = value
    def __eq__(self, other):
        return self.value == getattr(other, "value", other)

def double(x):
    return 2 * x
"""
TWIN = AMOUNT.replace("other)\n\n", "other) or self.value is None\n\n").replace(
    "2 * x", "Amount(None)"
)


def counting(calls):
    def task(job):
        calls.append(job.exams[0].student)
        return naive_task(job)

    return task


def answering(*outcomes):
    return lambda job: b'{"examinations": ' + encode([Examination(outcomes, {})]) + b"}"


def test_scores_reach_the_gradebook(classroom):
    classroom.submit("ann", why="Сложение.")
    classroom.submit("bob", WRONG)
    summary = classroom.grade()
    assert sorted(summary.graded) == ["ann", "bob"] and not summary.failed
    assert classroom.scores("ann") == {
        "test_double": (2, None, False),
        "part": (0.5, None, False),
        "why": (None, None, True),
        "task": (None, None, True),
    }
    assert classroom.scores("bob")["test_double"] == (0, None, False)
    assert classroom.scores("bob")["why"] == (0, None, False)


@pytest.mark.sandbox
def test_a_class_of_the_assignment_does_not_stand_for_a_number(tmp_path):
    """Класс из задания сам решает, чему равен, но не там, где у преподавателя было число."""
    cells = [
        marked(new_code_cell(AMOUNT), "double", solution=True),
        marked(new_code_cell("assert Amount(4) == 4"), "own", grade=True, locked=True, points=1),
        marked(new_code_cell("assert double(2) == 4"), "other", grade=True, locked=True, points=1),
    ]
    room = Classroom(tmp_path, cells)
    room.submit("ann", AMOUNT)
    room.submit("eve", TWIN)
    try:
        room.grade(task=examine)
    finally:
        close_examiners()
    assert [score for score, *_ in room.scores("ann").values()] == [1, 1]
    assert {name: score for name, (score, *_) in room.scores("eve").items()} == {
        "own": 1,
        "other": 0,
    }
    assert "объект" in room.decision("eve").outcomes[1].message


def test_the_autograded_notebook_has_the_answer_and_the_full_test(classroom):
    classroom.submit("ann", change=lambda nb: nb.cells.append(new_code_cell("y = 1")))
    classroom.grade()
    path = classroom.root / "autograded" / "ann" / "hw" / "main.ipynb"
    nb = nbformat.read(path, as_version=4)
    nbformat.validate(nb)
    sources = [cell.source for cell in nb.cells]
    assert "def double(x):\n    return 2 * x" in sources and sources[-1] == "y = 1"
    assert any("-62" in source for source in sources)
    assert path.stat().st_mode & 0o777 == 0o444


def test_broken_notebooks_get_a_status_and_the_batch_goes_on(classroom):
    classroom.submit("a").write_text("")
    classroom.submit("b").write_text("[" * 100_000)
    classroom.submit("c").unlink()
    classroom.submit("d")
    summary = classroom.grade()
    assert len(summary.graded) == 4
    assert [classroom.decision(s).status for s in "abcd"] == [
        "malformed",
        "malformed",
        "missing",
        "graded",
    ]
    assert {o.outcome for o in classroom.decision("a").outcomes} == {"missing"}
    assert classroom.scores("a")["task"] == (0, None, False)
    assert (classroom.root / "autograded" / "a" / "hw" / "main.ipynb").exists()


def test_what_is_graded_is_not_graded_again(classroom):
    classroom.submit("ann")
    calls = []
    classroom.grade(task=counting(calls))
    assert classroom.grade(task=counting(calls)).skipped == ["ann"]
    assert calls == ["ann"]
    assert classroom.grade(force=True, task=counting(calls)).graded == ["ann"]
    classroom.submit("ann", WRONG)
    assert classroom.grade(task=counting(calls)).graded == ["ann"]
    assert calls == ["ann"] * 3


def test_identical_work_has_the_identical_seed_and_other_work_another(classroom):
    classroom.submit("ann")
    classroom.grade()
    first = classroom.decision("ann").seeds
    classroom.grade(force=True)
    assert classroom.decision("ann").seeds == first
    classroom.submit("ann", WRONG)
    classroom.grade()
    assert classroom.decision("ann").seeds != first


def test_a_decision_that_did_not_reach_the_gradebook_is_written_without_grading(
    classroom, monkeypatch
):
    classroom.submit("ann")
    calls = []

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(grading_module, "draft_autograded", killed)
    with pytest.raises(KeyboardInterrupt):
        classroom.grade(task=counting(calls))
    assert not classroom.decision("ann").recorded
    with classroom.course.gradebook() as book:
        assert not book.find_assignment("hw").submissions
    monkeypatch.undo()
    assert classroom.grade(task=counting(calls)).skipped == ["ann"]
    assert calls == ["ann"] and classroom.decision("ann").recorded
    assert classroom.scores("ann")["test_double"] == (2, None, False)


def test_a_missing_outcome_is_never_a_pass(classroom):
    classroom.submit("ann")
    classroom.grade(task=answering())
    assert [(o.outcome, o.score) for o in classroom.decision("ann").outcomes] == [
        ("missing", 0),
        ("missing", 0),
    ]


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -1.0, 2.5])
def test_an_impossible_score_is_refused(classroom, score):
    classroom.submit("ann")
    classroom.grade(task=answering(Outcome("main", "test_double", "passed", score, 2.0)))
    outcome = classroom.decision("ann").outcomes[0]
    assert (outcome.outcome, outcome.score) == ("error", 0)


def test_an_outcome_of_an_unknown_test_brings_nothing(classroom):
    classroom.submit("ann")
    classroom.grade(task=answering(Outcome("main", "forged", "passed", 100.0, 100.0)))
    assert sum(o.score for o in classroom.decision("ann").outcomes) == 0


def test_an_infrastructure_failure_is_no_zero(classroom):
    classroom.submit("ann")
    classroom.submit("bob")

    def task(job):
        if job.exams[0].student == "ann":
            return json.dumps({"problem": "infrastructure", "text": "нет numpy"}).encode()
        return naive_task(job)

    summary = classroom.grade(task=task)
    assert summary.graded == ["bob"] and "нет numpy" in summary.failed["ann"]
    assert classroom.decision("ann") is None
    assert classroom.grade().graded == ["ann"]


def test_a_work_that_neighbours_disturbed_is_repeated_alone_before_it_counts(classroom):
    for student in ("ann", "bob", "eve"):
        classroom.submit(student)
    order = []

    def task(job):
        student = job.exams[0].student
        order.append(student)
        done = examinations_of(naive_task(job))[0]
        calm = student == "bob" or (student == "ann" and order.count("ann") == 2)
        late = [replace(outcome, outcome="timeout", score=0.0) for outcome in done.outcomes]
        if not calm:
            done = replace(done, outcomes=tuple(late), disturbed=True)
        return b'{"examinations": ' + encode([done]) + b"}"

    summary = classroom.grade("ann", "bob", "eve", task=task)
    assert order == ["ann", "bob", "eve", "ann", "eve"]
    assert summary.graded == ["bob", "ann", "eve"] and not summary.failed
    assert [classroom.scores(student)["test_double"][0] for student in summary.graded] == [2, 2, 0]
    assert [classroom.decision(student).attempts for student in summary.graded] == [1, 2, 2]


def test_what_the_sandbox_lacks_is_told(classroom):
    classroom.submit("ann")
    task = lambda job: naive_task(job)[:-1] + b', "weaknesses": ["groups"]}'  # noqa: E731
    assert classroom.grade(task=task).weak == {"groups"}


def test_without_isolation_nothing_is_graded(classroom):
    classroom.submit("ann")
    task = lambda job: json.dumps({"problem": "isolation", "text": "нет bwrap."}).encode()  # noqa: E731
    with pytest.raises(CourseProblem, match="autograder doctor"):
        classroom.grade(task=task)
    assert classroom.decision("ann") is None


def rate(classroom, student, grade_id, score):
    """Ставит оценку рукой, как formgrader."""
    with classroom.course.gradebook() as book:
        grade = book.find_grade(grade_id, "main", "hw", student)
        grade.manual_score, grade.needs_manual_grade = score, False
        book.db.commit()


def test_a_manual_score_stays_until_its_answer_changes(classroom):
    classroom.submit("ann", why="Раз.")
    classroom.grade()
    rate(classroom, "ann", "why", 2.5)
    classroom.submit("ann", WRONG, why="Раз.")
    classroom.grade()
    assert classroom.scores("ann")["why"] == (None, 2.5, True)
    classroom.submit("ann", WRONG, why="Два.")
    classroom.grade()
    assert classroom.scores("ann")["why"] == (None, None, True)


def test_extra_credit_survives_a_regrade(classroom):
    classroom.submit("ann")
    classroom.grade()
    with classroom.course.gradebook() as book:
        book.find_grade("test_double", "main", "hw", "ann").extra_credit = 5
        book.db.commit()
    classroom.grade(force=True)
    with classroom.course.gradebook() as book:
        assert book.find_grade("test_double", "main", "hw", "ann").score == 7


def test_a_locked_gradebook_is_explained_and_nothing_is_lost(classroom, monkeypatch):
    classroom.submit("ann")
    monkeypatch.setattr(classroom.course, "patience", 0.2)
    calls = []

    def task(job):
        calls.append(1)
        lock.execute("BEGIN EXCLUSIVE")
        return naive_task(job)

    lock = sqlite3.connect(classroom.root / "gradebook.db", check_same_thread=False)
    with pytest.raises(CourseProblem, match="занят"):
        classroom.grade(task=task)
    lock.rollback()
    lock.close()
    assert classroom.grade(task=task).skipped == ["ann"]
    assert calls == [1] and classroom.scores("ann")["test_double"] == (2, None, False)


def test_a_full_disk_is_explained_and_nothing_is_lost(classroom, monkeypatch):
    classroom.submit("ann")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(grading_module, "draft_autograded", full)
    with pytest.raises(CourseProblem, match="заново не проверяется"):
        classroom.grade()
    monkeypatch.undo()
    assert classroom.grade().skipped == ["ann"]


def test_the_journal_refuses_to_forget(classroom):
    classroom.submit("ann")
    classroom.grade()
    db = sqlite3.connect(classroom.course.state / "journal.db")
    for statement in (
        "DELETE FROM decisions",
        "UPDATE decisions SET status = 'graded'",
        "DELETE FROM recordings",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="только дописывается"):
            db.execute(statement)
    db.close()


def test_the_secret_is_private_and_kept(classroom):
    with Journal(classroom.course.state, writable=True) as journal:
        secret = journal.secret
        assert journal.secret == secret and len(secret) == 64
    assert (classroom.course.state / "secret").stat().st_mode & 0o777 == 0o600


def test_a_secret_cut_short_is_no_secret(classroom):
    classroom.course.state.mkdir(parents=True)
    (classroom.course.state / "secret").touch(mode=0o600)
    (classroom.course.state / ".secret.new").write_bytes(b"half")
    with Journal(classroom.course.state, writable=True) as journal:
        assert len(journal.secret) == 64
    assert (classroom.course.state / "secret").stat().st_mode & 0o777 == 0o600


def test_a_reader_changes_nothing_and_needs_no_right_to(classroom):
    with Journal(classroom.course.state) as journal:
        assert journal.latest("hw", "ann") is None
    assert not classroom.course.state.exists()
    classroom.submit("ann")
    classroom.grade()
    before = {path: path.read_bytes() for path in classroom.course.state.iterdir()}
    assert not [path for path in before if path.suffix in (".db-wal", ".db-shm")]
    with Journal(classroom.course.state) as journal:
        decision = journal.latest("hw", "ann")
        with pytest.raises(CourseProblem, match="закрыт для записи"):
            journal.mark_recorded(decision)
    assert {path: path.read_bytes() for path in classroom.course.state.iterdir()} == before


def test_a_spoilt_journal_is_explained_to_readers(classroom):
    classroom.submit("ann")
    classroom.grade()
    path = classroom.course.state / "journal.db"
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(CourseProblem, match="испорчен"), Journal(path.parent) as journal:
        list(journal.history("hw"))


def test_a_journal_on_a_remote_disk_does_without_shared_memory(classroom, monkeypatch):
    monkeypatch.setattr(journal_module, "is_remote", lambda path: True)
    with Journal(classroom.course.state, writable=True) as journal:
        assert journal._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_previous_answers_survive_a_crash_while_they_are_replaced(
    classroom, monkeypatch, moment
):
    classroom.submit("ann", why="Раз.")
    classroom.grade()
    rate(classroom, "ann", "why", 3)
    classroom.submit("ann", why="Два.")
    rename = os.rename

    def die(source, target):
        if moment == "after":
            rename(source, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("autograder.storage.writing.os.rename", die)
        classroom.grade()
    classroom.grade()
    assert classroom.scores("ann")["why"] == (None, None, True)
    folder = classroom.course.autograded("hw", "ann")
    assert "Два." in (folder / "main.ipynb").read_text("utf-8")
    assert [path.name for path in folder.parent.iterdir()] == ["hw"]


def test_a_source_changed_after_release_must_be_released_again(classroom):
    classroom.submit("ann")
    path = classroom.root / "source" / "hw" / "main.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells[4].source += "\nassert double(5) == 10"
    nbformat.write(nb, path)
    with pytest.raises(CourseProblem, match="изменён после выпуска.*test_double"):
        classroom.grade()


def test_forgeries_are_recorded_as_incidents(classroom):
    def forge(nb):
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "test_double":
                cell.source, cell.metadata["nbgrader"]["points"] = "pass", 100

    classroom.submit("ann", WRONG, change=forge)
    classroom.grade()
    incidents = " ".join(classroom.decision("ann").incidents)
    assert "Текст ячейки «test_double» изменён" in incidents and "points = 100" in incidents
    assert classroom.scores("ann")["test_double"] == (0, None, False)


def test_a_trusted_file_always_wins(classroom):
    (classroom.root / "source" / "hw" / "data.csv").write_text("правда")
    release(classroom.course, "hw")
    (classroom.submit("ann").parent / "data.csv").write_text("подделка")
    seen = {}

    def task(job):
        seen.update(job.exams[0].files, **job.exams[0].submitted_files)
        return naive_task(job)

    classroom.grade(task=task)
    assert seen["data.csv"].decode() == "правда"
    written = classroom.root / "autograded" / "ann" / "hw" / "data.csv"
    assert written.read_text() == "правда"


def test_a_file_in_place_of_a_folder_spoils_nothing(classroom):
    source = classroom.root / "source" / "hw"
    (source / "data").mkdir()
    (source / "data" / "train.csv").write_text("правда")
    (source / "flat.csv").write_text("правда")
    release(classroom.course, "hw")
    ann, bob = classroom.submit("ann").parent, classroom.submit("bob")
    (ann / "data").write_text("не каталог")
    (ann / "flat.csv").mkdir()
    (ann / "flat.csv" / "x").write_text("не файл")
    bob.unlink()
    bob.mkdir()
    (bob / "x").write_text("не тетрадь")
    assert sorted(classroom.grade().graded) == ["ann", "bob"]
    assert sum("на его месте" in text for text in classroom.decision("ann").incidents) == 2
    assert classroom.decision("bob").status == "malformed"
    written = classroom.root / "autograded" / "ann" / "hw"
    assert (written / "data" / "train.csv").read_text() == "правда"
    assert (written / "flat.csv").read_text() == "правда"


def test_students_with_strange_names_are_graded_and_harmless(classroom):
    for name in ["=1+1", "a\u202eb", "x[1]*", "a'b", "a\nb"]:
        classroom.submit(name)
    assert len(classroom.grade().graded) == 5


def test_a_name_that_is_not_text_is_explained_and_the_rest_goes_on(classroom):
    classroom.submit("ann")
    folder = os.fsencode(classroom.root / "submitted") + b"/\xff\xfe"
    os.makedirs(folder + b"/hw")
    summary = classroom.grade()
    assert summary.graded == ["ann"]
    assert "UTF-8" in summary.failed["\udcff\udcfe"]


def test_the_summary_names_broken_and_flagged_works(classroom):
    classroom.submit("ann").write_text("{")
    classroom.submit("bob", change=lambda nb: nb.cells.__delitem__(4))
    summary = classroom.grade()
    assert summary.broken == ["ann"] and summary.noticed == {"change": ["bob"]}
