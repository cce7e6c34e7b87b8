"""Приём работ из каталогов и архивов."""

from __future__ import annotations

import io
import os
import tracemalloc
import unicodedata
import zipfile

import nbformat
import pytest

from autograder.submission.collect import collect
from autograder.submission.collect import entries as entries_module
from autograder.submission.collect.patterns import Naming
from autograder.wording.problems import Problem


@pytest.mark.parametrize(
    ("path", "student", "file"),
    [
        ("Пётр Иванов_123_assignsubmission_file_/main.ipynb", "Пётр Иванов", "main.ipynb"),
        ("Пётр Иванов_123_assignsubmission_file_main.ipynb", "Пётр Иванов", "main.ipynb"),
        ("Пётр Иванов_123_assignsubmission_file/main.ipynb", "Пётр Иванов", "main.ipynb"),
        ("hw_ivanov_attempt_2024-01-30-15-30-10_main.ipynb", "ivanov", "main.ipynb"),
        ("ivanovivan_LATE_12345_67890_main.ipynb", "ivanovivan", "main.ipynb"),
        ("ivanovivan_12345_67890_main.ipynb", "ivanovivan", "main.ipynb"),
        ("submitted/ivanov/hw/main.ipynb", "ivanov", "hw/main.ipynb"),
        ("ivanov/main.ipynb", "ivanov", "main.ipynb"),
        ("ivanov_main.ipynb", "ivanov", "main.ipynb"),
        ("Пётр Иванов - main.ipynb", "Пётр Иванов", "main.ipynb"),
        ("main_ivanov.ipynb", "ivanov", "main.ipynb"),
        ("ivanov.ipynb", "ivanov", "ivanov.ipynb"),
    ],
)
def test_usual_namings_are_recognised(path, student, file):
    owner = Naming(notebooks=["main.ipynb"]).owner(path)
    assert (owner.student, owner.file) == (student, file)


def test_the_notebook_of_the_assignment_is_not_a_student(classroom, tmp_path):
    put(tmp_path / "ivanov" / "main.ipynb")
    intake = collect(classroom.course, "hw", tmp_path / "ivanov")
    assert not intake.taken and "чья это работа" in intake.remarks[0]


def test_the_attempt_time_is_read_from_the_name():
    owner = Naming().owner("hw_ivanov_attempt_2024-01-30-15-30-10_main.ipynb")
    assert owner.time.astimezone().strftime("%Y-%m-%d %H:%M:%S") == "2024-01-30 15:30:10"


def test_a_wrong_pattern_is_explained():
    with pytest.raises(Problem, match="регулярное выражение"):
        Naming("(")
    with pytest.raises(Problem, match="student"):
        Naming(".*")


