"""Утечки: не осталось ли в том, что получат студенты, решений, скрытых проверок и указаний.

Сравниваются строки исходной тетради, которых студент видеть не должен, с текстом выданных
файлов: тетрадей, страниц, архивов. Пробелы не в счёт, разметка страниц снимается.
"""

from __future__ import annotations

import html
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

from autograder.assignment import read_source
from autograder.course import Course

MIN_LENGTH = 8
_TAG = re.compile(r"<[^>]*>")
_TRIVIAL = re.compile(r"(pass|return|else:|try:|finally:|break|continue|assert|\W+)*")


@dataclass(frozen=True)
class Secret:
    """Тайная строка: тетрадь, ячейка, сама строка и её место в тайном куске."""

    notebook: str
    grade_id: str
    line: str
    region: int

    @property
    def key(self) -> str:
        """Строка без пробелов: в таком виде её ищут."""
        return _squeeze(self.line)


@dataclass(frozen=True)
class Leak:
    """Найденная утечка: файл и тайная строка в нём."""

    path: str
    secret: Secret

    def __str__(self) -> str:
        where = f"{self.secret.notebook}.ipynb, ячейка «{self.secret.grade_id}»"
        return f"{self.path}: строка «{self.secret.line.strip()}» из {where}"


def secrets(course: Course, assignment: str) -> list[Secret]:
    """Строки исходника, которых не должно быть у студентов.

    Строки короче восьми знаков и те, что есть в открытой части задания, тайной не считаются.
    """
    found: list[Secret] = []
    public = ""
    for path in sorted(course.source(assignment).glob("*.ipynb")):
        for cell in read_source(course, path).cells:
            hidden, shown = _split(course, cell)
            public += "".join(_squeeze(line) + "\n" for line in shown)
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            found += [
                Secret(path.stem, grade_id, line, number)
                for number, region in enumerate(hidden)
                for line in region
            ]
    return [s for s in found if s.key not in public and _telling(s.key)]


def leaks(hidden: Iterable[Secret], root: Path, run: int = 1) -> list[Leak]:
    """Ищет тайные строки в файле или каталоге, заглядывая в архивы.

    Parameters
    ----------
    run : int
        Сколько тайных строк одного куска должны встретиться в файле, чтобы это сочли утечкой:
        для выпуска 1; для книги, где отдельные строки могут совпасть случайно, больше.
    """
    known = list(hidden)
    found: list[Leak] = []
    for path, text in _texts(root):
        present = [secret for secret in known if secret.key in text]
        sizes: dict[tuple, int] = {}
        for secret in present:
            place = (secret.notebook, secret.grade_id, secret.region)
            sizes[place] = sizes.get(place, 0) + 1
        found += [
            Leak(path, secret)
            for secret in present
            if sizes[secret.notebook, secret.grade_id, secret.region] >= run
        ]
    return found


def _split(course: Course, cell) -> tuple[list[list[str]], list[str]]:
    """Делит ячейку исходника на тайные куски и открытые строки."""
    solutions = course.converter(ClearSolutions)
    tests, marks = course.converter(ClearHiddenTests), course.converter(ClearMarkScheme)
    borders = {
        solutions.begin_solution_delimeter: solutions.end_solution_delimeter,
        tests.begin_test_delimeter: tests.end_test_delimeter,
        marks.begin_mark_scheme_delimeter: marks.end_mark_scheme_delimeter,
    }
    hidden: list[list[str]] = []
    shown: list[str] = []
    end = ""
    for line in cell.source.split("\n"):
        begin = next((mark for mark in borders if mark in line), "")
        if end:
            if end in line:
                end = ""
            else:
                hidden[-1].append(line)
        elif begin:
            end = borders[begin]
            hidden.append([])
        else:
            shown.append(line)
    whole = utils.is_solution(cell) and solutions.begin_solution_delimeter not in cell.source
    return ([shown, *hidden], []) if whole else (hidden, shown)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _telling(key: str) -> bool:
    return len(key) >= MIN_LENGTH and not _TRIVIAL.fullmatch(key)


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    paths = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
    for path in paths:
        yield from _open(str(path), path.read_bytes())


def _open(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Тексты файла; из архива — тексты его файлов."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield from _open(f"{name}!{info.filename}", archive.read(info))
        return
    if name.endswith((".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")):
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive.getmembers():
                if member.isfile():
                    yield from _open(f"{name}!{member.name}", archive.extractfile(member).read())
        return
    yield name, _plain(name, data.decode("utf-8", "ignore"))


def _plain(name: str, text: str) -> str:
    """Текст файла без разметки и пробелов."""
    if name.endswith((".ipynb", ".json")):
        try:
            text = "\n".join(_strings(json.loads(text)))
        except (ValueError, RecursionError):
            text = text.encode().decode("unicode_escape", "ignore")
    elif name.endswith((".html", ".htm", ".xml", ".svg")):
        text = html.unescape(_TAG.sub("", text))
    return _squeeze(text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            yield "".join(value)
        else:
            for item in value:
                yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
