"""Командная строка: по-русски, с примерами, код возврата 0 только если дело сделано."""

from __future__ import annotations

import errno
import json
import re
import shutil
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from click.testing import CliRunner

import autograder.cli as package
from autograder.cli import _COMMANDS, cli, run

LATIN_PROSE = re.compile(
    r"\b(Usage|Options|Show this|Commands|Error|Missing|default|required|range)\b"
)


def invoke(*words: str):
    return CliRunner().invoke(cli, list(words), prog_name="autograder")


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_teaches_in_russian_with_examples(name):
    done = invoke(name, "--help")
    assert done.exit_code == 0
    assert "Пример" in done.output and f"autograder {name}" in done.output
    assert not LATIN_PROSE.search(done.output)


@pytest.mark.parametrize(
    "words",
    [
        ("nope",),
        ("export",),
        ("grade", "--workers", "x", "hw"),
        ("grade", "--timeout", "nan", "hw"),
        ("similarity", "--threshold", "0,5"),
    ],
)
def test_wrong_usage_is_explained_in_russian(words):
    done = invoke(*words)
    assert done.exit_code == 2 and "Ошибка:" in done.output
    assert not LATIN_PROSE.search(done.output)


def test_a_misspelt_command_is_guessed():
    assert "release" in invoke("relase").output


def test_the_compiled_catalogue_is_up_to_date():
    folder = Path(package.__file__).parent / "locale" / "ru" / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as text, (folder / "messages.mo").open("rb") as binary:
        written, compiled = pofile.read_po(text), mofile.read_mo(binary)
    assert phrases(written) == phrases(compiled)


def phrases(catalogue) -> set[tuple]:
    return {(*_forms(m.id)[:1], *_forms(m.string)) for m in catalogue if m.id}


def _forms(text: str | tuple | list) -> tuple:
    return (text,) if isinstance(text, str) else tuple(text)


def main(monkeypatch, capsys, *words: str) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["autograder", *words])
    with pytest.raises(SystemExit) as stop:
        run()
    captured = capsys.readouterr()
    return stop.value.code, captured.out + captured.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grade", "hw"), "Работ по заданию «hw» нет"),
        (("grade", "nope"), "Есть: hw"),
        (("log", "hw"), "нет записей"),
        (("log", "hw", "--student", "ann"), "студенте «ann»"),
        (("feedback", "hw", "--student", "ann"), "нет и отзыва"),
        (("collect", "hw", "release/hw"), "ни одной работы"),
        (("report", "hw"), "ещё ничего не проверено"),
        (("feedback", "hw"), "писать отзывы некому"),
        (("collect", "hw", "/absent"), "нет"),
        (("export", "nope", "--output", "-"), "release"),
    ],
)
def test_what_cannot_be_done_is_said_with_status_one(classroom, monkeypatch, capsys, words, said):
    monkeypatch.chdir(classroom.root)
    status, output = main(monkeypatch, capsys, *words)
    assert status == 1 and said in output.replace("\n", " ")


@pytest.mark.parametrize(
    ("place", "words", "said"),
    [
        (".autograder", ("grade", "hw"), "уже занято файлом"),
        ("submitted", ("collect", "hw", "{in}"), "лежит файл"),
        ("feedback", ("report", "hw"), "не записан: это имя уже занято файлом"),
        ("feedback", ("feedback", "hw"), "не записан: на месте каталога лежит файл"),
        ("release", ("release", "hw"), "на месте каталога лежит файл"),
        ("gradebook.db", ("export", "--output", "-"), "не база SQLite"),
        (".autograder/journal.db", ("log", "hw"), "не база SQLite"),
    ],
)
def test_a_file_in_the_way_is_explained(
    classroom, monkeypatch, capsys, tmp_path, place, words, said
):
    classroom.submit("ann")
    classroom.grade()
    shutil.copytree(classroom.root / "submitted", tmp_path / "in")
    target = classroom.root / place
    shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    target.write_text("здесь был файл")
    given = [word.replace("{in}", str(tmp_path / "in")) for word in words]
    status, output = main(monkeypatch, capsys, "--course", str(classroom.root), *given)
    output = output.replace("\n", " ")
    assert status == 1 and said in output and "Errno" not in output