def put(path, data=b"{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def pack(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def target(classroom, student):
    return classroom.root / "submitted" / student / "hw"


def test_a_folder_per_student_is_collected_with_timestamps(classroom, tmp_path):
    put(tmp_path / "in" / "ivanov" / "main.ipynb")
    put(tmp_path / "in" / "petrov" / "hw" / "main.ipynb")
    put(tmp_path / "in" / "petrov" / "hw" / "data" / "x.csv", b"1")
    os.utime(tmp_path / "in" / "ivanov" / "main.ipynb", (86400, 86400))
    intake = collect(classroom.course, "hw", tmp_path / "in")
    assert intake.taken == ["ivanov", "petrov"] and not intake.refused
    assert (target(classroom, "petrov") / "data" / "x.csv").read_bytes() == b"1"
    stamp = (target(classroom, "ivanov") / "timestamp.txt").read_text()
    assert stamp == "1970-01-02 00:00:00 UTC\n"


def test_a_moodle_archive_with_russian_names_is_collected(classroom, tmp_path):
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Пётр Иванов_1_assignsubmission_file_/main.ipynb", "{}")
        archive.writestr("Пётр Иванов_2_assignsubmission_file_/main.ipynb", "{}")
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["Пётр Иванов 1", "Пётр Иванов 2"]


def test_names_in_the_old_russian_encoding_are_read(classroom, tmp_path):
    path = tmp_path / "old.zip"
    path.write_bytes(_with_raw_name("Иванов/main.ipynb".encode("cp866")))
    assert collect(classroom.course, "hw", path).taken == ["Иванов"]


def _with_raw_name(name: bytes) -> bytes:
    """Архив с одним файлом, имя которого записано без признака UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a" * len(name), "{}")
    return stream.getvalue().replace(b"a" * len(name), name)


def test_a_zip_inside_the_archive_is_unpacked(classroom, tmp_path):
    inner = pack(tmp_path / "inner.zip", {"Downloads/hw/main.ipynb": b"{}", "__MACOSX/x": b""})
    put(tmp_path / "in" / "ivanov.zip", inner.read_bytes())
    assert collect(classroom.course, "hw", tmp_path / "in").taken == ["ivanov"]
    assert (target(classroom, "ivanov") / "main.ipynb").exists()


def test_a_broken_zip_of_one_student_does_not_stop_the_others(classroom, tmp_path):
    packed = pack(tmp_path / "inner.zip", {"main.ipynb": b"{}"}).read_bytes()
    put(tmp_path / "in" / "ivanov.zip", packed.replace(b"PK\x01\x02", b"PK\x01\x03"))
    put(tmp_path / "in" / "petrov" / "main.ipynb")
    intake = collect(classroom.course, "hw", tmp_path / "in")
    assert intake.taken == ["petrov"] and "архив повреждён" in intake.remarks[0]


def test_a_folder_that_cannot_be_entered_is_told(classroom, tmp_path, monkeypatch):
    put(tmp_path / "in" / "ivanov" / "main.ipynb")
    put(tmp_path / "in" / "petrov" / "main.ipynb")
    monkeypatch.setattr(
        "autograder.storage.untrusted_files.os.access", lambda path, _: "ivanov" not in str(path)
    )
    intake = collect(classroom.course, "hw", tmp_path / "in")
    assert "«ivanov» не принят: этот каталог закрыт" in intake.remarks[0]


def test_a_wrapping_folder_is_not_taken_for_a_student(classroom, tmp_path):
    path = pack(
        tmp_path / "w.zip", {"группа/ivanov/main.ipynb": "{}", "группа/petrov/main.ipynb": "{}"}
    )
    assert collect(classroom.course, "hw", path).taken == ["ivanov", "petrov"]


def test_paths_leading_out_are_refused_and_the_rest_goes_on(classroom, tmp_path):
    path = pack(
        tmp_path / "evil.zip",
        {
            "../../etc/x": b"1",
            "/abs/x": b"1",
            "ivanov/../../x": b"1",
            "c:/x/y": b"1",
            "ivanov\\..\\x": b"1",
            "ivanov/main.ipynb": b"{}",
        },
    )
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["ivanov"]
    assert len(intake.remarks) == 5
    inside = sorted(p.name for p in (classroom.root / "submitted").rglob("*") if p.is_file())
    assert inside == ["main.ipynb", "timestamp.txt"]


def test_links_in_an_archive_are_refused(classroom, tmp_path):
    path = tmp_path / "l.zip"
    info = zipfile.ZipInfo("ivanov/link")
    info.external_attr = 0o120777 << 16
    fifo = zipfile.ZipInfo("ivanov/pipe")
    fifo.external_attr = 0o010644 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr(fifo, "")
        archive.writestr("ivanov/main.ipynb", "{}")
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["ivanov"] and len(intake.remarks) == 2


def test_a_bomb_is_not_unpacked(classroom, tmp_path, monkeypatch):
    monkeypatch.setattr(entries_module, "MAX_FILE_BYTES", 10_000)
    path = pack(
        tmp_path / "bomb.zip", {"ivanov/main.ipynb": b"{}", "ivanov/bomb": b"0" * 10_000_000}
    )
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["ivanov"] and "bomb" in intake.remarks[0]
    assert not (target(classroom, "ivanov") / "bomb").exists()


def test_a_lying_size_does_not_help_a_bomb(classroom, tmp_path, monkeypatch):
    path = pack(tmp_path / "bomb.zip", {"ivanov/bomb": b"0" * 100_000, "ivanov/main.ipynb": "{}"})
    lie = path.read_bytes().replace((100_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    path.write_bytes(lie)
    monkeypatch.setattr(entries_module, "MAX_FILE_BYTES", 10_000)
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["ivanov"]
    assert not (target(classroom, "ivanov") / "bomb").exists()


def test_an_archive_of_a_hundred_and_fifty_thousand_files_costs_little(classroom, tmp_path):
    crowd = io.BytesIO()
    with zipfile.ZipFile(crowd, "w") as archive:
        for number in range(150_000):
            archive.writestr(zipfile.ZipInfo(f"f{number}"), b"")
    members = {"ivanov/all.zip": crowd.getvalue(), "petrov/main.ipynb": b"{}"}
    path = pack(tmp_path / "in.zip", members)
    tracemalloc.start()
    intake = collect(classroom.course, "hw", path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert intake.taken == ["petrov"]
    assert "150000, а можно не больше 10000" in intake.remarks[0]
    assert peak < 3 * len(crowd.getvalue())
    path.write_bytes(crowd.getvalue())
    with pytest.raises(Problem, match="не больше 60000"):
        collect(classroom.course, "hw", path)


def test_links_and_pipes_in_a_folder_are_refused(classroom, tmp_path):
    put(tmp_path / "in" / "ivanov" / "main.ipynb")
    os.symlink("/etc/passwd", tmp_path / "in" / "ivanov" / "link")
    os.mkfifo(tmp_path / "in" / "ivanov" / "pipe")
    os.link(tmp_path / "in" / "ivanov" / "main.ipynb", tmp_path / "in" / "ivanov" / "hard")
    intake = collect(classroom.course, "hw", tmp_path / "in")
    assert len(intake.remarks) == 4  # ссылка, канал и оба имени жёсткой ссылки
    assert intake.taken == []


@pytest.mark.parametrize("name", ["=cmd", "a\u202eb", "-x", "a*", "a\nb", "a[1]"])
def test_a_hostile_student_is_refused_and_the_rest_goes_on(classroom, tmp_path, name):
    put(tmp_path / "in" / name / "main.ipynb")
    put(tmp_path / "in" / "petrov" / "main.ipynb")
    intake = collect(classroom.course, "hw", tmp_path / "in")
    assert intake.taken == ["petrov"]
    assert len(intake.refused) == 1
    assert "\u202e" not in intake.refused[0] and "\n" not in intake.refused[0]


def test_a_forged_timestamp_is_dropped(classroom, tmp_path):
    put(tmp_path / "in" / "ivanov" / "main.ipynb")
    put(tmp_path / "in" / "ivanov" / "timestamp.txt", b"1999-01-01 00:00:00 UTC")
    intake = collect(classroom.course, "hw", tmp_path / "in")
    assert "1999" not in (target(classroom, "ivanov") / "timestamp.txt").read_text()
    assert any("timestamp" in text for text in intake.remarks)


def test_an_older_work_does_not_replace_a_newer_one(classroom, tmp_path):
    path = tmp_path / "in" / "ivanov" / "main.ipynb"
    put(path, b"1")
    collect(classroom.course, "hw", tmp_path / "in")
    path.write_bytes(b"2")
    os.utime(path, (1000, 1000))
    assert collect(classroom.course, "hw", tmp_path / "in").kept == ["ivanov"]
    assert (target(classroom, "ivanov") / "main.ipynb").read_bytes() == b"1"
    assert collect(classroom.course, "hw", tmp_path / "in", force=True).taken == ["ivanov"]
    assert (target(classroom, "ivanov") / "main.ipynb").read_bytes() == b"2"


def test_a_renamed_notebook_is_recognised_by_its_cells(classroom, tmp_path):
    data = nbformat.writes(classroom.released()).encode()
    put(tmp_path / "in" / "ivanov" / "main (1).ipynb", data)
    intake = collect(classroom.course, "hw", tmp_path / "in")
    assert (target(classroom, "ivanov") / "main.ipynb").read_bytes() == data
    assert "принята как main.ipynb" in intake.remarks[0]


def test_what_is_not_an_archive_is_explained(classroom, tmp_path):
    with pytest.raises(Problem, match="нет"):
        collect(classroom.course, "hw", tmp_path / "absent")
    put(tmp_path / "a.rar", b"Rar!")
    with pytest.raises(Problem, match="не архив zip"):
        collect(classroom.course, "hw", tmp_path / "a.rar")


@pytest.mark.parametrize("name", [".", "\0", "petrov/" + "a/" * 1990 + "b", "petrov/" + "ы" * 200])
def test_a_hostile_name_in_an_archive_costs_only_that_file(classroom, tmp_path, name):
    path = tmp_path / "names.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("petrov/main.ipynb", "{}")
        hostile = zipfile.ZipInfo("x")
        hostile.filename = name
        archive.writestr(hostile, "x")
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["petrov"] and not intake.refused
    assert len(intake.remarks) == 1 and len(intake.remarks[0]) < 300


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_spoilt_compression_costs_only_that_file(classroom, tmp_path, method):
    path = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("petrov/main.ipynb", "{}")
        archive.writestr("petrov/data.csv", b"0123456789" * 1000)
        start = archive.getinfo("petrov/data.csv").header_offset + 30 + len("petrov/data.csv")
    data = bytearray(path.read_bytes())
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["petrov"] and "повреждён" in intake.remarks[0]


def test_a_name_that_disagrees_with_the_contents_costs_only_that_file(classroom, tmp_path):
    path = pack(tmp_path / "m.zip", {"ivanov/main.ipynb": "{}", "petrov/ж.txt": "x"})
    path.write_bytes(path.read_bytes().replace("ж".encode(), b"\xff\xff", 1))
    intake = collect(classroom.course, "hw", path)
    assert intake.taken == ["ivanov"] and "повреждён" in intake.remarks[0]


def test_nobody_writes_another_students_work_by_naming_a_file(classroom, tmp_path):
    forged = "ivanov_30_40_x_petrov_attempt_2030-01-30-00-00-00_main.ipynb"
    path = pack(tmp_path / "canvas.zip", {"petrov_10_20_main.ipynb": b"1", forged: b"2"})
    assert collect(classroom.course, "hw", path).taken == ["ivanov", "petrov"]
    assert (target(classroom, "petrov") / "main.ipynb").read_bytes() == b"1"


def test_namesakes_do_not_overwrite_each_other(classroom, tmp_path):
    canvas = pack(
        tmp_path / "c.zip", {"petrov_1_9_main.ipynb": b"1", "petrov_2_8_main.ipynb": b"2"}
    )
    assert collect(classroom.course, "hw", canvas).taken == ["petrov 1", "petrov 2"]
    names = ("Пётр_1", "Пётр_2", "Пётр 1_3")
    moodle = {f"{name}_assignsubmission_file_/main.ipynb": name for name in names}
    intake = collect(classroom.course, "hw", pack(tmp_path / "m.zip", moodle))
    assert intake.taken == ["Пётр 1", "Пётр 2", "Пётр 1 3"]
    assert (target(classroom, "Пётр 1") / "main.ipynb").read_text() == "Пётр_1"


def test_one_name_written_in_two_ways_is_one_student(classroom, tmp_path):
    put(tmp_path / "in" / unicodedata.normalize("NFD", "Йося") / "main.ipynb")
    assert collect(classroom.course, "hw", tmp_path / "in").taken == ["Йося"]
    assert [path.name for path in (classroom.root / "submitted").iterdir()] == ["Йося"]


def test_the_student_cannot_backdate_a_work_inside_a_zip(classroom, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(zipfile.ZipInfo("main.ipynb", (1981, 1, 1, 0, 0, 0)), "{}")
    put(tmp_path / "in" / "ivanov.zip", inner.getvalue())
    os.utime(tmp_path / "in" / "ivanov.zip", (86400, 86400))
    collect(classroom.course, "hw", tmp_path / "in")
    stamp = (target(classroom, "ivanov") / "timestamp.txt").read_text()
    assert stamp == "1970-01-02 00:00:00 UTC\n"


def test_inner_archives_are_not_held_in_memory_together(classroom, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("main.ipynb", bytes(8 << 20))
    for number in range(12):
        put(tmp_path / "in" / f"student{number}.zip", inner.getvalue())
    tracemalloc.start()
    try:
        assert len(collect(classroom.course, "hw", tmp_path / "in").taken) == 12
        assert tracemalloc.get_traced_memory()[1] < 60 << 20
    finally:
        tracemalloc.stop()