def test_an_interrupted_command_says_how_to_go_on(classroom, monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.cli.log.Journal", interrupted)
    status, output = main(monkeypatch, capsys, "--course", str(classroom.root), "log", "hw")
    assert status == 130 and "Повторите команду" in output


def test_a_denied_place_is_explained(classroom, monkeypatch, capsys):
    classroom.submit("ann")

    def denied(self, *_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", denied)
    status, output = main(monkeypatch, capsys, "--course", str(classroom.root), "grade", "hw")
    assert status == 1 and "нет прав" in output and "Permission" not in output


def test_grading_without_a_gradebook_names_the_next_step(classroom, monkeypatch, capsys):
    classroom.submit("ann")
    (classroom.root / "gradebook.db").unlink()
    status, output = main(monkeypatch, capsys, "--course", str(classroom.root), "grade", "hw")
    assert status == 1 and "autograder release" in output.replace("\n", " ")


def test_weakened_isolation_is_not_silent(classroom, monkeypatch, capsys):
    words = ("--course", str(classroom.root), "grade", "hw", "--isolation", "none")
    assert "Защита ослаблена" in main(monkeypatch, capsys, *words)[1]
    assert "Защита" not in main(monkeypatch, capsys, *words[:-2])[1]


def test_grading_elsewhere_than_linux_says_what_it_needs(classroom, monkeypatch, capsys):
    monkeypatch.setattr("autograder.cli.grade.sys.platform", "darwin")
    status, output = main(monkeypatch, capsys, "--course", str(classroom.root), "grade", "hw")
    assert status == 1 and "WSL" in output


def test_the_whole_way_from_collecting_to_export(classroom, monkeypatch, capsys, tmp_path):
    work = classroom.submit("ann").rename(tmp_path / "work.ipynb")
    (tmp_path / "in" / "ann").mkdir(parents=True)
    work.rename(tmp_path / "in" / "ann" / "main.ipynb")
    root = ("--course", str(classroom.root))
    assert main(monkeypatch, capsys, *root, "collect", "hw", str(tmp_path / "in"))[0] == 0
    classroom.grade()
    for words in (["feedback", "hw"], ["report", "hw"], ["similarity", "hw"], ["log", "hw"]):
        assert main(monkeypatch, capsys, *root, *words)[0] == 0
    status, output = main(monkeypatch, capsys, *root, "export", "--format", "json", "--output", "-")
    assert status == 0 and json.loads(output)[0]["student"] == "ann"


def test_names_in_the_terminal_are_escaped(classroom, monkeypatch, capsys):
    classroom.submit("a\u202eb\x1b[31m")
    classroom.grade()
    _, output = main(monkeypatch, capsys, "--course", str(classroom.root), "log", "hw")
    assert "a\\u202eb\\x1b[31m" in output and "\x1b" not in output


def test_a_syntax_error_of_the_model_solution_is_named(classroom, monkeypatch, capsys):
    source = classroom.root / "source" / "hw" / "main.ipynb"
    source.write_text(source.read_text().replace("return 2 * x", "return 2 *"))
    status, output = main(monkeypatch, capsys, "--course", str(classroom.root), "release", "hw")
    assert status == 1 and "«double» тетради main синтаксическая ошибка, строка 3" in output


def test_a_model_solution_that_fails_is_not_released(classroom, monkeypatch, capsys):
    from errands import failing_task

    from autograder.grading import rehearsal

    monkeypatch.setattr(rehearsal, "examine", failing_task)
    status, output = main(monkeypatch, capsys, "--course", str(classroom.root), "release", "hw")
    assert status == 1 and "test_double" in output and "Выпущено" not in output
    assert not (classroom.root / "release" / "hw").exists()
